/**
 * 200,000 damaged records of both vendors: nothing throws, nothing is lost, what is still whole still says the same, and what is known
 * again by its text says what parsing it says.
 */

import type { IdentityEvent, Normalised } from '@gatewatch/domain';
import { expect, it } from 'vitest';
import { decode as decodeBytes } from './decode/decode.ts';
import { Recalled } from './decode/decoded.ts';
import { type Base, bases } from './hostile-bases.fixture.ts';
import { type Decoded, decode, normalise } from './index.ts';

const total = 200_000;
const perBatch = 2_000;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Case {
  readonly line: string;
  /** Set where every key field is untouched: the base's facts must come out again. */
  readonly same: Facts | null;
}

it('takes 200,000 damaged records without a throw or a loss', { timeout: 600_000 }, async () => {
  const random = randomFrom(20260302);
  const facts = bases.map((base) => factsOf(normalise(base.record, contextAt(0))));
  const seen = { recalled: 0, records: 0, events: 0, quarantined: 0, compared: 0, reasons: new Map<string, number>() };
  for (let done = 0; done < total; done += perBatch) {
    const cases = Array.from({ length: perBatch }, () => {
      const which = random(bases.length);
      return damaged(bases[which], facts[which], random);
    });
    const lines = cases.map(({ line }) => line);
    const found = await decodedByLine(lines, decode);
    const parsed = await decodedByLine(lines, decodeBytes);
    for (const [index, entries] of found.entries()) {
      const said = entries.map(textOf);
      if (said.join() !== (parsed[index] ?? []).map(textOf).join()) expect(said).toEqual((parsed[index] ?? []).map(textOf));
    }
    for (const [index, { line, same }] of cases.entries()) {
      const entries = found[index] ?? [];
      // A line that looks like the rest of a broken one before it is part of that piece, and stands in its text.
      if (entries.length === 0 && !isWithin(line, found, index)) throw new Error(`nothing came of ${line.slice(0, 300)}`);
      seen.records++;
      for (const entry of entries) {
        if (entry instanceof Recalled && /"applicationName":/.test(line)) seen.recalled++;
        const result: Normalised =
          'broken' in entry
            ? { quarantined: { reason: entry.broken, detail: entry.detail } }
            : normalise(entry.value, contextAt(entry.position));
        if ('quarantined' in result) {
          seen.quarantined++;
          seen.reasons.set(result.quarantined.reason, (seen.reasons.get(result.quarantined.reason) ?? 0) + 1);
        } else {
          if (result.events.length === 0) throw new Error(`no event and no reason: ${line.slice(0, 300)}`);
          for (const event of result.events) if (!isSound(event)) throw new Error(`unsound event of ${line.slice(0, 300)}`);
          seen.events += result.events.length;
        }
        if (same !== null) {
          seen.compared++;
          const facts = factsOf(result);
          if (JSON.stringify(facts) !== JSON.stringify(same)) expect(facts, line.slice(0, 2000)).toEqual(same);
        }
      }
    }
  }
  const share = (100 * seen.quarantined) / (seen.quarantined + seen.events);
  const reasons = [...seen.reasons].map(([reason, count]) => `${reason} ${count}`).join(', ');
  console.info(
    `${seen.records} damaged records: ${seen.events} events, ${share.toFixed(1)} % quarantined (${reasons}), ${seen.compared} compared, ${seen.recalled} of Google known again`,
  );
  expect(seen.records).toBe(total);
  expect(seen.compared).toBeGreaterThan(total / 10);
  expect(seen.recalled).toBeGreaterThan(1000);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Readonly<Record<string, unknown>>).polluted).toBeUndefined();
});

function textOf(entry: Decoded): string {
  const result = 'broken' in entry ? entry.broken : normalise(entry.value, contextAt(entry.position));
  return JSON.stringify([entry.position, result, entry.text()]);
}

function isWithin(line: string, found: readonly (readonly Decoded[])[], index: number): boolean {
  const before = found
    .slice(0, index)
    .findLast((entries) => entries.length > 0)
    ?.at(-1);
  return before !== undefined && 'broken' in before && before.text().includes(line.trim());
}

interface Facts {
  readonly subject: readonly unknown[];
  readonly time: number;
  readonly kind: string;
  readonly outcome: unknown;
}

/** null where the record became no event. */
function factsOf(result: Normalised): Facts | null {
  const event = 'events' in result ? result.events[0] : undefined;
  if (event === undefined) return null;
  const outcome =
    event.kind === 'sign-in'
      ? [event.outcome, event.failure, event.password, event.code]
      : event.kind === 'token-grant'
        ? [event.grant, event.outcome, event.failure, event.code]
        : 'result' in event
          ? event.result
          : null;
  return {
    subject: [event.actor?.address, event.actor?.id, event.target?.address, event.target?.id],
    time: event.time,
    kind: event.kind,
    outcome,
  };
}

