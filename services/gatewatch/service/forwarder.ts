/** The forwarder, distributed: revisions of alerts from Kafka to destinations, what is owed on Redis. Several share the work. */

import { topicNames } from '@gatewatch/bus';
import { BusFailed, LedgerUnavailable } from '@gatewatch/domain';
import { alertIn, forEver } from '@gatewatch/engine';
import { createForwarder, queueSchedule, type Schedule } from '@gatewatch/forwarder';
import { redisClient, redisDeliveries } from '@gatewatch/ledger';
import { UserMistake } from '@gatewatch/runtime';
import { keeping, openNamed } from '../deliver/configured-destinations.ts';
import { sendEvents } from './send-events.ts';
import type { ServiceParts } from './service-parts.ts';

export async function runForwarder(parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { config, configFile, servers, vitals } = parts;
  await using destinations = await openNamed(configFile, config);
  if (destinations.all.length === 0)
    throw new UserMistake(`${configFile} names no destinations: add some, docs/destinations lists the kinds.`);
  const { bus, redis, kafka } = servers;
  const topic = topicNames(kafka.topicPrefix).alerts;
  await using schedule = await queuesOn(parts);
  const forwarder = createForwarder({
    ...{ destinations: destinations.all, deliveries: redisDeliveries(redis), vitals, schedule },
    ...keeping(config),
  });
  const trying = { component: 'deliveries', vitals, signal, gives: (error: unknown) => !(error instanceof LedgerUnavailable) };
  const nameOf = (partition: number) => `${topic} ${partition}`;
  try {
    await using consumer = await bus.consume({
      group: `${topic}.forwarder`,
      topic,
      assigned: (partition) => forEver(() => forwarder.position(nameOf(partition)), trying),
      revoked() {},
      async batch({ partition, messages }, { heartbeat }) {
        const alerts = messages.flatMap((message) => {
          const alert = alertIn(message);
          if (alert === null)
            vitals.count('gatewatch_records_quarantined_total', { tenant: '', source: topic, reason: 'newer-form' });
          return alert ?? [];
        });
        const position = (messages.at(-1)?.offset ?? -1) + 1;
        await forEver(() => forwarder.accept({ partition: nameOf(partition), position, alerts }), {
          ...trying,
          meanwhile: heartbeat,
        });
      },
    });
    const events = [...forwarder.events].map(([name, sender]) => sendEvents(name, sender, parts, signal));
    await Promise.race([consumer.stopped, forEver(() => forwarder.run(signal), trying), ...events]);
  } catch (error) {
    if (signal.aborted) return;
    throw error instanceof BusFailed ? new UserMistake(`${error.message}.`, error) : error;
  }
}

/** Beside the store's connection: queues hold theirs open for a job to come. */
function queuesOn({ config, servers: { redis }, vitals }: ServiceParts): Promise<Schedule> {
  if (config.redis === undefined) throw new Error('a service has Redis');
  const client = redisClient(config.redis);
  client.on('error', () => {}); // the store tells
  return queueSchedule({ connection: { client, close: () => client.disconnect() }, prefix: redis.prefix, vitals });
}
