/** The named parameters of an event, whichever of the six value keys a record happens to use (sources.md 4.2). */

import { contentHash } from '../canonical.ts';
import { type Fields, isFields, text } from './fields.ts';

export class Parameters {
  readonly #list: readonly unknown[];

  constructor(event: Fields) {
    this.#list = Array.isArray(event.parameters) ? event.parameters : [];
  }

  /** Lists are joined with a blank; null where the parameter is absent, empty or a nested message. */
  text(name: string): string | null {
    const found = this.#find(name);
    if (found === null) return null;
    const one = plain(found.value) ?? plain(found.intValue) ?? plain(found.boolValue);
    if (one !== null) return one;
    const many = listOf(found);
    return many.length === 0 ? null : text(many.join(' '));
  }

  /** The first of `names` that is present. */
  first(names: readonly string[]): string | null {
    for (const name of names) {
      const found = this.text(name);
      if (found !== null) return found;
    }
    return null;
  }

  /** In the order of the record, repeats kept; a single value may hold several, parted by commas. */
  list(name: string): readonly string[] {
    const found = this.#find(name);
    if (found === null) return [];
    const many = listOf(found);
    if (many.length > 0) return many;
    const one = plain(found.value);
    return one === null ? [] : one.split(',').map((part) => part.trim());
  }

  /** null where the parameter is absent or no truth value. */
  flag(name: string): boolean | null {
    const value = this.text(name);
    return value === 'true' ? true : value === 'false' ? false : null;
  }

  /** One text for one content, whatever the order of keys inside a parameter. */
  content(): string {
    let out = '';
    for (const item of this.#list) out += `${isFields(item) ? contentOf(item) : contentHash(item)}\0`;
    return out;
  }

  #find(name: string): Fields | null {
    for (const item of this.#list) if (isFields(item) && item.name === name) return item;
    return null;
  }
}

/** The common parameter has a name and one value of a plain kind; all else goes the long way. */
function contentOf(parameter: Fields): string {
  let name = '';
  let value = '';
  for (const key in parameter) {
    const found = parameter[key];
    if (key === 'name' && typeof found === 'string') name = found;
    else if (value === '' && typeof found !== 'object') value = `${key}:${typeof found}:${String(found)}`;
    else if (value === '' && key === 'multiValue' && Array.isArray(found) && found.every(isText))
      value = `${key}:${found.join('\x01')}`;
    else return contentHash(parameter);
  }
  return `${name}\x02${value}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** More than any real list has; a hostile one is cut here. */
const longestList = 64;

function listOf(parameter: Fields): readonly string[] {
  const source = Array.isArray(parameter.multiValue) ? parameter.multiValue : parameter.multiIntValue;
  if (!Array.isArray(source)) return [];
  const out: string[] = [];
  for (const item of source) {
    if (out.length === longestList) break;
    const value = plain(item);
    if (value !== null) out.push(value);
  }
  return out;
}

function plain(value: unknown): string | null {
  if (typeof value === 'string') return text(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
