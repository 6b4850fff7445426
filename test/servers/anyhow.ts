/** Kafka and Redis from what this machine has: processes of our own, else containers. For suites that never stop them. */

import { join } from 'node:path';
import { orDocker } from './docker.ts';
import { startKafka } from './kafka.ts';
import { startRedis } from './redis.ts';

/** Throws Missing. */
export function kafkaAnyhow(folder: string): Promise<{ readonly address: string } & AsyncDisposable> {
  return orDocker<{ readonly address: string } & AsyncDisposable>(
    () => startKafka(join(folder, 'kafka')),
    'kafka',
    (container) => ({ address: `127.0.0.1:${container.port}`, [Symbol.asyncDispose]: () => container[Symbol.asyncDispose]() }),
  );
}

/** Throws Missing. */
export function redisAnyhow(folder: string): Promise<{ readonly url: string } & AsyncDisposable> {
  return orDocker<{ readonly url: string } & AsyncDisposable>(
    () => startRedis(join(folder, 'redis')),
    'redis',
    (container) => ({
      url: `redis://127.0.0.1:${container.port}`,
      [Symbol.asyncDispose]: () => container[Symbol.asyncDispose](),
    }),
  );
}
