/** State per subject is bounded, whatever is done to make it grow, and a flood hides nothing that matters. */

import { type CountingDetector, type Detector, dayMs, hourMs, type LogRecord, minuteMs, secondMs } from '@gatewatch/domain';
import { createWorker, decodeSubject, encodeSubject } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { toyBurst, toyCounting, toyDetectors } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { settingsOf } from './running.ts';

const start = Date.UTC(2026, 4, 4);
const mostBytes = 16_384;

async function feed(
  log: Iterable<LogRecord>,
  latenessMs: number,
  counting: readonly CountingDetector[] = [],
  detectors: readonly Detector[] = toyDetectors,
  batchSize = 5000,
) {
  const ledger = memoryLedger();
  const worker = await createWorker({
    partition: await ledger.acquire('p'),
    settings: settingsOf(detectors, counting, latenessMs),
  });
  let batch: LogRecord[] = [];
  for (const record of log) {
    batch.push(record);
    if (batch.length === batchSize) {
      await worker.apply(batch);
      batch = [];
    }
  }
  await worker.apply(batch);
  await worker.commit();
  return { ledger, worker };
}

test('a service account with a million sign-ins a day stays below 16 KB, and the burst inside the flood is found', {
  timeout: 300_000,
}, async () => {
  // As many as fit a fast run by default; GATEWATCH_FLOOD=1000000 is the whole day (40 s).
  const total = Number(process.env.GATEWATCH_FLOOD ?? 100_000);
  const burstAt = start + 13 * hourMs;
  function* flood(): Generator<LogRecord> {
    for (let i = 0; i < total; i++) {
      const time = start + Math.floor((i * dayMs) / total);
      // Every one differs in session, address and application: nothing of it can be thinned.
      const row = signInRow(time, {
        recordId: `f${i}`,
        ip: `10.${i % 200}.${i % 251}.1`,
        session: `s${i}`,
        app: `app ${i % 997}`,
        appId: `app ${i % 997}`,
      });
      yield { type: 'event', at: time, event: row };
      if (i % (total / 50) === 0) yield { type: 'tick', at: time, tenant: 'default', source: 'test', progress: time };
      if (time >= burstAt && time < burstAt + 9 * minuteMs && i % Math.ceil(total / 666) === 0) {
        yield {
          type: 'event',
          at: time,
          event: signInRow(time + 1, {
            recordId: `p${i}`,
            outcome: 'failure',
            failure: 'second-factor-failed',
            secondFactor: 'denied',
          }),
        };
      }
    }
  }
  const { ledger, worker } = await feed(flood(), dayMs);
  const { stateBytes } = worker.stats();
  console.info(`${total} sign-ins of one account in a day: state p50 ${stateBytes.p50}, max ${stateBytes.max} bytes`);
  expect(stateBytes.max).toBeLessThan(mostBytes);
  const burst = (await ledger.alerts()).filter((alert) => alert.detector.id === 'toy-burst');
  expect(burst.length).toBeGreaterThan(0);
  expect(burst.every((alert) => alert.firstSeen >= burstAt && alert.firstSeen < burstAt + 10 * minuteMs)).toBe(true);
  expect(burst[0]?.gaps).toContain('bounded');
});

test('an office address with 20,000 people keeps a bounded count', { timeout: 300_000 }, async () => {
  function* office(): Generator<LogRecord> {
    for (let i = 0; i < 20_000; i++) {
      const time = start + 8 * hourMs + i * 150;
      const key = `person${i}@example.com`;
      yield {
        type: 'event',
        at: time,
        event: signInRow(time, {
          recordId: `o${i}`,
          ip: '192.0.2.1',
          actor: { key, address: key, id: key, directory: 'd', name: null, kind: 'member' },
        }),
      };
    }
  }
  const { ledger } = await feed(office(), dayMs, toyCounting);
  let lane = 0;
  for await (const { key, state } of ledger.subjects('p')) if (key.startsWith('\n')) lane = Math.max(lane, state.length);
  console.info(`an address with 20,000 people: ${lane} bytes`);
  expect(lane).toBeGreaterThan(0);
  expect(lane).toBeLessThan(1_000_000);
});

