/** Which parsed values are lists of records, and the records in them. */

import { Broken, type Decoded, Element, type JsonObject, Line } from './decoded.ts';
import { depthLimit, tooDeep } from './depth.ts';
import { parseExact } from './parse.ts';

/** Event Hub body, Reports API dumps: a list whatever stands in it. */
export const certainLists: ReadonlySet<string> = new Set(['records', 'activities']);
/** Reports API, Graph and Directory API: common words, so a list only where its first element is an object. */
export const likelyLists: ReadonlySet<string> = new Set(['items', 'value', 'users']);

/** Envelopes inside envelopes (a file of Event Hub bodies in one array) are opened this far. */
const envelopeDepth = 3;

/**
 * Gives `value` (parsed from `text`) or the records it envelops to `out`; returns how many entries that made.
 * `position` of the k-th is `position + first + k`.
 */
export function open(value: unknown, text: string, position: number, first: number, out: Decoded[]): number {
  if (!isObject(value)) {
    out.push(new Broken('not-a-record', `a JSON ${value === null ? 'null' : typeof value}`, position + first, text));
    return 1;
  }
  if (!Array.isArray(value) && !isEnvelope(value)) return record(value, text, position + first, out);
  const from = out.length;
  const rounded = spread(value, 1, position + first, out, from, text);
  if (rounded) {
    out.length = from;
    spread(parseExact(text), 1, position + first, out, from, text);
  }
  return out.length - from;
}

function record(value: JsonObject, text: string, position: number, out: Decoded[]): 1 {
  if (tooDeep(value)) out.push(new Broken('too-deep', `nested deeper than ${depthLimit}`, position, text));
  else out.push(new Line(isRounded(value) ? asObject(parseExact(text)) : value, position, text));
  return 1;
}

/** True where some record lost digits of its id. */
function spread(value: unknown, level: number, position: number, out: Decoded[], from: number, text: string): boolean {
  const at = position + out.length - from;
  if (!isObject(value)) {
    out.push(new Broken('not-a-record', `a JSON ${value === null ? 'null' : typeof value}`, at, JSON.stringify(value) ?? ''));
    return false;
  }
  const lists = Array.isArray(value) ? [value as readonly unknown[]] : listsOf(value);
  if (lists !== null && level <= envelopeDepth) {
    let rounded = false;
    for (const list of lists) {
      for (const element of list) if (spread(element, level + 1, position, out, from, text)) rounded = true;
    }
    return rounded;
  }
  if (tooDeep(value)) out.push(new Broken('too-deep', `nested deeper than ${depthLimit}`, at, text));
  else if (Array.isArray(value)) out.push(new Broken('not-a-record', 'a list inside lists', at, JSON.stringify(value)));
  else {
    out.push(new Element(value, at));
    return isRounded(value);
  }
  return false;
}

/** An element of an envelope that is one record, whatever the others are. */
export function isPlainRecord(value: unknown): value is JsonObject {
  return isObject(value) && !Array.isArray(value) && !isEnvelope(value) && !isRounded(value) && !tooDeep(value);
}

export function isEnvelope(value: JsonObject): boolean {
  return (
    Array.isArray(value.records) ||
    Array.isArray(value.activities) ||
    (Array.isArray(value.items) && startsWithObject(value.items)) ||
    (Array.isArray(value.value) && startsWithObject(value.value)) ||
    (Array.isArray(value.users) && startsWithObject(value.users)) ||
    value.kind === 'admin#reports#activities'
  );
}

/** Every list of an envelope, in the order they stand; an empty Reports API answer has no `items` at all. null: no envelope. */
function listsOf(value: JsonObject): readonly (readonly unknown[])[] | null {
  if (!isEnvelope(value)) return null;
  const lists: (readonly unknown[])[] = [];
  for (const key of Object.keys(value)) {
    const list = value[key];
    if (!Array.isArray(list)) continue;
    if (certainLists.has(key) || (likelyLists.has(key) && startsWithObject(list))) lists.push(list);
  }
  return lists;
}

function startsWithObject(list: readonly unknown[]): boolean {
  const first = list[0];
  return list.length === 0 || (isObject(first) && !Array.isArray(first));
}

/** Google's int64 qualifier written as a number: digits beyond 2^53 are gone after JSON.parse. */
function isRounded(value: JsonObject): boolean {
  const id = value.id;
  if (!isObject(id)) return false;
  const qualifier = id.uniqueQualifier;
  return typeof qualifier === 'number' && !Number.isSafeInteger(qualifier);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
