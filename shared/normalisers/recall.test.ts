/** What is known again by its text means what parsing it means, byte for byte, whatever was made of the text. */

import { simulate } from '@gatewatch/simulator';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from './decode/decode.ts';
import { type JsonObject, Recalled } from './decode/decoded.ts';
import type { Recaller } from './decode/recaller.ts';
import { normalise } from './normalise.ts';
import { activityLines } from './recall-activities.fixture.ts';
import { createRecaller } from './recaller.ts';

/** One line each: single sign-ins, bodies of an Event Hub (of sign-ins and of all else), pages of the Reports API. */
const lines = [...simulate({ users: 60, days: 1, seed: 11 })].flatMap((item) => {
  if (item.kind !== 'line') return [];
  const { records } = JSON.parse(item.line);
  return Array.isArray(records) && records.length === 1 ? [item.line, JSON.stringify(records[0])] : [item.line];
});

interface Read {
  /** Each entry whole, as text. */
  readonly entries: readonly string[];
  readonly recalled: number;
}

async function read(text: string, recaller: Recaller | null): Promise<Read> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
  }
  const entries: string[] = [];
  let recalled = 0;
  for await (const batch of decode(chunks(), 'test', recaller)) {
    for (const entry of batch) {
      if (entry instanceof Recalled) recalled++;
      const context = { tenant: 'acme', origin: { source: 'test', position: entry.position }, received: 1 };
      const result = 'broken' in entry ? entry.broken : normalise(entry.value, context);
      const whose = 'broken' in entry ? null : whoseOf(entry.value);
      entries.push(JSON.stringify([entry.position, whose, result, entry.text()]));
    }
  }
  return { entries, recalled };
}

/** All that is read of a record beside what its normaliser reads. */
function whoseOf({ tenantId, resourceId, customerId, id }: JsonObject): unknown {
  return [tenantId, resourceId, customerId, typeof id === 'object' && id !== null && 'customerId' in id ? id.customerId : null];
}

const activities = activityLines(3000);

describe('activities that are known again', () => {
  it('are those that say nothing unusual, and mean what parsing them means', async () => {
    const text = activities.join('\n');
    const parsed = await read(text, null);
    const recaller = createRecaller();
    for (let round = 0; round < 3; round++) expect((await read(text, recaller)).entries).toEqual(parsed.entries);
    expect(parsed.entries.length).toBeGreaterThan(2900);
    expect((await read(text, recaller)).recalled).toBeGreaterThan(1000);
  });

  it('are nearly all that an organisation writes', async () => {
    const text = lines.filter((line) => line.includes('admin#reports#activities')).join('\n');
    const parsed = await read(text, null);
    const recaller = createRecaller();
    expect((await read(text, recaller)).entries).toEqual(parsed.entries);
    const again = await read(text, recaller);
    expect(again.entries).toEqual(parsed.entries);
    expect(again.recalled).toBeGreaterThan(parsed.entries.length * 0.95);
  });

  it('mean it whatever is changed in the text, when the same was known before and after', { timeout: 120_000 }, async () => {
    const recaller = createRecaller();
    await read(activities.join('\n'), recaller);
    expect(await recalledOfChanged(activities, recaller, 3000)).toBeGreaterThan(10_000);
  });
});

/** Reads each line changed beside the line as it was, with and without; gives how many records were known again. */
async function recalledOfChanged(lines: readonly string[], recaller: Recaller, runs: number): Promise<number> {
  let recalled = 0;
  await fc.assert(
    fc.asyncProperty(fc.nat(lines.length - 1), fc.array(change, { minLength: 1, maxLength: 3 }), async (at, changes) => {
      const line = lines[at] ?? '';
      const changed = changes.reduce((text, apply) => apply(text), line);
      const text = [line, changed, line, changed].join('\n');
      const found = await read(text, recaller);
      recalled += found.recalled;
      expect(found.entries).toEqual((await read(text, null)).entries);
    }),
    { numRuns: runs, seed: 20260302 },
  );
  return recalled;
}

