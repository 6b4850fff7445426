/** kafkajs' errors in our words: what the caller can do stands in the sentence, the cause is kept. */

import { BusFailed } from '@gatewatch/domain';
import type { KafkaSettings } from '../kafka-settings.ts';

export function failed(settings: KafkaSettings, error: unknown): Error {
  if (!(error instanceof Error) || !error.name.startsWith('KafkaJS'))
    return error instanceof Error ? error : new BusFailed(String(error));
  const where = settings.brokers.join(', ');
  const root = rootOf(error);
  if (root.name === 'KafkaJSSASLAuthenticationError')
    return new BusFailed(`Kafka at ${where} refuses the credentials: check kafka.sasl`, error);
  if (
    root.name === 'KafkaJSConnectionError' ||
    root.name === 'KafkaJSConnectionClosedError' ||
    root.name === 'KafkaJSRequestTimeoutError'
  )
    return new BusFailed(`Kafka at ${where} cannot be reached (${root.message}): check kafka.brokers and that it runs`, error);
  return new BusFailed(`Kafka at ${where}: ${root.message}`, error);
}

function rootOf(error: Error): Error {
  let root = error;
  for (let depth = 0; depth < 8 && root.cause instanceof Error && root.cause.name.startsWith('KafkaJS'); depth++)
    root = root.cause;
  return root;
}
