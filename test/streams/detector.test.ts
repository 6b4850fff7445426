/** The stage of detection over a bus in memory: what it does with what should not be, and what it sends where. */

import { memoryBus, partitionOf, topicNames, topicPlans } from '@gatewatch/bus';
import { openDetector } from '@gatewatch/detector';
import {
  type Bus,
  dayMs,
  type Ledger,
  type LiveReader,
  type LogRecord,
  minuteMs,
  optionsOf,
  type Subscription,
} from '@gatewatch/domain';
import {
  alertIn,
  type CrashHook,
  createConfigured,
  decodeLogRecord,
  type EngineSettings,
  encodeLogRecord,
  personKeys,
  rawHeader,
} from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { signIn, toyCounting, toyDetectors } from '@gatewatch/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { countedVitals } from './counted-vitals.ts';
import { readAll } from './read-all.ts';
import { until } from './until.ts';

const partitions = 2;
const names = topicNames('t');
const topic = names.lane('person');
const settings: EngineSettings = {
  detectors: toyDetectors.map((detector) => ({ detector, options: optionsOf(detector.card) })),
  counting: [],
  latenessMs: () => dayMs,
  epoch: 'first',
  judgeFrom: null,
};
const nothingConfigured = createConfigured('first', ['default'], []);
const open: LiveReader[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function freshBus(): Promise<Bus> {
  const bus = memoryBus();
  const retention = { lanes: dayMs, alerts: dayMs, quarantine: dayMs };
  await bus.ensureTopics(topicPlans({ topicPrefix: 't', partitions, replicas: 1, minInSync: 1, retention }));
  return bus;
}

interface Plan {
  readonly configured?: typeof nothingConfigured;
  readonly settings?: EngineSettings;
  readonly crash?: CrashHook;
  readonly acceptLoss?: boolean;
}

async function detector(bus: Bus, ledger: Ledger, plan: Plan = {}): Promise<LiveReader> {
  const of = { bus, ledger, topicPrefix: 't', partitions, settings, configured: nothingConfigured, commitWithinMs: 20 };
  const opened = await openDetector({ ...of, vitals: countedVitals(), ...plan });
  open.push(opened);
  return opened;
}

async function send(bus: Bus, records: readonly LogRecord[], to = topic): Promise<void> {
  await using producer = await bus.producer();
  for (const record of records) {
    const [key = null] = record.type === 'event' ? personKeys(record.event) : [];
    const all = record.type === 'event' ? [partitionOf(key ?? '', partitions)] : [0, 1];
    for (const partition of all) await producer.send(to, [{ key, partition, value: encodeLogRecord(record) }]);
  }
}

const failing = (n: number, who = 'ada'): LogRecord => ({
  type: 'event',
  at: 0,
  event: signIn({
    at: `1 09:0${n}`,
    who,
    recordId: `${who}-${n}`,
    outcome: 'failure',
    failure: 'wrong-password',
    password: 'no',
  }),
});
const burst = (who = 'ada'): readonly LogRecord[] => Array.from({ length: 9 }, (_, n) => failing(n, who));
const alertsOn = async (bus: Bus) => (await readAll(bus, names.alerts)).flatMap((message) => alertIn(message) ?? []);

describe('the detector', () => {
  test('sends each revision under the alert’s own key, with its revision and schema', async () => {
    const bus = await freshBus();
    await send(bus, burst());
    await detector(bus, memoryLedger());
    await until(async () => (await alertsOn(bus)).length > 0);
    const [message] = await readAll(bus, names.alerts);
    const alert = message === undefined ? null : alertIn(message);
    expect(message?.key).toBe(`default\n${alert?.id}`);
    expect(Buffer.from(message?.headers.revision ?? []).toString()).toBe('1');
    expect(message?.headers[rawHeader]).toBeUndefined();
  });

  test('puts what it cannot read into quarantine with its place, and goes on', async () => {
    const bus = await freshBus();
    const partition = partitionOf('default\nada@example.com', partitions);
    await using producer = await bus.producer();
    await producer.send(topic, [
      { key: null, partition, value: Buffer.from('not ours') },
      { key: null, partition, value: null },
      { key: null, partition, value: Buffer.from('[99,"event"]') },
    ]);
    await send(bus, burst());
    await detector(bus, memoryLedger());
    await until(async () => (await alertsOn(bus)).length > 0);
    const entries = (await readAll(bus, names.quarantine)).map(({ value }) => JSON.parse(Buffer.from(value ?? []).toString()));
    expect(entries.map(({ reason, source, position, text }) => [reason, source, position, text])).toEqual([
      ['unreadable', `${topic}/${partition}`, 0, 'not ours'],
      ['unreadable', `${topic}/${partition}`, 1, ''],
      ['newer-form', `${topic}/${partition}`, 2, '[99,"event"]'],
    ]);
  });

  test('that lost its partition to another takes it again where the group says that it is its own', async () => {
    const bus = await freshBus();
    const ledger = memoryLedger();
    await detector(bus, ledger);
    await send(bus, burst().slice(0, 2));
    await until(async () => (await ledger.partitions()).some(({ meta }) => meta !== null));
    for (const number of [0, 1]) await ledger.acquire(`person/${number}`); // a process that had stood still
    await send(bus, burst());
    await until(async () => (await alertsOn(bus)).length > 0);
  });

  test('that was killed after its commit sends the same alerts again, and no others', async () => {
    const bus = await freshBus();
    const ledger = memoryLedger();
    // What a process that ends there leaves behind: alerts sent, not marked.
    const dying = await detector(bus, ledger, {
      crash: (point) => {
        if (point === 'after-alert') throw new TypeError('ended here');
      },
    });
    await send(bus, burst());
    await expect(dying.settled).rejects.toThrow('ended here');
    await dying.stop();
    const before = await alertsOn(bus);
    expect(before.length).toBeGreaterThan(0);
    await detector(bus, ledger);
    await until(async () => (await alertsOn(bus)).length > before.length);
    const texts = (await alertsOn(bus)).map((alert) => JSON.stringify(alert));
    expect(new Set(texts).size).toBe(before.length);
  });

  test('stops with a sentence where the ledger is ahead of the log, and where the log no longer reaches back', async () => {
    const ahead = await freshBus();
    const ledger = memoryLedger();
    const step = { puts: [], deletes: [], outbox: [], links: [], meta: '{"epoch":"first","tenants":[],"applied":[]}' };
    for (const number of [0, 1]) await (await ledger.acquire(`person/${number}`)).commit({ ...step, position: 5 });
    await expect((await detector(ahead, ledger)).settled).rejects.toThrow('it belongs to another log');

    const behind = await freshBus();
    await send(behind, burst());
    await send(behind, burst('bo'));
    const shortened: Bus = { ...behind, starts: async () => [8, 8], ends: async () => [20, 20] };
    await expect((await detector(shortened, ledger)).settled).rejects.toThrow('3 records were lost to retention');
    const emptied = (await detector(shortened, memoryLedger())).settled;
    await expect(emptied).rejects.toThrow(
      'knows nothing of partition 0 of t.person, which begins at 8: it is new or was emptied',
    );
    const accepting = memoryLedger();
    await detector({ ...shortened, ends: behind.ends }, accepting, { acceptLoss: true });
    const positions = async () =>
      Promise.all([0, 1].map(async (number) => (await accepting.acquire(`person/${number}`)).position));
    await until(async () => (await accepting.partitions()).some(({ meta }) => meta !== null));
    expect(Math.max(...(await positions()))).toBeGreaterThan(8);
  });

  test('takes a partition whose holder before it wrote until the last moment', async () => {
    const bus = await freshBus();
    const ledger = memoryLedger();
    const taken = new Set<string>();
    let overtaken = 0;
    const step = { puts: [], deletes: [], outbox: [], links: [], meta: '{"epoch":"first","tenants":[],"applied":[]}' };
    const contested: Ledger = {
      ...ledger,
      async acquire(name) {
        if (!taken.has(name)) {
          taken.add(name);
          await send(bus, burst(`late-${name}`)); // comes and is committed after the new holder began to look
          const before = await ledger.acquire(name);
          await before.commit({ ...step, position: (await bus.ends(topic))[Number(name.split('/')[1])] ?? 0 });
          overtaken++;
        }
        return ledger.acquire(name);
      },
    };
    const running = await detector(bus, contested);
    await until(() => overtaken === partitions);
    await send(bus, burst());
    await Promise.race([until(async () => (await alertsOn(bus)).length > 0), running.settled]);
    expect((await alertsOn(bus)).length).toBeGreaterThan(0);
  });

  test('tells the log what its configuration says, once, and takes back what it no longer says', async () => {
    const bus = await freshBus();
    const ledger = memoryLedger();
    const fact = (name: string): LogRecord => ({ type: 'fact', at: 0, tenant: 'default', name, value: 'yes', time: 0 });
    const configured = (epoch: string, ...facts: readonly string[]) => createConfigured(epoch, ['default'], facts.map(fact));
    const control = async () =>
      (await readAll(bus, topic)).flatMap((message) => {
        const decoded = decodeLogRecord(message);
        return 'record' in decoded && decoded.record.type !== 'event' && message.partition === 0 ? [decoded.record] : [];
      });
    const run = async (of: typeof nothingConfigured): Promise<void> => {
      const running = await detector(bus, ledger, { configured: of });
      const tick: LogRecord = { type: 'tick', at: 0, tenant: 'default', source: 's', progress: minuteMs * ++ticks };
      await send(bus, [tick]);
      const mark = `"progress":${tick.progress}`;
      await until(async () => {
        const known = await ledger.partitions();
        return known.length === partitions && known.every(({ meta }) => meta?.includes(mark));
      });
      await running.stop();
    };
    let ticks = 0;
    await run(configured('first', 'privileged:ada', 'privileged:bo')); // a new partition begins with it: nothing to be said
    expect((await control()).map(({ type }) => type)).toEqual(['tick']);
    await run(configured('first', 'privileged:ada', 'privileged:bo'));
    expect((await control()).map(({ type }) => type)).toEqual(['tick', 'tick']);
    await run(configured('second', 'privileged:bo'));
    const said = await control();
    expect(said.slice(2).map((one) => (one.type === 'fact' ? `${one.name} ${one.value}` : one.type))).toEqual(
      expect.arrayContaining(['epoch', 'privileged:ada null', 'privileged:bo yes']),
    );
    await run(configured('second', 'privileged:bo'));
    expect((await control()).length).toBe(said.length + 1);
  });

  test('a counting lane sends its signals to the persons, and its progress behind them', async () => {
    const bus = await freshBus();
    const ledger = memoryLedger();
    await detector(bus, ledger, { settings: { ...settings, counting: toyCounting } });
    const spray = Array.from({ length: 12 }, (_, n) => failing(n % 10, `p${n}`)).map((record, n): LogRecord => {
      if (record.type !== 'event') return record;
      const event = { ...record.event, ip: '198.18.0.9', id: `entra:s${n}`, recordId: `s${n}` };
      return {
        ...record,
        event: n === 11 && event.kind === 'sign-in' ? { ...event, outcome: 'success', failure: null, password: 'yes' } : event,
      };
    });
    const lane = names.lane('address');
    await using producer = await bus.producer();
    for (const record of spray) await producer.send(lane, [{ key: 'a', partition: 0, value: encodeLogRecord(record) }]);
    const tick: LogRecord = { type: 'tick', at: 0, tenant: 'default', source: 's', progress: 1e12 };
    for (const partition of [0, 1]) await producer.send(lane, [{ key: null, partition, value: encodeLogRecord(tick) }]);
    const arrived = async () =>
      (await readAll(bus, topic)).flatMap((message) => {
        const decoded = decodeLogRecord(message);
        return 'record' in decoded ? [decoded.record] : [];
      });
    const isTick = (record: LogRecord) => record.type === 'tick' && record.source === 'lane/address/0';
    await until(async () => (await arrived()).some(isTick));
    const records = await arrived();
    const signals = records.flatMap((record) => (record.type === 'event' ? [record.event] : []));
    expect(signals.length).toBeGreaterThan(0);
    expect(signals.every(({ kind }) => kind === 'signal')).toBe(true);
    expect(records.find(isTick)).toMatchObject({ progress: 1e12 });
  });

  test('takes nothing that a join hands out after its end', async () => {
    const bus = await freshBus();
    const subscriptions: Subscription[] = [];
    const consume: Bus['consume'] = (subscription) => {
      subscriptions.push(subscription);
      return bus.consume(subscription);
    };
    const ledger = memoryLedger();
    let taken = 0;
    const acquire: Ledger['acquire'] = (name) => {
      taken++;
      return ledger.acquire(name);
    };
    const one = await detector({ ...bus, consume }, { ...ledger, acquire });
    await until(() => taken === partitions);
    await one.stop();
    for (const subscription of subscriptions) await subscription.assigned(0);
    expect([subscriptions.length, taken]).toEqual([1, partitions]);
  });

  test('is refused a log with another number of partitions', async () => {
    const of = { bus: await freshBus(), ledger: memoryLedger(), topicPrefix: 't', settings, configured: nothingConfigured };
    await expect(openDetector({ ...of, partitions: 3, vitals: countedVitals() })).rejects.toThrow('has 2 partitions');
  });
});
