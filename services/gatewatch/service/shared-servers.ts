/** Kafka and Redis of the distributed setting, opened: one that does not answer is named, and asked again until it does. */

import { kafkaBus, kafkaSettingsOf } from '@gatewatch/bus';
import { type Bus, BusFailed, LedgerUnavailable, type Vitals } from '@gatewatch/domain';
import { forEver } from '@gatewatch/engine';
import { openRedis, type RedisStore } from '@gatewatch/ledger';
import { type Config, UserMistake } from '@gatewatch/runtime';

export interface SharedServers extends AsyncDisposable {
  readonly bus: Bus;
  readonly redis: RedisStore;
  readonly kafka: NonNullable<Config['kafka']>;
}

/** Throws UserMistake where the configuration names none, LedgerUnusable for a Redis that would lose what it holds, and the signal's reason. */
export async function openSharedServers(
  config: Config,
  vitals: Vitals,
  note: (sentence: string) => void,
  signal: AbortSignal,
): Promise<SharedServers> {
  const { kafka, redis } = config;
  const missing = [...(kafka === undefined ? ['kafka'] : []), ...(redis === undefined ? ['redis'] : [])];
  if (kafka === undefined || redis === undefined)
    throw new UserMistake(
      `The configuration names no ${missing.join(' and no ')}: a service needs both sections; \`gatewatch run\` needs neither (docs/configuration.md).`,
    );
  await using stack = new AsyncDisposableStack();
  vitals.failing('redis', `${redis.servers.join(', ')} was not reached yet.`);
  vitals.failing('kafka', `${kafka.brokers.join(', ')} was not reached yet.`);
  const store = await forEver(
    async () => {
      // A server that is away is said to be so soon; then the stores are as patient as the configuration says.
      await (await openRedis({ ...redis, patience: Math.min(redis.patience, soonMs) }, { warn: note }))[Symbol.asyncDispose]();
      return openRedis(redis, { warn() {} });
    },
    { ...{ component: 'redis', vitals, signal }, gives: (error) => !(error instanceof LedgerUnavailable) },
  );
  stack.use(store);
  vitals.healthy('redis', redis.servers.join(', '));
  const bus = stack.use(
    await forEver(() => kafkaBus(kafkaSettingsOf(kafka)), {
      ...{ component: 'kafka', vitals, signal },
      gives: (error) => !(error instanceof BusFailed),
    }),
  );
  vitals.healthy('kafka', kafka.brokers.join(', '));
  const kept = stack.move();
  return { bus, redis: store, kafka, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const soonMs = 2000;
