/** Why no token came, in a sentence that says what to do (RFC 6749 5.2 and RFC 7523 3.1 name the codes). */

import type { Clock } from '../clock.ts';
import { answerOf } from './answer.ts';
import { reportsScope } from './endpoints.ts';
import { GoogleFailed } from './failure.ts';

export function tokenFailure(thrown: unknown, account: string, delegate: string, clock: Clock): GoogleFailed {
  if (thrown instanceof GoogleFailed) return thrown;
  const { status, reasons, text, retryAfterMs } = answerOf(thrown, clock);
  if (status === null) return new GoogleFailed('passing', `Google's token service was not reached (${text}).`, thrown);
  if (status === 429 || status >= 500)
    return new GoogleFailed('passing', `Google's token service answered ${status} (${text}).`, thrown, retryAfterMs);
  return new GoogleFailed('denied', `${sentence(reasons, text, account, delegate)} (Google: ${text}).`, thrown);
}

function sentence(reasons: readonly string[], text: string, account: string, delegate: string): string {
  const has = (...words: readonly string[]): boolean => words.some((word) => reasons.includes(word));
  if (has('unauthorized_client', 'access_denied', 'invalid_scope')) {
    return `${account} has no domain-wide delegation for ${reportsScope}: add its client id with this scope under Security, API controls, Domain-wide delegation in the Admin console`;
  }
  if (has('disabled_client', 'invalid_client', 'deleted_client'))
    return `the service account ${account} is disabled or deleted: enable it, or configure another`;
  if (/email or user|user id|account not found|not a valid email|invalid.*sub/i.test(text))
    return `${delegate} is no active user of the directory that trusts ${account}: correct \`delegate\``;
  if (/signature|no such key|key.*(not found|expired)/i.test(text))
    return `the key of ${account} is not valid any more: make a new one, or read without a key (serviceAccount)`;
  if (/timeframe|short-lived|iat|exp\b/i.test(text))
    return "the clock of this machine is wrong, so that Google refuses the service account's signature: set it by NTP";
  return `Google gives ${account} no token on behalf of ${delegate}`;
}
