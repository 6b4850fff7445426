/** What several rows of a subject have in common, as its text says it: each part once, as the places of its words. */
export class Parts<T> {
  // As long as they are: an array that is pushed to has room for sixteen more, and most persons have one or two of each part.
  #all: readonly T[];
  #text: string;

  /** `text`: of all of them. */
  constructor(all: readonly T[] = [], text = '') {
    this.#all = all;
    this.#text = text;
  }

  get count(): number {
    return this.#all.length;
  }

  /** Each part's list of places, with commas between them. */
  get text(): string {
    return this.#text;
  }

  /** Characters of the same. */
  get size(): number {
    return this.#text.length;
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
    const known = this.#text.indexOf(text); // from bracket to bracket, so nothing but a whole part
    if (known >= 0) return partsBefore(this.#text, known);
    this.#text = this.#all.length === 0 ? text : `${this.#text},${text}`;
    this.#all = [...this.#all, part];
    return this.#all.length - 1;
  }

  copy(): Parts<T> {
    return new Parts(this.#all, this.#text);
  }
}

function partsBefore(text: string, index: number): number {
  let count = 0;
  for (let at = text.indexOf('['); at < index; at = text.indexOf('[', at + 1)) count++;
  return count;
}
