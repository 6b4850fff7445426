/** An ingestor, distributed: live sources into the log on Kafka, keys and places of reading on Redis. */

import { partitionOf, topicNames } from '@gatewatch/bus';
import { type LiveReader, PartitionMismatch } from '@gatewatch/domain';
import { createBusSink, createIntake, forEver, type LaneTopic, personKeys, withQuotas } from '@gatewatch/engine';
import { redisBookmarks, redisLinks } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { identityRulesOf } from '../identity-rules.ts';
import { type LiveJudging, liveJudging } from '../live/live-judging.ts';
import { recordReading } from '../live/record-reading.ts';
import { keepPlacesFresh } from '../run/fresh-places.ts';
import { openEventHubs, openGoogle } from '../run/live-sources.ts';
import { typedNames } from '../run/name-key.ts';
import { pausing } from '../run/pausing.ts';
import { quotasOf } from '../run/quotas-of.ts';
import type { ServiceParts } from './service-parts.ts';

export async function runIngestor(of: 'azure' | 'google', parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { config, geo, servers, vitals, host } = parts;
  const { bus, redis, kafka } = servers;
  const own = of === 'azure' ? config.sources.eventHubs : config.sources.google;
  if (own.length === 0)
    throw new UserMistake(
      `The configuration names no source for this service: add sources.${of === 'azure' ? 'eventHubs' : 'google'} (gatewatch.example.yaml shows one).`,
    );
  await using stack = new AsyncDisposableStack();
  const names = topicNames(kafka.topicPrefix);
  const topic = names.lane('person');
  const partitions = await forEver(() => bus.partitions(topic), { component: 'kafka', vitals, signal });
  if (partitions === null) throw new UserMistake(`Kafka has no topic ${topic}: make it with \`gatewatch setup topics\`.`);
  if (partitions !== kafka.partitions)
    throw new UserMistake(`${new PartitionMismatch(topic, partitions, kafka.partitions).message}.`);
  const lane: LaneTopic = { topic, partitions, keys: personKeys, all: true };
  const bookmarks = redisBookmarks(redis);
  const rules = identityRulesOf(config);
  const intake = stack.use(
    withQuotas(
      createIntake({
        reading: recordReading(config, geo, await typedNames(config, bookmarks)),
        rules,
        links: redisLinks(redis),
        sink: createBusSink({ bus, lanes: [lane], quarantineTopic: names.quarantine, partitionOf, sendRaw: true }),
        writer: `ingestor-${of}/${host}`,
        fixed: liveJudging(config, rules, geo.version).fixed,
        vitals,
      }),
      { quotas: quotasOf(config), vitals, now: Date.now, wait: pausing },
    ),
  );
  const sources = { intake, bookmarks, vitals };
  const readers: readonly LiveReader[] =
    of === 'azure' ? await openEventHubs(config, sources) : await openGoogle(config, sources);
  for (const reader of readers) stack.use(reader);
  const sayEpoch = ({ settings: { epoch } }: LiveJudging, at: number) => intake.control([{ type: 'epoch', at, epoch }], signal);
  const stopped = keepPlacesFresh({ config, rules, geo, vitals, changed: sayEpoch }, signal);
  await Promise.race([stopped, ...readers.map(({ settled }) => settled)]);
  await Promise.all(readers.map((reader) => reader.stop()));
}
