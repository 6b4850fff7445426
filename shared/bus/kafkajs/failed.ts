/** kafkajs' errors in our words: what the caller can do stands in the sentence, the cause is kept. */

import { BusFailed } from '@gatewatch/domain';
import { credentialsRefused, elseWrong, notReached } from '../failures.ts';
import type { KafkaSettings } from '../kafka-settings.ts';

const unreached: ReadonlySet<string> = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
]);

export function failed(settings: KafkaSettings, error: unknown): Error {
  if (!(error instanceof Error)) return new BusFailed(String(error));
  if (!error.name.startsWith('KafkaJS')) return error;
  const root = rootOf(error);
  if (root.cause instanceof BusFailed) return root.cause; // no token was to be had
  const refused = root.name === 'KafkaJSSASLAuthenticationError';
  if (refused) return credentialsRefused(settings, error);
  return unreached.has(root.name) ? notReached(settings, root.message, error) : elseWrong(settings, root.message, error);
}

function rootOf(error: Error): Error {
  let root = error;
  for (let depth = 0; depth < 8 && root.cause instanceof Error && root.cause.name.startsWith('KafkaJS'); depth++)
    root = root.cause;
  return root;
}
