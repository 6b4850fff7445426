import type { IdentityEvent, Route, SignIn } from '@gatewatch/domain';
import { compactDevice, compactIdentity, compactNetwork, compactPlace, compactPolicies, compactRisk } from './compact.ts';
import { Dictionary, quotedSize } from './dictionary.ts';
import { routeText } from './route-text.ts';
import { sharedJson } from './shared-json.ts';
import { SignInRow, signInRow } from './sign-in-row.ts';
import type { Template } from './template.ts';
import { Templates } from './templates.ts';

/** What a writer wrote, as a subject's text holds it: words, templates, and how many rows they were written for. */
export interface Written {
  readonly origin: number;
  readonly words: readonly unknown[];
  readonly templates: readonly (readonly number[])[];
  /** What the templates say. */
  readonly read: readonly Template[];
  readonly rows: number;
}

/** How a row was written. */
export interface Line {
  /** The row's template; −1 where it has none. */
  readonly template: number;
  /** Characters of its text. */
  readonly size: number;
  /** null: not made yet. */
  readonly text: string | null;
}

const mostObjects = 16;
const unwritten: Written = { origin: 0, words: [], templates: [], read: [], rows: 0 };

/**
 * What the rows of a subject are put into text with, over one dictionary of words. Each row is measured once, when it comes, and its
 * text made when it is first asked for. Its words depend on the rows alone, never on when a commit came: what stands beside them is
 * written aside.
 */
export class Writer {
  /** Unix ms that the times of rows are counted from: the first one's. */
  origin: number;
  /** Rows so far, those that are gone too. */
  written: number;
  readonly words: Dictionary;
  readonly templates: Templates;
  /** Objects of rows are shared and never change: the last few are known by themselves. */
  readonly #objects: object[] = [];
  readonly #objectPlaces: number[] = [];
  #nextObject = 0;

  constructor({ origin, words, templates, read, rows }: Written = unwritten) {
    this.origin = origin;
    this.written = rows;
    this.words = new Dictionary(words);
    this.templates = new Templates(templates, read);
  }

  /** Characters of all words and templates. */
  get size(): number {
    return this.words.size + this.templates.size;
  }