test('huge texts in every field of every row do not break the bound', async () => {
  const huge = 'x'.repeat(50_000);
  function* log(): Generator<LogRecord> {
    for (let i = 0; i < 500; i++) {
      const time = start + i * 10 * secondMs;
      const row = signInRow(time, {
        recordId: `${i}-${huge}`,
        app: `${i}${huge}`,
        appId: `${i}${huge}`,
        resource: huge,
        client: huge,
        correlationId: huge,
        session: `${i}${huge}`,
        code: huge,
        protocol: huge,
        methods: Array.from({ length: 100 }, () => huge),
        gaps: [huge],
        device: { id: `${i}${huge}`, name: huge, os: huge, browser: huge, managed: null, compliant: null, trust: huge },
        policies: Array.from({ length: 100 }, (_, n) => ({ name: `${n}${huge}`, result: 'success', controls: [huge] })),
        outcome: i % 3 === 0 ? 'failure' : 'success',
        failure: i % 3 === 0 ? 'wrong-password' : null,
        risk: { level: huge, state: huge, types: [huge] },
        actor: { key: 'ada@example.com', address: huge, id: huge, directory: huge, name: huge, kind: 'member' },
      });
      yield { type: 'event', at: time, event: row };
      if (i % 50 === 0) yield { type: 'tick', at: time, tenant: 'default', source: 'test', progress: time };
    }
    yield { type: 'tick', at: start + 3 * dayMs, tenant: 'default', source: 'test', progress: start + 3 * dayMs };
    yield { type: 'event', at: start + 3 * dayMs, event: signInRow(start + 3 * dayMs) };
  }
  const { worker } = await feed(log(), dayMs);
  console.info(`huge texts: state max ${worker.stats().stateBytes.max} bytes`);
  expect(worker.stats().stateBytes.max).toBeLessThan(mostBytes);
});

test('a subject survives its text', async () => {
  const { ledger } = await feed(
    Array.from({ length: 60 }, (_, i): LogRecord => {
      const time = start + i * 20 * minuteMs;
      return {
        type: 'event',
        at: time,
        event: signInRow(time, i % 4 === 0 ? { outcome: 'interrupted', code: '50074' } : { methods: ['password', 'push'] }),
      };
    }),
    dayMs,
  );
  for await (const { key, state } of ledger.subjects('p')) {
    const again = encodeSubject(decodeSubject(key, state));
    expect(decodeSubject(key, again)).toEqual(decodeSubject(key, state));
  }
});

const device = (id: string) => ({
  id,
  name: 'd',
  os: 'windows',
  browser: 'edge',
  managed: null,
  compliant: null,
  trust: null,
});

/** Finds something on every row, cites all it can, and talks: more than any detector of the list does. */
const chatty: Detector = {
  card: { ...toyBurst.card, id: 'chatty', kinds: ['sign-in', 'factor-change'], joinMs: minuteMs },
  measure: toyBurst.measure,
  judge(row, past) {
    const cited = [...past.rows, row].slice(-20);
    const text = 'a sentence of some length that a detector says of what it found, with numbers; '.repeat(4);
    return {
      findings: [
        {
          variant: '',
          severity: 'medium',
          risk: cited.length,
          confidence: 'high',
          because: [text, text],
          explanation: text,
          facts: toyBurst.measure(cited, {}),
          decisive: cited.map((one) => one.id),
          baseline: [text],
        },
      ],
    };
  },
};

test('everything that can grow grows at once, and the state stays below 16 KB', { timeout: 300_000 }, async () => {
  const long = (text: string) => `${text} ${'y'.repeat(90)}`;
  function* log(): Generator<LogRecord> {
    for (let i = 0; i < 3000; i++) {
      const time = start + i * 17 * minuteMs;
      const { place } = signInRow(time);
      const row = signInRow(time, {
        recordId: `${i}-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee`,
        ip: `2001:db8:${i % 5000}::1`,
        place: place === null ? null : { ...place, city: long(`city ${i}`) },
        network: { asn: 100_000 + i, owner: long('owner'), class: 'isp' },
        app: long(`app ${i}`),
        appId: long(`app id ${i}`),
        methods: [`method ${i % 40} ${'z'.repeat(40)}`],
        secondFactor: 'passed',
        device: device(long(`device ${i}`)),
        outcome: i % 3 === 0 ? 'failure' : 'success',
        failure: i % 3 === 0 ? 'second-factor-failed' : null,
      });
      yield { type: 'event', at: time, event: row };
      if (i % 7 === 0) {
        const { kind: _kind, ...like } = signInRow(time);
        const { id, recordId, tenant, provider, category, processed, hash, gaps, actor, ip, network } = { ...like, ...row };
        yield {
          type: 'event',
          at: time,
          event: {
            kind: 'factor-change',
            ...{
              id: `${id}c`,
              recordId: `${recordId}c`,
              tenant,
              provider,
              category,
              time,
              processed,
              hash,
              gaps,
              actor,
              ip,
              network,
            },
            ...{ place: row.place, target: actor, operation: long('operation'), result: 'success', action: 'added' },
            ...{ subjectOf: long('what'), before: null, after: null, correlationId: null, session: null },
          },
        };
      }
      if (i % 4 === 0) yield { type: 'tick', at: time, tenant: 'default', source: 'test', progress: time };
    }
  }
  for (const lateness of [dayMs, 0]) {
    const { worker } = await feed(log(), lateness, [], [...toyDetectors, chatty], 1);
    console.info(`everything at once, lateness ${lateness / hourMs} h: state max ${worker.stats().stateBytes.max} bytes`);
    expect(worker.stats().stateBytes.max).toBeLessThan(mostBytes);
  }
});

