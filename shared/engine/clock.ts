/** What the log has told so far: progress by source, horizon, facts, epoch, control records. The wall clock has no say. */

import { learnUntilKey, type Provider, type Stamp, type StoredFact } from '@gatewatch/domain';

/** Lateness bound of a source, ms. */
export type Lateness = (source: string) => number;

interface Told {
  readonly sources: Map<string, { readonly progress: number; readonly idle: boolean }>;
  /** Greatest least progress and greatest horizon so far: a source that joins or wakes behind them takes nothing back. */
  progress: number;
  horizon: number;
  /** Time of the newest row applied. */
  newest: number;
  /** By name, in order of effect. */
  readonly facts: Map<string, { readonly value: string | null; readonly time: number }[]>;
}

export interface Clock {
  epoch: string;
  readonly tenants: Map<string, Told>;
  /** Writer of control records → sequence of its newest one applied. */
  readonly applied: Map<string, number>;
  /** Keys of facts that changed since they were last committed. */
  readonly changed: Set<string>;
}

const never = Number.NEGATIVE_INFINITY;
/** Writers whose place is remembered, the one silent for longest goes first: each start of a process may be a new one. */
const mostWriters = 256;

export function newClock(epoch: string): Clock {
  return { epoch, tenants: new Map(), applied: new Map(), changed: new Set() };
}

/** All but the facts, which are kept apart: `changedFacts`. */
export function encodeClock(clock: Clock): string {
  return encode(clock, () => []);
}

/** With the facts, as a release before kept it and as a backup holds it. */
export function encodeWhole(clock: Clock): string {
  return encode(clock, ({ facts }) => [...facts]);
}

function encode({ epoch, tenants, applied }: Clock, factsOf: (told: Told) => readonly unknown[]): string {
  const all = [...tenants].map(([tenant, told]) => [
    tenant,
    { ...told, sources: [...told.sources], facts: factsOf(told) }, // −∞ is null in JSON
  ]);
  return JSON.stringify({ epoch, tenants: all, applied: [...applied] });
}

/** Those that a commit writes; `clock.changed` is to be emptied after it. */
export function changedFacts(clock: Clock): readonly StoredFact[] {
  return [...clock.changed].map((key) => {
    const [tenant = '', name = ''] = splitKey(key);
    return {
      key,
      value: JSON.stringify((clock.tenants.get(tenant)?.facts.get(name) ?? []).map(({ value, time }) => [value, time])),
    };
  });
}

const factKey = (tenant: string, name: string) => `${tenant}\n${name}`;

function splitKey(key: string): readonly string[] {
  const at = key.indexOf('\n');
  return [key.slice(0, at), key.slice(at + 1)];
}

/** `facts`: kept apart. Those in the text itself are a release's before, or a backup's: they count as changed. */
export function decodeClock(text: string, facts: ReadonlyMap<string, string> = new Map()): Clock {
  const parsed = JSON.parse(text) as {
    epoch: string;
    tenants: [string, Omit<Told, 'sources' | 'facts'> & { sources: [string, never][]; facts: [string, never][] }][];
    applied: [string, number][];
  };
  const tenants = parsed.tenants.map(([tenant, told]): [string, Told] => [
    tenant,
    {
      sources: new Map(told.sources),
      progress: told.progress ?? never,
      horizon: told.horizon ?? never,
      newest: told.newest ?? never,
      facts: new Map(told.facts),
    },
  ]);
  const changed = parsed.tenants.flatMap(([tenant, told]) => told.facts.map(([name]) => factKey(tenant, name)));
  const clock = { epoch: parsed.epoch, tenants: new Map(tenants), applied: new Map(parsed.applied), changed: new Set(changed) };
  for (const [key, value] of facts) {
    const [tenant = '', name = ''] = splitKey(key);
    const list: [string | null, number][] = JSON.parse(value);
    if (!clock.changed.has(key))
      toldOf(clock, tenant).facts.set(
        name,
        list.map(([of, time]) => ({ value: of, time })),
      );
  }
  return clock;
}

function toldOf(clock: Clock, tenant: string): Told {
  let told = clock.tenants.get(tenant);
  if (told === undefined) {
    told = { sources: new Map(), progress: never, horizon: never, newest: never, facts: new Map() };
    clock.tenants.set(tenant, told);
  }
  return told;
}

export function tick(clock: Clock, tenant: string, source: string, progress: number, lateness: Lateness): void {
  const told = toldOf(clock, tenant);
  told.sources.set(source, { progress: Math.max(progress, told.sources.get(source)?.progress ?? never), idle: false });
  advance(told, lateness);
}

/** The source no longer holds the others back until its next tick (SEMANTICS.md 1.2). */
export function idle(clock: Clock, tenant: string, source: string, lateness: Lateness): void {
  const told = toldOf(clock, tenant);
  const known = told.sources.get(source);
  if (known === undefined) return;
  told.sources.set(source, { ...known, idle: true });
  advance(told, lateness);
}

