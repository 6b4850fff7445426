import type { IdentityEvent, Route, SignIn } from '@gatewatch/domain';
import { routeText } from './route-text.ts';
import { sharedJson } from './shared-json.ts';

/** What a writer wrote, as a subject's text holds it: words, templates, and how many rows they were written for. */
export interface Written {
  readonly origin: number;
  readonly words: readonly string[];
  readonly templates: readonly string[];
  readonly rows: number;
}

interface Look {
  readonly row: SignIn;
  readonly place: number;
  /** The template: a place for each of the row's words. */
  readonly places: readonly number[];
}

const mostLooks = 10;
const nowhere: readonly number[] = [];

/**
 * What the rows of a subject are put into text with, over one dictionary of words. Each row is written once, when it comes, and
 * measured by that. Its words depend on the rows alone, never on when a commit came: what stands beside them is written aside.
 */
export class Writer {
  /** Unix ms that the times of rows are counted from: the first one's. */
  origin: number;
  /** JSON of each word and template, joined by commas. */
  wordsText: string;
  templatesText: string;
  /** Rows so far, those that are gone too. */
  written: number;
  readonly #words: Map<string, number>;
  readonly #templates: Map<string, number>;
  /** Objects of rows are shared and never change: each is looked up by itself. */
  readonly #objects = new Map<object, number>();
  /** Rows of the templates last used: another that looks like one of them needs no look-up of its words. */
  #looks: readonly Look[] = [];

  constructor({ origin, words, templates, rows }: Written = { origin: 0, words: [], templates: [], rows: 0 }) {
    this.origin = origin;
    this.written = rows;
    this.wordsText = JSON.stringify(words).slice(1, -1);
    this.templatesText = templates.join(',');
    this.#words = placed(words);
    this.#templates = placed(templates);
  }

  /** Characters of all words and templates. */
  get size(): number {
    return this.wordsText.length + this.templatesText.length;
  }

  get counts(): { readonly words: number; readonly templates: number } {
    return { words: this.#words.size, templates: this.#templates.size };
  }

  /** Runs `write`, and forgets the words that it needed. */
  aside<T>(write: () => T): T {
    const { wordsText, templatesText, written } = this;
    const { words, templates } = this.counts;
    const looks = this.#looks;
    const made = write();
    if (this.#words.size > words) {
      forgetFrom(this.#words, words);
      for (const [value, place] of this.#objects) if (place >= words) this.#objects.delete(value);
    }
    if (this.#templates.size > templates) forgetFrom(this.#templates, templates);
    this.#looks = looks;
    this.wordsText = wordsText;
    this.templatesText = templatesText;
    this.written = written;
    return made;
  }

  /** Index of a word, −1 for null. */
  of(word: string | null | undefined, quoted?: string): number {
    if (word === null || word === undefined) return -1;
    let place = this.#words.get(word);
    if (place === undefined) {
      place = this.#words.size;
      this.#words.set(word, place);
      this.wordsText += (place === 0 ? '' : ',') + (quoted ?? JSON.stringify(word));
    }
    return place;
  }

  #object(value: object | null): number {
    if (value === null) return -1;
    let place = this.#objects.get(value);
    if (place === undefined) this.#objects.set(value, (place = this.of(JSON.stringify(value))));
    return place;
  }

  #route(value: Route): number {
    const text = routeText(value);
    return text === '' ? -1 : this.of(text);
  }

  row(row: IdentityEvent): string {
    if (this.written++ === 0) this.origin = row.time;
    return row.kind === 'sign-in' ? this.#signIn(row) : this.#other(row);
  }

  /** Names of fields once, then values: numbers, booleans and null as they are, a text as [word], anything else as [word of its JSON, 1]. */
  #other(row: Exclude<IdentityEvent, SignIn>): string {
    const values = Object.values(row).map((value: unknown) => {
      if (typeof value === 'string') return [this.of(value)];
      if (typeof value === 'object' && value !== null) return [this.#object(value), 1];
      return value ?? null;
    });
    return JSON.stringify({ fields: this.of(Object.keys(row).join(',')), values });
  }

  /** Rows of one person look alike: what rarely differs is a template, and the row is what remains. */
  #signIn(row: SignIn): string {
    const { id, recordId, time, processed, requestId, correlationId } = row;
    const own = id.length === recordId.length + row.provider.length + 1 && id.endsWith(recordId);
    return JSON.stringify([
      own ? recordId : [id, recordId],
      time - this.origin,
      processed === null ? null : processed - time,
      row.hash,
      this.#template(row),
      requestId,
      correlationId !== null && correlationId === requestId ? 0 : correlationId,
    ]);
  }

  #template(row: SignIn): number {
    for (const look of this.#looks) if (looksLike(row, look.row)) return look.place;
    const [like] = this.#looks;
    const was = like?.row;
    const at = like?.places ?? nowhere;
    const places = [
      this.#word(row.provider, was?.provider, at[0]),
      this.#word(row.category, was?.category, at[1]),
      this.#word(row.tenant, was?.tenant, at[2]),
      row.gaps.length === 0 ? -1 : this.of(row.gaps.join(',')),
      this.#own(row.actor, was?.actor, at[4]),
      this.#own(row.target, was?.target, at[5]),
      this.#word(row.ip, was?.ip, at[6]),
      this.#shared(row.place, was?.place, at[7]),
      this.#shared(row.network, was?.network, at[8]),
      row.interactive ? 1 : 0,
      this.#word(row.outcome, was?.outcome, at[10]),
      this.#word(row.failure, was?.failure, at[11]),
      this.#word(row.code, was?.code, at[12]),
      this.#word(row.password, was?.password, at[13]),
      this.#word(row.secondFactor, was?.secondFactor, at[14]),
      row.methods.length === 0 ? -1 : this.#own(row.methods, was?.methods, at[15]),
      this.#word(row.protocol, was?.protocol, at[16]),
      this.#word(row.client, was?.client, at[17]),
      this.#own(row.device, was?.device, at[18]),
      this.#word(row.session, was?.session, at[19]),
      this.#word(row.app, was?.app, at[20]),
      this.#word(row.appId, was?.appId, at[21]),
      this.#word(row.resource, was?.resource, at[22]),
      row.policies.length === 0 ? -1 : this.#shared(row.policies, was?.policies, at[23]),
      row.reportOnly.length === 0 ? -1 : this.#shared(row.reportOnly, was?.reportOnly, at[24]),
      this.#own(row.risk, was?.risk, at[25]),
      row.route === was?.route && at[26] !== undefined ? at[26] : this.#route(row.route),
    ];
    const template = JSON.stringify(places);
    let place = this.#templates.get(template);
    if (place === undefined) {
      place = this.#templates.size;
      this.#templates.set(template, place);
      this.templatesText += (place === 0 ? '' : ',') + template;
    }
    this.#looks = [{ row, place, places }, ...this.#looks.slice(0, mostLooks - 1)];
    return place;
  }

  /** `at`: the place of the other row's, which is this one's where both are the same. */
  #word(own: string | null, theirs: string | null | undefined, at: number | undefined): number {
    return at !== undefined && own === theirs ? at : this.of(own);
  }

