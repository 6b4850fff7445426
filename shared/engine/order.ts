/** The one order of rows, (time, id), and whose rows they are. */

import type { IdentityEvent } from '@gatewatch/domain';

export function compareRows(a: IdentityEvent, b: IdentityEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Keys of the person lane: actor and target. A snapshot stands in no timeline: it becomes facts. */
export function keysOf(event: IdentityEvent): readonly string[] {
  return [actorKeyOf(event), targetKeyOf(event)].filter((key) => key !== null);
}

/** The first of them. */
export function actorKeyOf(event: IdentityEvent): string | null {
  return event.kind === 'snapshot' ? null : (event.actor?.key ?? null);
}

/** The second, if there are two or no first. */
export function targetKeyOf(event: IdentityEvent): string | null {
  if (event.target === null || event.kind === 'snapshot') return null;
  return event.target.key === event.actor?.key ? null : event.target.key;
}
