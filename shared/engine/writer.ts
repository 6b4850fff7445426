import type { IdentityEvent, Route, SignIn } from '@gatewatch/domain';
import { jsonOf } from './json-of.ts';
import { routeText } from './route-text.ts';

/**
 * What a subject's text is written with. It lives as long as the subject is hot, so that each row, word and template is put
 * into text once; rebuilt when most of its words are of rows long gone.
 */
export class Writer {
  readonly origin: number;
  /** JSON of each word and template, joined by commas. */
  wordsText = '';
  templatesText = '';
  readonly #words = new Map<string, number>();
  readonly #templates = new Map<string, number>();
  /** Objects of rows are shared and never change: each is looked up by itself. */
  readonly #objects = new Map<object, number>();

  constructor(origin: number) {
    this.origin = origin;
  }

  /** Index of a word, −1 for null. */
  of(word: string | null | undefined): number {
    if (word === null || word === undefined) return -1;
    let place = this.#words.get(word);
    if (place === undefined) {
      place = this.#words.size;
      this.#words.set(word, place);
      this.wordsText += (place === 0 ? '' : ',') + JSON.stringify(word);
    }
    return place;
  }

  object(value: object | null): number {
    if (value === null) return -1;
    let place = this.#objects.get(value);
    if (place === undefined) this.#objects.set(value, (place = this.of(jsonOf(value))));
    return place;
  }

  route(value: Route): number {
    let place = this.#objects.get(value);
    if (place === undefined) {
      const text = routeText(value);
      this.#objects.set(value, (place = text === '' ? -1 : this.of(text)));
    }
    return place;
  }

  row(row: IdentityEvent): string {
    return row.kind === 'sign-in' ? this.#signIn(row) : this.#other(row);
  }

  /** Names of fields once, then values: numbers, booleans and null as they are, a text as [word], anything else as [word of its JSON, 1]. */
  #other(row: Exclude<IdentityEvent, SignIn>): string {
    const values = Object.values(row).map((value: unknown) => {
      if (typeof value === 'string') return `[${this.of(value)}]`;
      if (typeof value === 'object' && value !== null) return `[${this.object(value)},1]`;
      return JSON.stringify(value ?? null);
    });
    return `{"fields":${this.of(Object.keys(row).join(','))},"values":[${values.join(',')}]}`;
  }

  /** Rows of one person look alike: what rarely differs is a template, and the row is what remains. */
  #signIn(row: SignIn): string {
    const template = `[${this.of(row.provider)},${this.of(row.category)},${this.of(row.tenant)},${
      row.gaps.length === 0 ? -1 : this.of(row.gaps.join(','))
    },${this.object(row.actor)},${this.object(row.target)},${this.of(row.ip)},${this.object(row.place)},${this.object(row.network)},${
      row.interactive ? 1 : 0
    },${this.of(row.outcome)},${this.of(row.failure)},${this.of(row.code)},${this.of(row.password)},${this.of(row.secondFactor)},${
      row.methods.length === 0 ? -1 : this.object(row.methods)
    },${this.of(row.protocol)},${this.of(row.client)},${this.object(row.device)},${this.of(row.session)},${this.of(row.app)},${this.of(
      row.appId,
    )},${this.of(row.resource)},${row.policies.length === 0 ? -1 : this.object(row.policies)},${
      row.reportOnly.length === 0 ? -1 : this.object(row.reportOnly)
    },${this.object(row.risk)},${this.route(row.route)}]`;
    let place = this.#templates.get(template);
    if (place === undefined) {
      place = this.#templates.size;
      this.#templates.set(template, place);
      this.templatesText += (place === 0 ? '' : ',') + template;
    }
    const own = row.id.length === row.recordId.length + row.provider.length + 1 && row.id.endsWith(row.recordId);
    const id = own ? JSON.stringify(row.recordId) : JSON.stringify([row.id, row.recordId]);
    const processed = row.processed === null ? 'null' : row.processed - row.time;
    const request = row.requestId === null ? 'null' : JSON.stringify(row.requestId);
    const correlation =
      row.correlationId === null ? 'null' : row.correlationId === row.requestId ? 0 : JSON.stringify(row.correlationId);
    return `[${id},${row.time - this.origin},${processed},${JSON.stringify(row.hash)},${place},${request},${correlation}]`;
  }

  get worn(): boolean {
    return this.wordsText.length + this.templatesText.length > 5000;
  }
}