function isSound(event: IdentityEvent): boolean {
  return Number.isSafeInteger(event.time) && event.id.length < 300 && event.tenant === 'acme' && event.id.isWellFormed();
}

/** The entries of each line, by position. */
async function decodedByLine(lines: readonly string[], reader: typeof decode): Promise<readonly (readonly Decoded[])[]> {
  const bytes = lines.map((line) => Buffer.from(`${line}\n`));
  const ends: number[] = [];
  let end = 0;
  for (const line of bytes) ends.push((end += line.length));
  const found: Decoded[][] = lines.map(() => []);
  let line = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const all = Buffer.concat(bytes);
    for (let at = 0; at < all.length; at += 100_000) yield all.subarray(at, at + 100_000);
  }
  for await (const batch of reader(chunks(), 'hostile')) {
    for (const entry of batch) {
      while (entry.position >= (ends[line] ?? Number.POSITIVE_INFINITY)) line++;
      found[line]?.push(entry);
    }
  }
  return found;
}

function damaged(base: Base | undefined, facts: Facts | null | undefined, random: Random): Case {
  if (base === undefined || facts === undefined) throw new Error('no base');
  const text = JSON.stringify(base.record);
  const record: Json = JSON.parse(text) as Json;
  switch (random(8)) {
    case 0:
      return { line: text.slice(0, 1 + random(text.length - 1)), same: null };
    case 1:
      return {
        line: splice(
          text,
          random(text.length),
          random(4),
          pick(['"', '{', '}', '[', ']', ',', '\\', '\u0000', '\ufeff', 'x', '9', '\t'], random),
        ),
        same: null,
      };
    case 2: {
      const levels = pick([2, 30, 100, 3000], random);
      return { line: insertKey(text, `"deep":${'{"x":['.repeat(levels)}${']}'.repeat(levels)},`, random), same: null };
    }
    case 3: {
      const key = pick(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length'], random);
      const value = pick(['{"polluted":true}', '{"prototype":{"polluted":true}}', 'null', '"x"', '[]', '1'], random);
      return { line: insertKey(text, `${JSON.stringify(key)}:${value},`, random), same: facts };
    }
    case 4: {
      const free = pick(base.free, random);
      change(record, free, pick(values, random));
      return { line: JSON.stringify(record), same: facts };
    }
    case 5: {
      const path = pick(base.free, random);
      change(record, path, undefined);
      return { line: JSON.stringify(record), same: facts };
    }
    case 6: {
      change(record, pick(base.paths, random), undefined);
      return { line: JSON.stringify(record), same: null };
    }
    default: {
      for (let n = 1 + random(3); n > 0; n--) change(record, pick(base.paths, random), pick(values, random));
      return { line: JSON.stringify(record), same: null };
    }
  }
}

const values: readonly Json[] = [
  null,
  true,
  -1,
  0.1,
  1e308,
  1e18,
  '',
  ' ',
  '<null>',
  'null',
  '\ud800',
  '\udfff\ud800x',
  '\u0000',
  '\u202e',
  'x'.repeat(20_000),
  '9'.repeat(400),
  '2026-13-45T99:99:99Z',
  '::ffff:999.1.1.1',
  '[{"a":1}]',
  '{"a":',
  [],
  [null, [[]], 'x', 1],
  {},
  { x: { y: { z: [] } } },
];

function change(record: Json, path: readonly (string | number)[], value: Json | undefined): void {
  let at: Json | undefined = record;
  for (const step of path.slice(0, -1))
    at = at !== null && typeof at === 'object' ? (at as Record<string | number, Json>)[step] : undefined;
  const last = path.at(-1);
  if (at === null || typeof at !== 'object' || last === undefined) return;
  if (value === undefined) delete (at as Record<string | number, Json>)[last];
  else (at as Record<string | number, Json>)[last] = structuredClone(value);
}

/** Puts a member first into some object of the text. */
function insertKey(text: string, member: string, random: Random): string {
  const starts = [...text.matchAll(/\{"/g)].map(({ index }) => index + 1);
  return splice(text, pick(starts, random), 0, member);
}

function splice(text: string, at: number, remove: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + remove);
}

function contextAt(position: number) {
  return { tenant: 'acme', origin: { source: 'hostile', position }, received: null };
}

type Random = (below: number) => number;

/** mulberry32: small, seeded, good enough to choose damage. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function pick<T>(list: readonly T[], random: Random): T {
  const item = list[random(list.length)];
  if (item === undefined) throw new Error('an empty list');
  return item;
}
