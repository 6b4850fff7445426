/**
 * From a decisive record to its alert on the topic: log time of the alert's message less `detectedAt`, the log time of the record that
 * decided. Records come at a given rate; some of them are the fifth denied prompt of a person, which decides.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { partitionOf, topicNames, topicPlans } from '@gatewatch/bus';
import { openDetector } from '@gatewatch/detector';
import { type Bus, noVitals } from '@gatewatch/domain';
import { alertIn, createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { type RedisStore, redisLedger, redisLinks } from '@gatewatch/ledger';
import type { Organisation } from '../streams/organisation.ts';
import { readAll } from '../streams/read-all.ts';
import { entraRecord } from '../streams/records.ts';
import { partitions } from './kafka-loops.ts';
import { quantile } from './measure.ts';

export interface Delays {
  readonly ratePerSecond: number;
  readonly alerts: number;
  readonly p50: number;
  readonly p99: number;
}

const seconds = 20;
/** Of the records: each is one of twelve denied prompts of one person, a quarter of a minute apart. */
const decisiveShare = 0.02;
const prompts = 12;

export async function alertDelays(bus: Bus, store: RedisStore, of: Organisation, ratePerSecond: number): Promise<Delays> {
  const topics = topicNames('delays');
  const retention = { lanes: 86_400_000, alerts: 86_400_000, quarantine: 86_400_000 };
  await bus.ensureTopics(topicPlans({ topicPrefix: 'delays', partitions, replicas: 1, minInSync: 1, retention }));
  const lanes = [{ topic: topics.lane('person'), partitions, keys: personKeys, all: true }];
  const sink = createBusSink({ bus, lanes, quarantineTopic: topics.quarantine, partitionOf, sendRaw: true });
  await using intake = createIntake({ ...of, links: redisLinks(store), sink, writer: 'bench' });
  const { settings, configured } = of.judging;
  const detector = await openDetector({
    bus,
    ledger: redisLedger(store),
    topicPrefix: 'delays',
    partitions,
    settings,
    configured,
    vitals: noVitals,
  });
  const begun = Date.now();
  let sent = 0;
  while (Date.now() - begun < seconds * 1000) {
    const due = Math.floor(((Date.now() - begun) / 1000) * ratePerSecond) - sent;
    if (due <= 0) {
      await pause(5);
      continue;
    }
    const records = Array.from({ length: Math.min(due, 500) }, () => recordAt(sent++));
    const bytes = Buffer.from(JSON.stringify({ records }));
    await intake.take({ name: 'bench/0', tenant: 'acme', provider: 'entra' }, [{ position: sent, received: Date.now(), bytes }]);
  }
  await pause(3000);
  await detector.stop();
  const waits = (await readAll(bus, topics.alerts)).flatMap((message) => {
    const alert = alertIn(message);
    return alert === null ? [] : [message.at - alert.detectedAt];
  });
  return { ratePerSecond, alerts: waits.length, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99) };
}

function recordAt(n: number) {
  const every = Math.round(1 / decisiveShare);
  const prompt = n % every === 0;
  const nth = Math.floor(n / every) % prompts;
  const who = prompt ? `target${Math.floor(n / every / prompts)}` : `person${n % 5000}`;
  return entraRecord({
    id: `delay-${n}`,
    time: Date.now() - (prompt ? (prompts - nth) * 15_000 : 1000),
    userId: `u-${who}`,
    address: `${who}@example.com`,
    code: prompt ? 500121 : 0,
    observed: Date.now(),
  });
}
