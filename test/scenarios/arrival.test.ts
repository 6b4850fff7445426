/** Every timeline through the real engine: whatever the order and delay of its rows, the alerts are those of the reference. */

import { detectors } from '@gatewatch/detectors';
import { dayMs, hash32, hourMs, type LogRecord, minuteMs } from '@gatewatch/domain';
import { reference } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { clock, type Timeline } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { logOf, plain, run, settingsOf, standing } from '../laws/running.ts';
import { timelinesOf } from './index.ts';

const settings = settingsOf(detectors, [], dayMs);
const end = clock('16 00:00');
const all = Object.values(timelinesOf).flat();

function log(timeline: Timeline, delayMs: (id: string) => number): readonly LogRecord[] {
  const facts = Object.entries(timeline.facts ?? {}).map(
    ([name, value]): LogRecord => ({ type: 'fact', at: 0, tenant: 'default', name, value, time: 0 }),
  );
  return [
    ...facts,
    ...logOf(
      timeline.rows.map((event) => ({ event, at: event.time + delayMs(event.id) })),
      end,
      hourMs,
    ),
  ];
}

async function alertsOf(timeline: Timeline, delayMs: (id: string) => number) {
  await using ledger = memoryLedger();
  await run(log(timeline, delayMs), ledger, settings, { ...plain, batches: [1, 7, 3] });
  return standing(ledger);
}

function expected(timeline: Timeline) {
  const facts = Object.entries(timeline.facts ?? {}).map(([name, value]) => ({ name, value, time: 0 }));
  return reference(timeline.rows, { detectors: settings.detectors, facts, end });
}

it.each([
  ['at once', () => 0],
  ['up to 23 hours late, each by its own delay', (id: string) => (hash32(id) % (23 * 60)) * minuteMs],
  ['the first proof three hours late', (id: string) => (id.endsWith(':home') || id.endsWith(':p1') ? 3 * hourMs : 0)],
] as const)('rows that arrive %s', async (_, delayMs) => {
  for (const timeline of all) expect(await alertsOf(timeline, delayMs), timeline.name).toEqual(expected(timeline));
});