test('a finding whose own rows are pushed out as it comes is told all the same', async () => {
  // It cites the oldest row there is, which is the first to go when the judged row is one too many.
  const citesOldest: Detector = {
    ...toyBurst,
    judge(row, past) {
      const oldest = past.rows[0];
      if (row.recordId !== 'last' || oldest === undefined) return { findings: [] };
      const finding = {
        variant: '',
        severity: 'high',
        risk: 70,
        confidence: 'high',
        because: [],
        explanation: 'Both.',
        facts: [],
        baseline: [],
      } as const;
      return { findings: [{ ...finding, decisive: [oldest.id, row.id] }] };
    },
  };
  let bounded = 0;
  for (let rows = 20; rows < 120; rows++) {
    const log = Array.from({ length: rows }, (_, i): LogRecord => {
      const time = start + i * minuteMs;
      const app = `${i} ${'x'.repeat(120)}`;
      const more = { recordId: i === rows - 1 ? 'last' : `r${i}`, app, appId: app, ip: `10.0.${i % 200}.1` };
      return { type: 'event', at: time, event: signInRow(time, more) };
    });
    const { ledger } = await feed(log, dayMs, [], [citesOldest]);
    const [alert] = await ledger.alerts();
    expect(alert?.severity, `${rows} rows`).toBe('high');
    if (alert?.gaps.includes('bounded')) bounded++;
  }
  expect(bounded).toBeGreaterThan(10);
});

test('a person with four alerts of a few rows is not bounded: evidence that stands in the timeline takes no room of its own', async () => {
  const speaking = (id: string): Detector => ({
    ...chatty,
    card: { ...chatty.card, id, joinMs: 6 * hourMs },
    judge: (row, past) => {
      const [finding] = chatty.judge(row, past, {}).findings;
      if (row.kind !== 'sign-in' || row.recordId !== 'last' || finding === undefined) return { findings: [] };
      return { findings: [{ ...finding, decisive: finding.decisive.slice(-4) }] };
    },
  });
  const log = Array.from({ length: 35 }, (_, i): LogRecord[] => {
    const time = start + i * 20 * minuteMs;
    const more = {
      recordId: i === 29 ? 'last' : `r${i}`,
      ip: `10.0.${i % 7}.1`,
      app: `app ${i % 9}`,
      device: device(`device ${i % 5}`),
    };
    return [
      { type: 'event', at: time, event: signInRow(time, more) },
      { type: 'tick', at: time, tenant: 'default', source: 'test', progress: time },
    ];
  }).flat();
  const { ledger, worker } = await feed(log, 0, [], ['a', 'b', 'c', 'd'].map(speaking));
  const alerts = await ledger.alerts();
  expect(alerts.map(({ detector, evidence, gaps }) => [detector.id, evidence.events.length, gaps])).toEqual([
    ['a', 4, []],
    ['b', 4, []],
    ['c', 4, []],
    ['d', 4, []],
  ]);
  expect(worker.stats().stateBytes.max).toBeLessThan(mostBytes);
  for await (const { key, state } of ledger.subjects('p')) {
    const { bounded, cases } = decodeSubject(key, state);
    expect([bounded, cases.size]).toEqual([false, 4]);
  }
  expect.assertions(3);
});

test('an alert that has no room any more stands as it was said: nothing that comes in time withdraws it', async () => {
  const talkative: Detector = { ...chatty, card: { ...chatty.card, joinMs: dayMs } };
  const failing = { outcome: 'failure', failure: 'wrong-password' } as const;
  function* log(): Generator<LogRecord> {
    for (let i = 0; i < 60; i++) {
      const time = start + i * minuteMs;
      yield {
        type: 'event',
        at: time,
        event: signInRow(time, { recordId: `r${i}`, ip: `10.0.0.${i}`, app: `app ${i}`, ...failing }),
      };
    }
  }
  const { ledger } = await feed(log(), dayMs, [], [talkative, toyBurst], 1);
  const said = (await ledger.outbox('p', 0, 1_000_000)).map(({ alert }) => alert);
  expect(said.some(({ gaps }) => gaps.includes('bounded'))).toBe(true);
  expect(said.filter(({ state }) => state === 'withdrawn')).toEqual([]);
});
