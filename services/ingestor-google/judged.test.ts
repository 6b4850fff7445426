/** With the engine itself downstream: what a first start reads back teaches and raises nothing; what comes after is judged, once. */

import { hourMs, minuteMs } from '@gatewatch/domain';
import { createConfigured, createIntake, createLedgerSink } from '@gatewatch/engine';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { decode, normalise } from '@gatewatch/normalisers';
import { recorded, toyBurst } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { world, worldStart } from './google-source.fixture.ts';

const burst = (email: string, time: number, listed: number) =>
  [0, 1, 2].map((nth) =>
    recorded({ application: 'login', id: (time % 1e9) + nth, time: time + nth * minuteMs, listed, name: 'login_failure', email }),
  );

it('judges nobody by what is read back, and everybody by what comes after, late or not', async () => {
  const login = [
    ...burst('before@example.com', worldStart - 5 * hourMs, worldStart - 4 * hourMs),
    // It happened before the first start, and Google lists it behind.
    ...burst('late-before@example.com', worldStart - hourMs, worldStart + hourMs),
    ...burst('after@example.com', worldStart + hourMs, worldStart + hourMs + 5 * minuteMs),
    ...burst('late-after@example.com', worldStart + 2 * hourMs, worldStart + 22 * hourMs),
  ];
  await using of = await world({ backfill: 24 * hourMs }, { records: { login } });
  await using ledger = memoryLedger();
  const sink = createLedgerSink({
    ledger,
    partition: 'all',
    settings: {
      detectors: [{ detector: toyBurst, options: {} }],
      counting: [],
      latenessMs: () => 24 * hourMs,
      epoch: 'test',
      judgeFrom: null,
    },
    configured: createConfigured('test', ['acme'], []),
    quarantine: async (entries) => expect(entries).toEqual([]),
    now: of.clock.now,
  });
  await using intake = createIntake({
    reading: { decode, normalise, enrich: (event) => event, belongs: () => true, withheld: (text) => text },
    rules: { domains: new Map(), aliases: new Map() },
    links: memoryLinks(),
    sink,
    writer: 'test',
    now: of.clock.now,
  });
  for (const until of [3 * hourMs, 60 * hourMs]) {
    const reader = await of.open({ intake });
    await of.clock.until(worldStart + until);
    await reader.stop();
  }
  const alerts = (await ledger.outbox('all', 0, 1000)).map(({ alert }) => alert);
  const raised = new Map(alerts.map((alert) => [alert.subject.key, alert.state]));
  expect([...raised.keys()].sort()).toEqual(['after@example.com', 'late-after@example.com']);
  expect(new Set(alerts.map(({ id }) => id)).size).toBe(2);
});