  /** Runs `write`, and forgets the words and templates that it needed. */
  aside<T>(write: () => T): T {
    const { written } = this;
    const words = this.words.count;
    const made = this.words.aside(() => this.templates.aside(write));
    for (let i = 0; i < this.#objects.length; i++) if ((this.#objectPlaces[i] ?? 0) >= words) this.#objects[i] = nobody;
    this.written = written;
    return made;
  }

  /** A sign-in of the subject as its timeline would keep it. */
  signIn(event: SignIn): SignInRow {
    return signInRow(event, this.templates.recent);
  }

  /** Measures a row that comes. */
  row(row: IdentityEvent): Line {
    if (this.written++ === 0) this.origin = row.time;
    if (!(row instanceof SignInRow)) {
      const text = this.#other(row);
      return { template: -1, size: text.length, text };
    }
    const template = this.#template(row);
    return { template, size: this.#signInSize(row, template), text: null };
  }

  /** The text of a row; one that has no template was given its text at once. */
  textOf(row: IdentityEvent, { template, text }: Line): string {
    return text ?? (row instanceof SignInRow ? this.#signIn(row, template) : '');
  }

  /** Names of fields once, then values: numbers, booleans and null as they are, a text as [word], anything else as [word, 1]. */
  #other(row: IdentityEvent): string {
    const values = Object.entries(row).map(([name, value]: [string, unknown]) => {
      if (typeof value === 'string') return [this.words.of(value)];
      if (typeof value === 'object' && value !== null) return [this.#object(value, putOf(name)), 1];
      return value ?? null;
    });
    return JSON.stringify({ fields: this.words.of(Object.keys(row).join(',')), values });
  }

  /** What its template does not say. */
  #signIn({ id, record, of, time, lag, hash, request, correlation }: SignInRow, template: number): string {
    const own = record === null ? id.slice(of.provider.length + 1) : [id, record];
    const values: unknown[] = [own, time - this.origin, lag, hash, template];
    if (request !== 0 || correlation !== 0) values.push(request);
    if (correlation !== 0) values.push(correlation);
    return JSON.stringify(values);
  }

  /** Characters of the same without making it. */
  #signInSize({ id, record, of, time, lag, hash, request, correlation }: SignInRow, template: number): number {
    let size = quotedSize(id) + (record === null ? -of.provider.length - 1 : quotedSize(record) + 3);
    size += digits(time - this.origin) + (lag === null ? 4 : digits(lag)) + quotedSize(hash) + digits(template);
    if (request !== 0 || correlation !== 0) size += 1 + sizeOf(request);
    if (correlation !== 0) size += 1 + sizeOf(correlation);
    return size + 6; // brackets and four commas
  }

  #template(row: SignInRow): number {
    const { templates } = this;
    let index = templates.indexOf(row.of);
    if (index < 0) {
      const was = templates.recent[0];
      const at = was === undefined ? -1 : templates.indexOf(was);
      index = templates.of(this.#places(row.of, at < 0 ? null : (was ?? null), at), row.of);
      row.of = templates.at(index) ?? row.of;
    }
    templates.use(row.of);
    return index;
  }

  /** `was` is written by the template `of`: what is the same there has the same place. */
  #places(row: Template, was: Template | null, of: number): number[] {
    const { words, templates } = this;
    const at = (field: number): number => templates.place(of, field);
    const same = was ?? nothing;
    return [
      row.provider === same.provider ? at(0) : words.of(row.provider),
      row.category === same.category ? at(1) : words.of(row.category),
      row.tenant === same.tenant ? at(2) : words.of(row.tenant),
      row.gaps.length === 0 ? -1 : words.of(row.gaps.join(',')),
      row.actor === same.actor ? at(4) : this.#object(row.actor, compactIdentity),
      row.target === same.target ? at(5) : this.#object(row.target, compactIdentity),
      row.ip === same.ip ? at(6) : words.of(row.ip),
      row.place === same.place ? at(7) : this.#shared(row.place, compactPlace),
      row.network === same.network ? at(8) : this.#shared(row.network, compactNetwork),
      row.interactive ? 1 : 0,
      row.outcome === same.outcome ? at(10) : words.of(row.outcome),
      row.failure === same.failure ? at(11) : words.of(row.failure),
      row.code === same.code ? at(12) : words.of(row.code),
      row.password === same.password ? at(13) : words.of(row.password),
      row.secondFactor === same.secondFactor ? at(14) : words.of(row.secondFactor),
      row.methods.length === 0 ? -1 : row.methods === same.methods ? at(15) : this.#object(row.methods, JSON.stringify),
      row.protocol === same.protocol ? at(16) : words.of(row.protocol),
      row.client === same.client ? at(17) : words.of(row.client),
      row.device === same.device ? at(18) : this.#object(row.device, compactDevice),
      row.session === same.session ? at(19) : words.of(row.session),
      row.app === same.app ? at(20) : words.of(row.app),
      row.appId === same.appId ? at(21) : words.of(row.appId),
      row.resource === same.resource ? at(22) : words.of(row.resource),
      row.policies.length === 0 ? -1 : row.policies === same.policies ? at(23) : this.#shared(row.policies, compactPolicies),
      row.reportOnly.length === 0
        ? -1
        : row.reportOnly === same.reportOnly
          ? at(24)
          : this.#shared(row.reportOnly, compactPolicies),
      row.risk === same.risk ? at(25) : this.#object(row.risk, compactRisk),
      row.route === same.route ? at(26) : this.#route(row.route),
    ];
  }

  #route(value: Route): number {
    const text = routeText(value);
    return text === '' ? -1 : this.words.of(text);
  }

  #object<T extends object>(value: T | null, put: (value: T) => string): number {
    if (value === null) return -1;
    const known = this.#objects.indexOf(value);
    return known >= 0 ? (this.#objectPlaces[known] ?? -1) : this.#remember(value, this.words.ofJson(put(value)));
  }

  /** The same for what rows of other subjects have too. */
  #shared<T extends object>(value: T | null, put: (value: T) => string): number {
    if (value === null) return -1;
    const known = this.#objects.indexOf(value);
    return known >= 0 ? (this.#objectPlaces[known] ?? -1) : this.#remember(value, this.words.ofJson(sharedJson(value, put)));
  }

  #remember(value: object, place: number): number {
    this.#objects[this.#nextObject] = value;
    this.#objectPlaces[this.#nextObject] = place;
    this.#nextObject = (this.#nextObject + 1) % mostObjects;
    return place;
  }
}

/** The same object is the same word, whatever kind of row it stands in. */
function putOf(field: string): (value: object) => string {
  return puts[field] ?? JSON.stringify;
}

// By the names of fields, whose types are those: a codec.
const puts: Readonly<Record<string, (value: object) => string>> = {
  actor: compactIdentity as (value: object) => string,
  target: compactIdentity as (value: object) => string,
  place: compactPlace as (value: object) => string,
  network: compactNetwork as (value: object) => string,
  risk: compactRisk as (value: object) => string,
};

const nobody = {};
const nothing: { readonly [K in keyof Template]?: undefined } = {};

function sizeOf(value: string | null | 0): number {
  return value === null ? 4 : value === 0 ? 1 : quotedSize(value);
}

/** Characters of a number as JSON. */
function digits(value: number): number {
  if (!Number.isInteger(value)) return JSON.stringify(value).length;
  let size = value < 0 ? 2 : 1;
  let rest = Math.abs(value);
  if (rest >= 1e15) return JSON.stringify(value).length;
  for (; rest >= 10; rest = Math.floor(rest / 10)) size++;
  return size;
}
