/** Errors of @platformatic/kafka in our words: what the caller can do stands in the sentence, the cause is kept. */

import { BusFailed } from '@gatewatch/domain';
import { GenericError } from '@platformatic/kafka';
import { credentialsRefused, elseWrong, notReached } from '../failures.ts';
import type { KafkaSettings } from '../kafka-settings.ts';

/** Kafka's own words for a login that it does not accept. */
const refusals: ReadonlySet<unknown> = new Set([
  'SASL_AUTHENTICATION_FAILED',
  'ILLEGAL_SASL_STATE',
  'UNSUPPORTED_SASL_MECHANISM',
]);

export function failed(settings: KafkaSettings, error: unknown): Error {
  if (!(error instanceof Error)) return new BusFailed(String(error));
  if (!GenericError.isGenericError(error)) return error;
  const errors = within(error);
  const ours = errors.find((one) => one instanceof BusFailed); // no token was to be had
  if (ours !== undefined) return ours;
  const has = (code: string) => errors.find((one) => codeOf(one) === code);
  const last = errors.at(-1) ?? error;
  // A login that broke off for another reason is an authentication error too; what is within it tells them apart.
  if (codeOf(last) === 'PLT_KFK_AUTHENTICATION' || errors.some((one) => refusals.has(Reflect.get(one, 'apiId'))))
    return credentialsRefused(settings, error);
  const unspoken = has('PLT_KFK_UNSUPPORTED_API');
  if (unspoken !== undefined)
    return new BusFailed(
      `this Kafka and @platformatic/kafka have no version of a request in common (${unspoken.message}): set kafka.client to kafkajs`,
      error,
    );
  const reason = last.message.replace(/\.$/, '');
  const unreached = has('PLT_KFK_NETWORK') ?? has('PLT_KFK_TIMEOUT');
  return unreached !== undefined ? notReached(settings, reason, error) : elseWrong(settings, reason, error);
}

/** The error, then what is within it, the innermost last: the outer ones only count how often it failed. */
function within(error: Error, depth = 0): readonly Error[] {
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  const errors = inner.filter((one): one is Error => one instanceof Error && one.message !== '');
  return depth > 8 ? [error] : [error, ...errors.flatMap((one) => within(one, depth + 1))];
}

function codeOf(error: Error): unknown {
  return Reflect.get(error, 'code');
}
