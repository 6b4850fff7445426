/** A log that is a function of its positions alone, and the settings it is judged with: for processes that die and ledgers that grow old. */

import { type IdentityEvent, type LogRecord, minuteMs, optionsOf, type SignIn, secondMs } from '@gatewatch/domain';
import type { EngineSettings } from '@gatewatch/engine';
import { toyCounting, toyDetectors } from '@gatewatch/testing';
import { signInRow } from '../laws/rows.ts';

const start = Date.UTC(2026, 4, 4);

export const madeSettings: EngineSettings = {
  detectors: toyDetectors.map((detector) => ({ detector, options: optionsOf(detector.card) })),
  counting: toyCounting,
  latenessMs: () => 180 * minuteMs,
  epoch: 'first',
  judgeFrom: null,
  hotSubjects: 20,
};

/** The record at a place of the log: every fifth a tick, the others sign-ins up to two hours out of order. */
export function recordAt(position: number): LogRecord {
  const at = start + position * 7 * secondMs;
  if (position % 5 === 0) return { type: 'tick', at, tenant: 'default', source: 'test', progress: at };
  const draw = (salt: number, most: number) => Math.floor(fraction(position * 31 + salt) * most);
  const time = at - (draw(1, 4) === 0 ? draw(2, 120) * minuteMs : draw(3, 30) * secondMs);
  return { type: 'event', at, event: eventAt(position, time, draw) };
}

function eventAt(position: number, time: number, draw: (salt: number, most: number) => number): IdentityEvent {
  const key = `person${draw(4, 60)}@example.com`;
  const outcomes: readonly SignIn['outcome'][] = ['success', 'success', 'success', 'failure', 'interrupted'];
  const outcome = outcomes[draw(5, outcomes.length)] ?? 'success';
  const lat = draw(6, 12) === 0 ? 6.45 : 59.91;
  return signInRow(time, {
    recordId: draw(7, 20) === 0 ? `r${position - 40}` : `r${position}`,
    processed: time + draw(8, 9) * secondMs,
    hash: `${position}`.padStart(8, '0'),
    actor: { key, address: key, id: key, directory: 'd', name: null, kind: 'member' },
    ip: `198.51.100.${draw(9, 30)}`,
    place: { country: lat > 50 ? 'NO' : 'NG', city: lat > 50 ? 'Oslo' : 'Lagos', latitude: lat, longitude: 5, radiusKm: 30 },
    outcome,
    failure: outcome === 'failure' ? 'wrong-password' : null,
  });
}

/** A number in [0, 1) that depends on its argument alone. */
function fraction(n: number): number {
  let x = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  return ((x ^ (x >>> 16)) >>> 0) / 0x1_0000_0000;
}
