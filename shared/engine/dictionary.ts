/**
 * The words of one subject, each with a place. Most persons have a few dozen, and looking through those costs less than an index of
 * them; a longer dictionary gets one. Sizes are known at once, text is made when it is asked for.
 */

import { vocabularyPlace } from './vocabulary.ts';

const mostLookedThrough = 24;

export class Dictionary {
  /** A word as it is; what is JSON already begins with NUL, and a word that begins like either with U+0001. */
  readonly #names: string[] = [];
  #index: Map<string, number> | null = null;
  #size = 0;
  #text = '';
  /** So many words are in `#text`. */
  #written = 0;

  /** `words`: as they were read out of their text. */
  constructor(words: readonly unknown[] = []) {
    for (const word of words) this.#names.push(typeof word === 'string' ? nameOf(word) : `\0${JSON.stringify(word)}`);
    this.#text = joinedJson(words);
    this.#size = this.#text.length;
    this.#written = words.length;
  }

  get count(): number {
    return this.#names.length;
  }

  /** Characters of all words with the commas between them. */
  get size(): number {
    return this.#size;
  }

  /** The place of a word, −1 for null. */
  of(word: string | null | undefined): number {
    return this.at(wordOf(word ?? null));
  }

  at(word: Word): number {
    return typeof word === 'number' ? word : this.#place(word);
  }

  /** JSON of each word, joined by commas. */
  get text(): string {
    const names = this.#names;
    if (this.#written < names.length) {
      const texts = names.slice(this.#written).map(jsonOf);
      if (this.#written > 0) texts.unshift(this.#text);
      this.#text = texts.join(',');
      this.#written = names.length;
    }
    return this.#text;
  }

  /** Another that knows the same words so far. */
  copy(): Dictionary {
    const copy = new Dictionary();
    copy.#names.push(...this.#names);
    copy.#size = this.#size;
    copy.#text = this.#text;
    copy.#written = this.#written;
    return copy;
  }

  #place(name: string): number {
    const names = this.#names;
    if (names.length > mostLookedThrough) {
      this.#index ??= new Map(names.map((known, place) => [known, place]));
      return this.#index.get(name) ?? this.#add(name);
    }
    for (let place = 0; place < names.length; place++) if (names[place] === name) return place;
    return this.#add(name);
  }

  #add(name: string): number {
    const place = this.#names.length;
    this.#names.push(name);
    this.#index?.set(name, place);
    this.#size += (place === 0 ? 0 : 1) + sizeOf(name);
    return place;
  }
}

/** A word that is looked up in many dictionaries: its place where every one has it at the same, else its name. */
export type Word = number | string;

export function wordOf(word: string | null): Word {
  return word === null ? -1 : (vocabularyPlace(word) ?? nameOf(word));
}

/** What is no text, by its JSON. */
export function jsonWord(json: string): Word {
  return `\0${json}`;
}

function nameOf(word: string): string {
  return word.charCodeAt(0) <= 1 ? `\u0001${word}` : word;
}

function jsonOf(name: string): string {
  if (name.charCodeAt(0) === 0) return name.slice(1);
  return JSON.stringify(name.charCodeAt(0) === 1 ? name.slice(1) : name);
}

function sizeOf(name: string): number {
  return name.charCodeAt(0) > 1 ? quotedSize(name) : jsonOf(name).length;
}

/** JSON of each of them, with commas between. */
export function joinedJson(values: readonly unknown[]): string {
  return values.length === 0 ? '' : JSON.stringify(values).slice(1, -1);
}

/** A text as JSON. */
export function quoted(text: string): string {
  return isPlainText(text) ? `"${text}"` : JSON.stringify(text);
}

/** Characters of the same. */
function quotedSize(text: string): number {
  return isPlainText(text) ? text.length + 2 : JSON.stringify(text).length;
}

/** Its JSON is itself in quotes. */
export function isPlainText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x20 || c === 0x22 || c === 0x5c || c >= 0xd800) return false;
  }
  return true;
}
