/** What several rows of a subject have in common, as its text says it: each part once, as the places of its words. */
export class Parts<T> {
  // As long as they are: an array that is pushed to has room for sixteen more, and most persons have one or two of each part.
  #all: readonly T[];
  #texts: readonly string[];
  #size = 0;

  constructor(all: readonly T[] = [], texts: readonly string[] = []) {
    this.#all = all;
    this.#texts = texts;
    for (const text of texts) this.#size += text.length;
  }

  get count(): number {
    return this.#all.length;
  }

  /** Characters of all parts with the commas between them. */
  get size(): number {
    return this.#size + Math.max(0, this.#texts.length - 1);
  }

  get text(): string {
    return this.#texts.join(',');
  }

  at(place: number): T | undefined {
    return this.#all[place];
  }

  /** Where a part stands, −1 where it is not known by itself. Nearly always among the newest few. */
  placeOf(part: T): number {
    const all = this.#all;
    let place = all.length - 1;
    while (place >= 0 && all[place] !== part) place--;
    return place;
  }

  /** Where the part with this text stands: an old one, else this as a new one. */
  add(part: T, text: string): number {
    const known = this.#texts.indexOf(text);
    if (known >= 0) return known;
    this.#size += text.length;
    this.#texts = [...this.#texts, text];
    this.#all = [...this.#all, part];
    return this.#all.length - 1;
  }

  copy(): Parts<T> {
    return new Parts(this.#all, this.#texts);
  }
}
