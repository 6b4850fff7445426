/** The one order of rows, (time, id), and whose rows they are. */

import type { IdentityEvent } from '@gatewatch/domain';

export function compareRows(a: IdentityEvent, b: IdentityEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const none: readonly string[] = [];

/** Keys of the person lane: actor and target. A snapshot stands in no timeline: it becomes facts. */
export function keysOf(event: IdentityEvent): readonly string[] {
  if (event.kind === 'snapshot') return none;
  const actor = event.actor?.key ?? null;
  const target = event.target?.key ?? null;
  if (actor === null) return target === null ? [] : [target];
  return target === null || target === actor ? [actor] : [actor, target];
}
