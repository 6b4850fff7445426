/** A person who has more findings in a month than a subject remembers, in a replay: all but the newest minute is final there. */

import {
  type Detector,
  dayMs,
  hourMs,
  type IdentityEvent,
  type LogRecord,
  minuteMs,
  optionsOf,
  type SignIn,
} from '@gatewatch/domain';
import { createReplayLog, reference } from '@gatewatch/engine';
import { toyBurst, toyFinding, toyNewPlace } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { told } from './told.ts';

const start = Date.UTC(2026, 4, 4);
const success = (time: number, recordId: string, more: Partial<SignIn> = {}) => signInRow(time, { recordId, ...more });
const failed = (time: number, recordId: string) =>
  success(time, recordId, { outcome: 'failure', failure: 'wrong-password', password: 'no' });
const lagos = { country: 'NG', city: 'Lagos', latitude: 6.45, longitude: 3.39, radiusKm: 50 };

/** Told once a month, as detectors of the list are. */
const onceAMonth: Detector = {
  ...toyNewPlace,
  judge: (row, past, options) =>
    past.findings.some(({ detector }) => detector === toyNewPlace.card.id)
      ? { findings: [] }
      : toyNewPlace.judge(row, past, options),
};

async function replayed(events: readonly IdentityEvent[], detectors: readonly Detector[]) {
  const log = createReplayLog(['default']);
  const { standing, subject } = await told([...log.append(events), ...log.end()], { detectors, more: { latenessMs: () => 0 } });
  const judged = detectors.map((detector) => ({ detector, options: optionsOf(detector.card) }));
  return { standing, subject: subject('ada@example.com'), expected: reference(events, { detectors: judged }) };
}
const shown = (all: readonly { readonly firstSeen: number; readonly findings: number }[]) =>
  all.map(({ firstSeen, findings }) => `${firstSeen} ${findings}`).sort();

test('the newest of each detector is remembered, whatever others found since, and the alerts say that something went', async () => {
  const { standing, subject, expected } = await replayed(
    [
      success(start, 'home'),
      success(start + 2 * dayMs, 'abroad', { place: lagos }),
      ...Array.from({ length: 60 }, (_, n) => failed(start + 3 * dayMs + n * minuteMs, `f${n}`)),
      success(start + 6 * dayMs, 'again', { place: { ...lagos, city: 'Kano' } }),
      ...Array.from({ length: 3 }, (_, n) => failed(start + 6 * dayMs + hourMs + n, `g${n}`)),
    ],
    [onceAMonth, toyBurst],
  );
  expect(shown(standing)).toEqual(shown(expected));
  expect([subject?.finals.length, subject?.finals[0]?.rowId, subject?.bounded]).toEqual([24, 'entra:abroad', true]);
  expect(standing.find(({ firstSeen }) => firstSeen > start + 6 * dayMs)?.gaps).toEqual(['bounded']);
});

test('24 findings in a month are remembered whole, and older ones go without a word', async () => {
  const burst = (time: number, name: string) => Array.from({ length: 26 }, (_, n) => failed(time + n * minuteMs, `${name}${n}`));
  const { standing, subject, expected } = await replayed(
    [...burst(start, 'f'), ...burst(start + 40 * dayMs, 'g'), success(start + 41 * dayMs, 'last')],
    [toyBurst],
  );
  expect(shown(standing)).toEqual(shown(expected));
  expect([subject?.finals.length, subject?.finals[0]?.rowId, subject?.bounded]).toEqual([24, 'entra:g2', false]);
  expect(standing.map(({ findings, gaps }) => [findings, gaps])).toEqual([
    [24, []],
    [24, []],
  ]);
});

test('a copy that comes days late of a row whose finding went for size is late, and begins no alert anew', async () => {
  const always: Detector = {
    ...toyBurst,
    card: { ...toyBurst.card, id: 'always', joinMs: 0 },
    judge: (row) => ({ findings: [toyFinding([row])] }),
  };
  const times = Array.from({ length: 30 }, (_, n) => start + n * 12 * hourMs);
  const log = times.flatMap((time, n): LogRecord[] => [
    { type: 'event', at: time, event: success(time, `r${n}`) },
    { type: 'tick', at: time, tenant: 'default', source: 'test', progress: time },
  ]);
  const end = start + 16 * dayMs;
  const copy = success(times[1] ?? 0, 'r1', { processed: end, hash: 'z', app: 'another' });
  const { said, stats, subject } = await told([...log, { type: 'event', at: end, event: copy }], { detectors: [always] });
  expect([subject('ada@example.com')?.bounded, stats.late]).toEqual([true, 1]);
  expect(new Set(said.map(({ id, revision }) => `${id} ${revision}`)).size).toBe(said.length);
});
