/** The short form of `npm run quality`: nearly every staged attack is found, and nearly nobody else is accused. */

import { expect, test } from 'vitest';
import { type Alert, type Label, score, together } from './score.ts';
import { runTrial } from './trial.ts';

const [users, days, attacks] = [200, 14, 20];

test('14 days of two organisations: at least 99 % found, at most one false alert per 1,000 users and day', {
  timeout: 900_000,
}, async () => {
  const all = together([await runTrial({ users, days, attacks, seed: 1 }), await runTrial({ users, days, attacks, seed: 2 })]);
  const staged = [...all.recall.values()].reduce((sum, row) => sum + row.staged, 0);
  const wrong = [...all.false.values()].flat();
  expect(staged).toBeGreaterThan(40);
  expect(all.missed.length / staged, JSON.stringify(all.missed)).toBeLessThanOrEqual(0.01);
  expect((wrong.length * 1000) / (users * days * 2), JSON.stringify(wrong.map((alert) => alert.explanation))).toBeLessThanOrEqual(
    1,
  );
});

test('the score counts what it says', () => {
  const label = (id: string, more: Partial<Label>): Label => ({
    id,
    attack: 'a',
    band: 'clear',
    subject: 'ada@example.com',
    detector: 'mfa-fatigue',
    decisive: [`${id}-1`],
    related: [`${id}-2`],
    note: '',
    expected: true,
    ...more,
  });
  const alert = (id: string, record: string, more: Partial<Alert> = {}): Alert => ({
    id,
    detector: { id: 'mfa-fatigue' },
    severity: 'low',
    state: 'open',
    subject: { key: 'ada@example.com' },
    explanation: '',
    evidence: { decisive: [], events: [{ id: record, recordId: record }] },
    ...more,
  });
  const labels = [label('x', {}), label('y', {}), label('z', { band: 'below', expected: false })];
  const {
    recall,
    missed,
    false: wrong,
    causes,
  } = score(
    labels,
    [
      alert('found', 'x-1'),
      alert('only related', 'y-2'),
      alert('below', 'z-1'),
      alert('stray', 'other'),
      alert('withdrawn', 'other', { state: 'withdrawn' }),
      alert('another person', 'y-1', { subject: { key: 'bo@example.com' } }),
    ],
    [
      { cause: 'flight', subject: 'ada@example.com', records: ['other'] },
      { cause: 'flight', subject: 'bo@example.com', records: ['other'] },
      { cause: 'guest', subject: 'ada@example.com', records: ['nobody'] },
    ],
  );
  expect([...recall]).toEqual([['a clear', { staged: 2, found: 1 }]]);
  expect(missed.map(({ id }) => id)).toEqual(['y']);
  expect(wrong.get('mfa-fatigue')?.map(({ id }) => id)).toEqual(['below', 'stray', 'another person']);
  expect([...causes]).toEqual([
    ['flight', { staged: 2, alerts: 1 }],
    ['guest', { staged: 1, alerts: 0 }],
  ]);
});
