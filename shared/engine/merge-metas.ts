/** What several partitions of one lane were told, as one: for a ledger that is laid out over another number of partitions. */

import { type Clock, decodeClock, encodeWhole } from './clock.ts';

/** A partition's meta and its facts as one text: what a backup holds. A partition without facts may keep anything as its meta. */
export function wholeMeta(meta: string | null, facts: ReadonlyMap<string, string>): string | null {
  return meta === null || facts.size === 0 ? meta : encodeWhole(decodeClock(meta, facts));
}

/** Two partitions of a lane stand at different places: laid out anew, one would be judged by the other's time. */
export class ClocksDiffer extends Error {
  constructor(tenant: string) {
    super(
      `the partitions have not all read as far (tenant ${tenant}): stop the ingestors, let the workers read the log to its end, and export again`,
    );
    this.name = 'ClocksDiffer';
  }
}

/**
 * Null where none of them was told anything. Facts are united; how far partitions of another lane have come is left out, for those
 * partitions are no more. Throws ClocksDiffer.
 */
export function mergeMetas(metas: readonly (string | null)[]): string | null {
  const clocks = metas.flatMap((meta) => (meta === null ? [] : [decodeClock(meta)]));
  const [first, ...others] = clocks;
  if (first === undefined) return null;
  for (const other of others) unite(first, other);
  for (const told of first.tenants.values())
    for (const source of [...told.sources.keys()]) if (source.startsWith('lane/')) told.sources.delete(source);
  return encodeWhole(first);
}

function unite(into: Clock, other: Clock): void {
  for (const [tenant, told] of other.tenants) {
    const known = into.tenants.get(tenant);
    if (known === undefined) {
      into.tenants.set(tenant, told);
      continue;
    }
    if (known.progress !== told.progress) throw new ClocksDiffer(tenant);
    known.horizon = Math.min(known.horizon, told.horizon);
    known.newest = Math.max(known.newest, told.newest);
    for (const [source, progress] of told.sources) if (!known.sources.has(source)) known.sources.set(source, progress);
    for (const [name, facts] of told.facts) {
      const all = [...(known.facts.get(name) ?? []), ...facts];
      const distinct = new Map(all.map((fact) => [`${fact.time} ${fact.value}`, fact]));
      known.facts.set(
        name,
        [...distinct.values()].sort((a, b) => a.time - b.time),
      );
    }
  }
  for (const [writer, sequence] of other.applied)
    into.applied.set(writer, Math.min(sequence, into.applied.get(writer) ?? sequence));
}
