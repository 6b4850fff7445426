/** Errors of @platformatic/kafka in our words: what the caller can do stands in the sentence, the cause is kept. */

import { BusFailed } from '@gatewatch/domain';
import { findErrorBy, GenericError } from '@platformatic/kafka';
import { credentialsRefused, elseWrong, notReached } from '../failures.ts';
import type { KafkaSettings } from '../kafka-settings.ts';

export function failed(settings: KafkaSettings, error: unknown): Error {
  if (!(error instanceof Error)) return new BusFailed(String(error));
  if (!GenericError.isGenericError(error)) return error;
  const has = (code: string) => findErrorBy(error, 'code', code);
  if (has('PLT_KFK_AUTHENTICATION') !== null) return credentialsRefused(settings, error);
  const unspoken = has('PLT_KFK_UNSUPPORTED_API');
  if (unspoken !== null)
    return new BusFailed(
      `this Kafka and @platformatic/kafka have no version of a request in common (${unspoken.message}): set kafka.client to kafkajs`,
      error,
    );
  const network = has('PLT_KFK_NETWORK') ?? has('PLT_KFK_TIMEOUT');
  if (network !== null) return notReached(settings, reasonOf(network), error);
  return elseWrong(settings, reasonOf(error), error);
}

/** The innermost that has something to say: the outer ones only count how often it failed. */
function reasonOf(error: Error): string {
  let reason = error;
  for (let depth = 0; depth < 8; depth++) {
    const inner: unknown = reason instanceof AggregateError ? reason.errors.at(-1) : reason.cause;
    if (!(inner instanceof Error) || inner.message === '') break;
    reason = inner;
  }
  return reason.message.replace(/\.$/, '');
}
