/** A timer as a row of the subject: something that did not happen (SEMANTICS.md 1.4). */

import { dayMs, hash64, type IdentityEvent, type Timer } from '@gatewatch/domain';

/** A timer stands after the row that asks and at most 24 h later, so that both stand in one timeline. */
export function timerTime(asked: number, at: number): number {
  return Math.min(Math.max(at, asked + 1), asked + dayMs);
}

export function timerRow(asking: IdentityEvent, detector: string, at: number, subject: string): Timer {
  const time = timerTime(asking.time, at);
  const id = `timer:${detector}:${hash64(`${asking.id}\n${at}`)}`;
  return {
    kind: 'timer',
    id,
    recordId: id,
    tenant: asking.tenant,
    provider: asking.provider,
    category: 'timer',
    time,
    processed: null,
    hash: '',
    gaps: [],
    actor: { key: subject, address: null, id: null, directory: null, name: null, kind: 'unknown' },
    target: null,
    ip: null,
    place: null,
    network: null,
    detector,
    askedBy: asking.id,
  };
}
