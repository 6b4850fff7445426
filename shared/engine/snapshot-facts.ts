/** What snapshots say that was not known yet: a roster is exported again every day, and says the same nearly every time. */

import { factsOf, type LogRecord, type Snapshot } from '@gatewatch/domain';

export interface SnapshotFacts {
  /** The facts that differ from what was last said, to stand in the log before the snapshot's own place. */
  newIn(snapshot: Snapshot, at: number): readonly (LogRecord & { readonly type: 'fact' })[];
  /** What was said is said again. */
  forget(): void;
}

/**
 * `fixed`: facts on which the operator has spoken, as tenant + line feed + name: no snapshot says otherwise. `alone`: the log has no
 * other writer and begins here, so what nobody said does not hold.
 */
export function createSnapshotFacts(fixed: ReadonlySet<string>, alone: boolean): SnapshotFacts {
  const known = new Map<string, string | null>();
  return {
    newIn(snapshot, at) {
      const { tenant, time } = snapshot;
      return factsOf(snapshot).flatMap(({ name, value }) => {
        const of = `${tenant}\n${name}`;
        const last = known.get(of) ?? (alone || known.has(of) ? null : undefined);
        if (fixed.has(of) || last === value) return [];
        known.set(of, value);
        return [{ type: 'fact', at, tenant, name, value, time } as const];
      });
    },
    forget: () => known.clear(),
  };
}
