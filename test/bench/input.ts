/** What the bench reads: bytes as a source would hand them over, with the time of their arrival. Deterministic by seed. */

import { minuteMs } from '@gatewatch/domain';
import { createOrganisation, simulate } from '@gatewatch/simulator';

export interface Chunk {
  /** Whole lines, at most 256 KiB as a replay reads them; a longer line is alone. */
  readonly bytes: Uint8Array;
  /** Unix ms at which the last of them arrived. */
  readonly at: number;
}

export interface BenchInput {
  readonly name: string;
  readonly what: string;
  readonly chunks: readonly Chunk[];
  readonly records: number;
  readonly bytes: number;
  readonly people: number;
}

interface Delivered {
  readonly line: string;
  readonly at: number;
}

type Json = Readonly<Record<string, unknown>>;

const seed = 7;
const days = 4; // two behind the horizon of a day, so that rows merge into profiles too
const lateShare = 0.03;
const mostLateMs = 3 * 60 * minuteMs; // an Entra sign-in is rarely later (sources.md 1.11)
const chunkBytes = 1 << 18;

/** Interactive sign-ins, one a line as a storage account holds them, 3 % out of order by up to three hours: none can be thinned. */
export function entraInput(people: number): BenchInput {
  const records: { readonly record: Json; readonly time: number }[] = [];
  for (const item of simulate({ users: people, days, seed })) {
    if (item.kind !== 'line' || !item.file.startsWith('entra-signin/')) continue;
    for (const record of listOf(item.line, 'records')) {
      const fields = record.properties as Json;
      records.push({ record: { ...record, properties: leaner(fields) }, time: Date.parse(String(fields.createdDateTime)) });
    }
  }
  records.sort((a, b) => a.time - b.time);
  const lines = records.map(({ record, time }, i) => {
    const late = drawn(i) < lateShare ? Math.ceil(drawn(i + records.length) * mostLateMs) : 0;
    return { line: JSON.stringify(record), at: time + late };
  });
  return inputOf('entra', 'Entra ID sign-ins, one a line, 3 % out of order', lines, records.length);
}

/** Every record of the people who are in both directories, in the bodies and pages and with the lateness of the vendors. */
export function bothInput(people: number): BenchInput {
  const both = new Set<string>();
  for (const person of createOrganisation(seed, people).people) {
    if (person.entra && person.google) both.add(person.entraId).add(person.googleId);
  }
  const lines: Delivered[] = [];
  let count = 0;
  for (const item of simulate({ users: people, days, seed })) {
    if (item.kind !== 'line') continue;
    const name = item.file.startsWith('google') ? 'items' : 'records';
    const kept = listOf(item.line, name).filter((record) => both.has(whose(record)));
    if (kept.length === 0) continue;
    count += kept.length;
    const kind = name === 'items' ? { kind: 'admin#reports#activities' } : {};
    lines.push({ line: JSON.stringify({ ...kind, [name]: kept }), at: item.delivered });
  }
  return inputOf('both', 'every record of people in both directories, as late as the vendors are', lines, count);
}

function inputOf(name: string, what: string, lines: Delivered[], records: number): BenchInput {
  lines.sort((a, b) => a.at - b.at);
  const chunks: Chunk[] = [];
  let held: string[] = [];
  let size = 0;
  let at = 0;
  const flush = (): void => {
    if (held.length > 0) chunks.push({ bytes: Buffer.from(held.join('')), at });
    held = [];
    size = 0;
  };
  for (const { line, at: arrived } of lines) {
    const length = Buffer.byteLength(line) + 1;
    if (size + length > chunkBytes) flush();
    held.push(line, '\n');
    size += length;
    at = arrived;
  }
  flush();
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
  const people = new Set(lines.flatMap(({ line }) => line.match(personText) ?? [])).size;
  return { name, what, chunks, records, bytes, people };
}

const personText = /"userId":"[^"]*"/g;

function listOf(line: string, name: string): readonly Json[] {
  const list: unknown = JSON.parse(line)[name];
  return Array.isArray(list) ? list : [];
}

function whose(record: Json): string {
  const fields = (record.properties ?? record.actor) as Json;
  return String(fields.userId ?? fields.profileId ?? '');
}

/** A tenant with few policies and a schema without what says nothing: a simulated record beyond 3 KB is mostly that. */
function leaner(fields: Json): Json {
  const policies = fields.appliedConditionalAccessPolicies;
  const applied = Array.isArray(policies) ? policies.filter(({ result }) => !/notApplied$/i.test(result)) : policies;
  const said = Object.entries({ ...fields, appliedConditionalAccessPolicies: applied });
  return Object.fromEntries(said.filter(([, value]) => !empty.has(JSON.stringify(value))));
}

const empty: ReadonlySet<string> = new Set(['""', '[]', '{}', 'null']);

/** A number in [0, 1) that depends on its argument alone. */
function drawn(n: number): number {
  let x = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return ((x ^ (x >>> 16)) >>> 0) / 0x1_0000_0000;
}
