import type { IdentityEvent } from '@gatewatch/domain';
import { compactDevice, compactIdentity, compactNetwork, compactPlace, compactRisk } from './compact.ts';
import { Dictionary, jsonWord, type Word, wordOf } from './dictionary.ts';
import type { How } from './how.ts';
import { Parts } from './parts.ts';
import { sharedJson } from './shared-json.ts';
import { SignInRow } from './sign-in-row.ts';
import type { What } from './what.ts';
import { ownWhere, type Where } from './where.ts';
import { type WrittenRow, writtenRow } from './written-row.ts';

/** What a writer wrote, as a subject's text holds it: words, parts, and how many rows they were written for. */
export interface Written {
  readonly origin: number;
  readonly words: Dictionary;
  readonly wheres: Parts<Where>;
  readonly whats: Parts<What>;
  readonly hows: Parts<How>;
  readonly rows: number;
}

/**
 * What the rows of a subject are put into text with, over one dictionary of words. Each is measured once, when it comes. Its words
 * depend on the rows alone, never on when a commit came: what stands beside them is written with a copy.
 */
export class Writer {
  /** Unix ms that the times of rows are counted from: the first one's. */
  origin: number;
  /** Rows so far, those that are gone too. */
  written: number;
  readonly words: Dictionary;
  readonly wheres: Parts<Where>;
  readonly whats: Parts<What>;
  readonly hows: Parts<How>;
  /** The newest part of `wheres` that this process wrote, with the places of its words. */
  #newest: { readonly where: Where; readonly places: readonly number[] } | null = null;

  constructor(of: Written | null = null) {
    this.origin = of?.origin ?? 0;
    this.written = of?.rows ?? 0;
    this.words = of?.words ?? new Dictionary();
    this.wheres = of?.wheres ?? new Parts();
    this.whats = of?.whats ?? new Parts();
    this.hows = of?.hows ?? new Parts();
  }

  /** Another that wrote the same so far. */
  copy(): Writer {
    const { origin, words, wheres, whats, hows, written } = this;
    return new Writer({
      origin,
      words: words.copy(),
      wheres: wheres.copy(),
      whats: whats.copy(),
      hows: hows.copy(),
      rows: written,
    });
  }

  /** Characters of all words and parts. */
  get size(): number {
    return this.words.size + this.wheres.size + this.whats.size + this.hows.size;
  }

  /** A row that comes, with the Where of this subject that says what its own does. */
  own(row: SignInRow): SignInRow {
    row.where = ownWhere(row.where, this.wheres);
    return row;
  }

  /** A row that comes. A sign-in takes the parts that are known already. */
  row(row: IdentityEvent): WrittenRow {
    if (this.written++ === 0) this.origin = row.time;
    return row instanceof SignInRow ? this.#signIn(row) : this.#other(row);
  }

  /** Its parts, and what they do not say. */
  #signIn(row: SignInRow): WrittenRow {
    const where = this.#placeOfWhere(row.where);
    const what = this.#placeOfWhat(row.what);
    const how = this.#placeOfHow(row.how);
    row.where = this.wheres.at(where) ?? row.where;
    row.what = this.whats.at(what) ?? row.what;
    row.how = this.hows.at(how) ?? row.how;
    return writtenRow(row, this.origin, where, what, how);
  }

  #placeOfWhere(where: Where): number {
    const place = this.wheres.placeOf(where);
    if (place >= 0) return place;
    const places = this.#placesOf(where);
    this.#newest = { where, places };
    return this.wheres.add(where, JSON.stringify(places));
  }

  #placeOfWhat(what: What): number {
    const place = this.whats.placeOf(what);
    return place >= 0 ? place : this.whats.add(what, this.#textOf(what.words));
  }

  #placeOfHow(how: How): number {
    const place = this.hows.placeOf(how);
    return place >= 0 ? place : this.hows.add(how, this.#textOf(how.words));
  }

  #textOf(words: readonly Word[]): string {
    const places: number[] = [];
    for (let i = 0; i < words.length; i++) places.push(this.words.at(words[i] ?? -1));
    return JSON.stringify(places); // a text that is kept is in one piece
  }

  /** What is the same as in the newest one has the same place. */
  #placesOf({ actor, target, ip, place, network, device, session }: Where): readonly number[] {
    const { words } = this;
    const was = this.#newest?.where;
    const at = (field: number): number => this.#newest?.places[field] ?? -1;
    return [
      actor === was?.actor ? at(0) : this.#object(actor, compactIdentity),
      target === was?.target ? at(1) : this.#object(target, compactIdentity),
      ip === was?.ip ? at(2) : words.of(ip),
      place === was?.place ? at(3) : place === null ? -1 : words.at(jsonWord(sharedJson(place, compactPlace))),
      network === was?.network ? at(4) : network === null ? -1 : words.at(jsonWord(sharedJson(network, compactNetwork))),
      device === was?.device ? at(5) : this.#object(device, compactDevice),
      session === was?.session ? at(6) : words.of(session),
    ];
  }

  /** Names of fields once, then values: numbers, booleans and null as they are, a text as [word], anything else as [word, 1]. */
  #other(row: IdentityEvent): string {
    const values = Object.entries(row).map(([name, value]: [string, unknown]) => {
      if (typeof value === 'string') return [this.words.at(wordOf(value))];
      if (typeof value === 'object' && value !== null) return [this.#object(value, putOf(name)), 1];
      return value ?? null;
    });
    return JSON.stringify({ fields: this.words.of(Object.keys(row).join(',')), values });
  }

  #object<T extends object>(value: T | null, put: (value: T) => string): number {
    return value === null ? -1 : this.words.at(jsonWord(put(value)));
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
