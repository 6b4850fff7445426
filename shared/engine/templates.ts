/**
 * Rows of one person look alike: what rarely differs is a template, a place for each of the words. One is written as what differs from
 * an earlier one, where that is short.
 */

import type { Template } from './template.ts';
import { vocabularySize } from './vocabulary.ts';

/** Places of a template. */
export const templateLength = 27;
const mostCompared = 4;
const mostRecent = 8;
/** More differences than these are written whole; fewer can never be taken for a whole one. */
const mostDifferences = 8;
/** Places of the vocabulary are negative; most names stay texts of one byte a place. */
const shift = vocabularySize + 2;

export class Templates {
  /** Each as a text of one character a place: two are compared in one step. */
  readonly #names: string[] = [];
  readonly #all: Template[] = [];
  #text = '';
  /** Those last used, the newest first. */
  readonly recent: Template[] = [];

  /** `written`: each as it was written, whole or not. */
  constructor(written: readonly (readonly number[])[] = [], templates: readonly Template[] = []) {
    for (const places of resolved(written)) this.#names.push(nameOf(places));
    this.#text = written.map((one) => JSON.stringify(one)).join();
    this.#all.push(...templates.slice(0, written.length));
    this.recent.push(...this.#all.slice(-mostRecent).reverse());
  }

  get count(): number {
    return this.#names.length;
  }

  /** Characters of all templates with the commas between them. */
  get size(): number {
    return this.#text.length;
  }

  get text(): string {
    return this.#text;
  }

  /** Where a template stands, −1 where it is not known by itself. */
  indexOf(template: Template): number {
    return this.#all.lastIndexOf(template);
  }

  at(index: number): Template | undefined {
    return this.#all[index];
  }

  /** Which template has these places: an old one, else this as a new one. */
  of(places: readonly number[], template: Template): number {
    const name = nameOf(places);
    const known = this.#names.lastIndexOf(name);
    return known >= 0 ? known : this.#add(name, template);
  }

  /** The template was used: it is asked first from now on. */
  use(template: Template): void {
    const { recent } = this;
    let carried: Template | undefined = template;
    for (let i = 0; i < mostRecent && carried !== undefined; i++) {
      const stood: Template | undefined = recent[i];
      recent[i] = carried;
      if (stood === template) return;
      carried = stood;
    }
  }

  /** The place at `field` of a template. */
  place(template: number, field: number): number {
    return (this.#names[template]?.charCodeAt(field) ?? shift) - shift;
  }

  /** Runs `write`, and forgets the templates that it needed. */
  aside<T>(write: () => T): T {
    const { count, text } = this;
    const recent = [...this.recent];
    const made = write();
    this.recent.splice(0, this.recent.length, ...recent);
    this.#names.length = count;
    this.#all.length = count;
    this.#text = text;
    return made;
  }

  #add(name: string, template: Template): number {
    this.#all.push(template);
    this.#text += (this.#names.length === 0 ? '' : ',') + this.#written(name);
    return this.#names.push(name) - 1;
  }

  #written(name: string): string {
    let base = -1;
    let least = mostDifferences + 1;
    for (let i = this.#names.length - 1; i >= 0 && i >= this.#names.length - mostCompared; i--) {
      const different = differences(name, this.#names[i] ?? '', least);
      if (different < least) {
        least = different;
        base = i;
      }
    }
    const written: number[] = base < 0 ? [] : [base];
    for (let field = 0; field < templateLength; field++) {
      const place = name.charCodeAt(field);
      if (base < 0) written.push(place - shift);
      else if (place !== this.#names[base]?.charCodeAt(field)) written.push(field, place - shift);
    }
    return JSON.stringify(written);
  }
}

const codes: number[] = [];

function nameOf(places: readonly number[]): string {
  for (let field = 0; field < templateLength; field++) codes[field] = (places[field] ?? -1) + shift;
  return String.fromCharCode.apply(null, codes);
}

/** How many places differ, counted up to `most`. */
function differences(a: string, b: string, most: number): number {
  let count = 0;
  for (let field = 0; field < templateLength && count < most; field++) if (a.charCodeAt(field) !== b.charCodeAt(field)) count++;
  return count;
}

/** Templates as they are written, each whole. */
export function resolved(written: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const whole: (readonly number[])[] = [];
  for (const one of written) {
    if (one.length === templateLength) {
      whole.push(one);
      continue;
    }
    const places = [...(whole[one[0] ?? -1] ?? [])];
    for (let i = 1; i < one.length; i += 2) places[one[i] ?? 0] = one[i + 1] ?? -1;
    whole.push(places);
  }
  return whole;
}