  #own(own: object | null, theirs: object | null | undefined, at: number | undefined): number {
    return at !== undefined && own === theirs ? at : this.#object(own);
  }

  /** The same for what rows of other subjects have too. */
  #shared(own: object | null, theirs: object | null | undefined, at: number | undefined): number {
    if (own === null) return -1;
    if (at !== undefined && own === theirs) return at;
    let place = this.#objects.get(own);
    if (place === undefined) {
      const { text, quoted } = sharedJson(own);
      this.#objects.set(own, (place = this.of(text, quoted)));
    }
    return place;
  }
}

function placed(texts: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (let place = 0; place < texts.length; place++) places.set(texts[place] ?? '', place);
  return places;
}

/** A map keeps the order in which its keys came. */
function forgetFrom(map: Map<string, number>, count: number): void {
  for (const [key, place] of map) if (place >= count) map.delete(key);
}

/** One template. What differs most often is asked first; objects that are not the same one are taken for different. */
function looksLike(a: SignIn, b: SignIn): boolean {
  return (
    a.session === b.session &&
    a.ip === b.ip &&
    a.app === b.app &&
    a.code === b.code &&
    a.device === b.device &&
    a.policies === b.policies &&
    a.reportOnly === b.reportOnly &&
    a.methods === b.methods &&
    a.route === b.route &&
    a.resource === b.resource &&
    a.appId === b.appId &&
    a.interactive === b.interactive &&
    a.outcome === b.outcome &&
    a.failure === b.failure &&
    a.password === b.password &&
    a.secondFactor === b.secondFactor &&
    a.protocol === b.protocol &&
    a.client === b.client &&
    a.actor === b.actor &&
    a.target === b.target &&
    a.place === b.place &&
    a.network === b.network &&
    a.risk === b.risk &&
    a.category === b.category &&
    a.provider === b.provider &&
    a.tenant === b.tenant &&
    (a.gaps === b.gaps || (a.gaps.length === 0 && b.gaps.length === 0))
  );
}
