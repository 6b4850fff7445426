/** What the log has told so far: progress by source, horizon, facts, epoch. The wall clock has no say. */

export interface Clock {
  epoch: string;
  /** By tenant, then source: Unix ms fully read, and whether the source is released as idle. */
  readonly sources: Map<string, Map<string, { progress: number; idle: boolean }>>;
  /** By tenant, in order of effect. */
  readonly facts: Map<string, { readonly name: string; readonly value: string | null; readonly time: number }[]>;
}

export function newClock(epoch: string): Clock {
  return { epoch, sources: new Map(), facts: new Map() };
}

export function encodeClock(clock: Clock): string {
  return JSON.stringify({
    epoch: clock.epoch,
    sources: [...clock.sources].map(([tenant, sources]) => [tenant, [...sources]]),
    facts: [...clock.facts],
  });
}

export function decodeClock(text: string): Clock {
  const parsed = JSON.parse(text) as {
    epoch: string;
    sources: [string, [string, { progress: number; idle: boolean }][]][];
    facts: [string, { name: string; value: string | null; time: number }[]][];
  };
  return {
    epoch: parsed.epoch,
    sources: new Map(parsed.sources.map(([tenant, sources]) => [tenant, new Map(sources)])),
    facts: new Map(parsed.facts),
  };
}

export function tick(clock: Clock, tenant: string, source: string, progress: number): void {
  const sources = clock.sources.get(tenant) ?? new Map<string, { progress: number; idle: boolean }>();
  clock.sources.set(tenant, sources);
  sources.set(source, { progress: Math.max(progress, sources.get(source)?.progress ?? Number.NEGATIVE_INFINITY), idle: false });
}

export function idle(clock: Clock, tenant: string, source: string): void {
  const known = clock.sources.get(tenant)?.get(source);
  if (known !== undefined) clock.sources.get(tenant)?.set(source, { ...known, idle: true });
}

/** Least progress of the sources that are not idle; −∞ where nothing was told. It never goes back. */
export function leastProgress(clock: Clock, tenant: string, less: (source: string) => number = () => 0): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [source, { progress, idle: released }] of clock.sources.get(tenant) ?? []) {
    if (!released) least = Math.min(least, progress - less(source));
  }
  return least === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : least;
}

/** A fact applies from max(its own time, its place in the log), and never judges again what was judged (SEMANTICS.md 6.3). */
export function learnFact(clock: Clock, tenant: string, name: string, value: string | null, time: number): void {
  const facts = clock.facts.get(tenant) ?? [];
  facts.push({ name, value, time: Math.max(time, leastProgress(clock, tenant)) });
  facts.sort((a, b) => a.time - b.time);
  clock.facts.set(tenant, facts);
}

export function factAt(clock: Clock, tenant: string, name: string, time: number): string | null {
  const facts = clock.facts.get(tenant);
  if (facts === undefined) return null;
  for (let i = facts.length - 1; i >= 0; i--) {
    const fact = facts[i];
    if (fact !== undefined && fact.name === name && fact.time <= time) return fact.value;
  }
  return null;
}
