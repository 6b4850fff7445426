/** Through real Kafka and Redis. GATEWATCH_MONTH_USERS makes the organisation larger. */

import { randomUUID } from 'node:crypto';
import { kafkaBus, kafkaDefaults } from '@gatewatch/bus';
import type { Bus } from '@gatewatch/domain';
import { openRedis, redisDefaults, redisLedger, redisLinks } from '@gatewatch/ledger';
import { afterAll, describe, inject } from 'vitest';
import { equality } from './equality.ts';

const kafka = inject('kafka');
const redis = inject('redis');

describe.skipIf(kafka === null || redis === null)('real servers', () => {
  const stack = new AsyncDisposableStack();
  afterAll(() => stack.disposeAsync());
  let bus: Bus | null = null;
  equality('one process and Kafka with Redis', {
    bus: async () => (bus ??= stack.use(await kafkaBus({ ...kafkaDefaults, brokers: [kafka ?? ''], sessionMs: 6000 }))),
    async stores() {
      const settings = { ...redisDefaults, servers: [new URL(redis ?? '').host], prefix: `equality-${randomUUID()}` };
      const store = stack.use(await openRedis(settings, { warn() {} }));
      return { ledger: redisLedger(store), links: redisLinks(store) };
    },
    workers: [1, 2, 5],
    users: Number(process.env.GATEWATCH_MONTH_USERS ?? 4),
    days: 30,
  });
});
