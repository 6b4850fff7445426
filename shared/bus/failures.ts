/** What goes wrong with a Kafka in sentences that are the same whichever client found out. */

import { BusFailed } from '@gatewatch/domain';
import type { KafkaSettings } from './kafka-settings.ts';

export function credentialsRefused(settings: KafkaSettings, cause: unknown): BusFailed {
  return new BusFailed(`Kafka at ${where(settings)} refuses the credentials: check kafka.sasl`, cause);
}

export function notReached(settings: KafkaSettings, reason: string, cause: unknown): BusFailed {
  const tls = /certificate|self.signed|SSL|TLS/i.test(reason);
  const remedy = tls ? 'check kafka.tls and that the port speaks TLS' : 'check kafka.brokers and that it runs';
  return new BusFailed(`Kafka at ${where(settings)} cannot be reached (${reason}): ${remedy}`, cause);
}

export function elseWrong(settings: KafkaSettings, reason: string, cause: unknown): BusFailed {
  return new BusFailed(`Kafka at ${where(settings)}: ${reason}`, cause);
}

function where({ brokers }: KafkaSettings): string {
  return brokers.join(', ');
}
