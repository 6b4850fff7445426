/**
 * Why no page came, in a sentence that says what to do. Quota comes as 429, 503, or as 403 with a reason of its own
 * (developers.google.com/workspace/admin/reports/v1/limits); every other 401 and 403 is a right that is missing.
 */

import type { Clock } from '../clock.ts';
import { answerOf } from './answer.ts';
import { reportsScope } from './endpoints.ts';
import { GoogleFailed } from './failure.ts';

const quotaReasons = [
  'ratelimitexceeded',
  'userratelimitexceeded',
  'quotaexceeded',
  'dailylimitexceeded',
  'rate_limit_exceeded',
  'resource_exhausted',
];

export interface Asked {
  readonly delegate: string;
  readonly customer: string | null;
  readonly application: string;
  /** The page was asked for by a token of the page before it. */
  readonly token: boolean;
}

export function pageFailure(thrown: unknown, asked: Asked, clock: Clock): GoogleFailed {
  if (thrown instanceof GoogleFailed) return thrown;
  const { status, reasons, text, retryAfterMs } = answerOf(thrown, clock);
  const has = (...words: readonly string[]): boolean => words.some((word) => reasons.includes(word));
  const { application } = asked;
  if (status === null) return new GoogleFailed('passing', `the Reports API was not reached (${text}).`, thrown);
  if (status === 429 || status === 503 || (status === 403 && has(...quotaReasons))) {
    return new GoogleFailed('quota', `Google answers ${status}: too many queries (${text}).`, thrown, retryAfterMs);
  }
  if (status >= 500 || status === 408)
    return new GoogleFailed('passing', `Google answers ${status} (${text}).`, thrown, retryAfterMs);
  if (asked.token && (status === 400 || status === 404 || status === 410)) {
    return new GoogleFailed(
      'page',
      `Google knows the next page of ${application} no more (${text}): the window begins again.`,
      thrown,
    );
  }
  return new GoogleFailed('denied', `${sentence(status, has, text, asked)} (Google: ${status}, ${text}).`, thrown);
}

function sentence(status: number, has: (...words: readonly string[]) => boolean, text: string, asked: Asked): string {
  const { delegate, customer, application } = asked;
  if (has('accessnotconfigured', 'service_disabled'))
    return 'the Admin SDK API is switched off in the project of the service account: enable admin.googleapis.com there';
  if (has('insufficientpermissions', 'access_token_scope_insufficient') || /insufficient.*scope/i.test(text))
    return `the token lacks the scope ${reportsScope}: add it to the domain-wide delegation of the service account`;
  if (status === 401 || status === 403)
    return `${delegate} may not read the ${application} report: give it an administrator role with the privilege Reports`;
  if (customer !== null && (/customer/i.test(text) || status === 404))
    return `${delegate} knows no customer ${customer}: correct \`customer\`, or leave it out to read its own`;
  return `Google refuses the question for the ${application} report`;
}