function advance(told: Told, lateness: Lateness): void {
  const awake = [...told.sources].filter(([, source]) => !source.idle);
  if (awake.length === 0) return;
  told.progress = Math.max(told.progress, Math.min(...awake.map(([, { progress }]) => progress)));
  told.horizon = Math.max(told.horizon, Math.min(...awake.map(([source, { progress }]) => progress - lateness(source))));
}

/** Least progress of the sources that are not idle; −∞ where nothing was told. It never goes back. */
export function progressOf(clock: Clock, tenant: string): number {
  return clock.tenants.get(tenant)?.progress ?? never;
}

/** Least progress less the lateness bound of each source (SEMANTICS.md 1.3). It never goes back. */
export function horizonOf(clock: Clock, tenant: string): number {
  return clock.tenants.get(tenant)?.horizon ?? never;
}

/** How far any source of the tenant has been read, idle or not. */
export function furthestOf(clock: Clock, tenant: string): number {
  let furthest = never;
  for (const { progress } of clock.tenants.get(tenant)?.sources.values() ?? []) furthest = Math.max(furthest, progress);
  return furthest;
}

export function sawRow(clock: Clock, tenant: string, time: number): void {
  const told = toldOf(clock, tenant);
  if (time > told.newest) told.newest = time;
}

/**
 * A fact applies from max(its own time, its place in the log), and never judges again what was judged (SEMANTICS.md 6.3): its
 * place lies behind the progress and behind every row applied before it.
 */
export function learnFact(clock: Clock, tenant: string, name: string, value: string | null, time: number): void {
  const told = toldOf(clock, tenant);
  const facts = told.facts.get(name) ?? [];
  const place = Math.max(told.progress, told.newest) + 1;
  const from = Math.max(time, place);
  // It holds already. Not so where it applies from a later time: what is told next may apply from before that.
  if (from === place && valueAt(facts, from) === value && facts.every((fact) => fact.time <= from)) return;
  facts.push({ value, time: from });
  facts.sort((a, b) => a.time - b.time);
  told.facts.set(name, facts);
  clock.changed.add(factKey(tenant, name));
}

export function factAt(clock: Clock, tenant: string, name: string, time: number): string | null {
  return valueAt(clock.tenants.get(tenant)?.facts.get(name) ?? [], time);
}

/** What was last told of it, whenever it applies from. */
export function lastTold(clock: Clock, tenant: string, name: string): string | null {
  return clock.tenants.get(tenant)?.facts.get(name)?.at(-1)?.value ?? null;
}

/** By provider: Unix ms before which rows only teach, as of now; −∞ where nothing was told. */
export function learnedUntil(clock: Clock, tenant: string): (provider: Provider) => number {
  const until = (provider: Provider): number => {
    const told = Date.parse(lastTold(clock, tenant, learnUntilKey(provider)) ?? '');
    return Number.isNaN(told) ? never : told;
  };
  const [entra, google] = [until('entra'), until('google')];
  return (provider) => (provider === 'google' ? google : entra);
}

function valueAt(facts: readonly { readonly value: string | null; readonly time: number }[], time: number): string | null {
  return facts.findLast((fact) => fact.time <= time)?.value ?? null;
}

/** True once for each (writer, sequence): control records are copied into every partition, and may come again (SEMANTICS.md 1.1). */
export function isFresh(clock: Clock, stamp: Stamp): boolean {
  if ((clock.applied.get(stamp.writer) ?? never) >= stamp.sequence) return false;
  clock.applied.delete(stamp.writer);
  clock.applied.set(stamp.writer, stamp.sequence);
  const [oldest] = clock.applied.keys();
  if (clock.applied.size > mostWriters && oldest !== undefined) clock.applied.delete(oldest);
  return true;
}

/** From what a partition keeps of its log: how far a tenant has been read, null where nothing was told. */
export function progressIn(meta: string | null, tenant: string): number | null {
  const progress = meta === null ? never : progressOf(decodeClock(meta), tenant);
  return progress === never ? null : progress;
}

/** From the same and the facts kept beside it: what was true of the tenant at a time (Unix ms). */
export function factsIn(
  meta: string | null,
  facts: ReadonlyMap<string, string>,
  tenant: string,
): (name: string, time: number) => string | null {
  const clock = meta === null ? newClock('') : decodeClock(meta, facts);
  return (name, time) => factAt(clock, tenant, name, time);
}

export interface KnownSource {
  readonly tenant: string;
  readonly source: string;
  readonly progress: number;
  readonly idle: boolean;
}

/** From what a partition keeps of its log: every source that was told of, idle or not. */
export function sourcesIn(meta: string | null): readonly KnownSource[] {
  if (meta === null) return [];
  return [...decodeClock(meta).tenants].flatMap(([tenant, told]) =>
    [...told.sources].map(([source, { progress, idle: is }]) => ({ tenant, source, progress, idle: is })),
  );
}
