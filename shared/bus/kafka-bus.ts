/** The bus over Apache Kafka, by the client library that the settings name; only that one is loaded. */

import type { Bus } from '@gatewatch/domain';
import type { KafkaSettings } from './kafka-settings.ts';

/** Throws BusFailed where no broker answers or the credentials are refused. */
export async function kafkaBus(settings: KafkaSettings): Promise<Bus> {
  return settings.client === 'platformatic'
    ? (await import('./platformatic/platformatic-bus.ts')).platformaticBus(settings)
    : (await import('./kafkajs/kafkajs-bus.ts')).kafkajsBus(settings);
}