describe('sign-ins that are known again', () => {
  it('are nearly all of them, and mean what parsing them means', async () => {
    const text = `${lines.join('\n')}\n`;
    const parsed = await read(text, null);
    const recaller = createRecaller();
    const first = await read(text, recaller);
    const again = await read(text, recaller);
    expect(first.entries).toEqual(parsed.entries);
    expect(again.entries).toEqual(parsed.entries);
    const signIns = parsed.entries.filter((entry) => /"category":"(?:NonInteractiveUser)?SignInLogs"/.test(entry)).length;
    expect(signIns).toBeGreaterThan(1000);
    expect(again.recalled).toBeGreaterThan(signIns * 0.9);
  });

  it('mean it too where names are written in more than ASCII', async () => {
    const recaller = createRecaller();
    const some = lines
      .slice(0, 400)
      .map((line) => line.replaceAll(/("userDisplayName":")[A-Z]/g, '$1Ł').replaceAll('LAPTOP', 'BÜRO'));
    for (const text of [some.join('\n'), some.map((line) => line.replaceAll('Ł', 'é')).join('\n')]) {
      const parsed = await read(text, null);
      for (let round = 0; round < 2; round++) expect((await read(text, recaller)).entries).toEqual(parsed.entries);
      expect((await read(text, recaller)).recalled).toBeGreaterThan(100);
    }
  });

  it('mean it whatever is changed in the text, when the same was known before and after', { timeout: 120_000 }, async () => {
    const recaller = createRecaller();
    await read(lines.join('\n'), recaller);
    expect(await recalledOfChanged(lines, recaller, 1500)).toBeGreaterThan(3000);
  });
});

const member = /"([^"\\]+)":("(?:[^"\\]|\\.)*"|-?\d[\d.]*|true|false|null|\[\]|\{\})/g;
const values = [
  '""',
  '" "',
  '"x"',
  '"Ada@Example.COM"',
  '"00000000-0000-0000-0000-000000000000"',
  '"cccccccc-0000-4000-8000-000000000001"',
  '"203.0.113.XXX"',
  '"105250506097979753968"',
  '"\\"plain/quoted\\""',
  '"\\"x\\"y"',
  '"admin#reports#activities"',
  '"admin#directory#user"',
  '"admin"',
  '"login_success"',
  '"::ffff:192.0.2.1"',
  '"2001:DB8::1"',
  '"192.0.2.1:443"',
  '"999.1.1.1"',
  '"2026-02-30T00:00:00Z"',
  '"2026-03-02T08:15:30+05:30"',
  '"2026-03-02 8:15:30 AM"',
  '"\\u0041da"',
  '"a\\"b"',
  '"\\ud800"',
  '"a\tb"',
  '"a\u0000b"',
  '"Zoë"',
  '"漢字"',
  '"none"',
  '"python-requests/2"',
  '"BAV2ROPC"',
  `"${'x'.repeat(201)}"`,
  `"${'y'.repeat(1100)}"`,
  '0',
  '-0',
  '01',
  '1e3',
  '-1.50',
  '1.',
  '12345678901234567890',
  '50126',
  '50034',
  'null',
  'true',
  'nul',
  '[]',
  '{}',
  '[{"a":1}]',
  '{"authenticationStepDateTime":"x"}',
  '"{\\"a\\":1}"',
];
const keys = [
  'id',
  'items',
  'etag',
  'events',
  'actor',
  'email',
  'customerId',
  'primaryEmail',
  'properties',
  'time',
  'category',
  '__proto__',
  'ID',
  'userId',
  'properties.id',
  'records',
  'a.b[]',
  'kind',
];

/** A value, a key, or a few characters are changed; a member is written twice; members change places; white space is put in. */
const change: fc.Arbitrary<(text: string) => string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(), fc.constantFrom(...values)).map(([n, value]) => at(n, (key) => `"${key}":${value}`)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(), fc.constantFrom(...values), fc.boolean())
      .map(([n, value, before]) =>
        at(n, (key, was) => (before ? `"${key}":${value},"${key}":${was}` : `"${key}":${was},"${key}":${value}`)),
      ),
  },
  fc
    .tuple(fc.nat(), fc.constantFrom(...keys), fc.constantFrom(...values))
    .map(([n, key, value]) => at(n, (own, was) => `"${key}":${value},"${own}":${was}`)),
  fc.tuple(fc.nat(), fc.constantFrom(...keys)).map(([n, key]) => at(n, (_, was) => `"${key}":${was}`)),
  fc.nat().map((n) => at(n, (key, was) => `"${key}" :\t${was} `)),
  fc
    .nat()
    .map((n) => (text: string) => text.replace(/,("[^"\\]+":"[^"\\]*"),("[^"\\]+":"[^"\\]*")/, n % 2 === 0 ? ',$2,$1' : ',$1')),
  fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', '"', '\\', '{', '}', ',', ':', '0', 'é', '\u0001', '\n', ' ')).map(
    ([n, length, put]) =>
      (text: string) =>
        text.slice(0, n % text.length) + put + text.slice((n % text.length) + length),
  ),
);

function at(n: number, put: (key: string, was: string) => string): (text: string) => string {
  return (text) => {
    const found = [...text.matchAll(member)];
    const one = found[n % Math.max(1, found.length)];
    if (one === undefined) return text;
    return text.slice(0, one.index) + put(one[1] ?? '', one[2] ?? '') + text.slice(one.index + one[0].length);
  };
}
