/** The bus contract over a real Kafka. */

import { describe, inject } from 'vitest';
import { busContract } from '../bus.contract.ts';
import { kafkaDefaults } from '../kafka-settings.ts';
import { platformaticBus } from './platformatic-bus.ts';

const kafka = inject('kafka');

describe.skipIf(kafka === null)('Apache Kafka', () => {
  busContract('the bus over @platformatic/kafka', () =>
    platformaticBus({ ...kafkaDefaults, client: 'platformatic', brokers: [kafka ?? ''], sessionMs: 3000 }),
  );
});
