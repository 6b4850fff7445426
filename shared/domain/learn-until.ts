/**
 * The fact that keeps a first start quiet: rows of the provider that happened before its value (ISO 8601) are learnt from and never
 * judged. Logged for the tenant as a whole, before the rows that it is about. Unlike other facts it holds from its place in the log
 * for rows of any time; the latest one logged counts. In the log, so that a replay of the log judges the same.
 */

import type { Provider } from './identity-event.ts';

export function learnUntilFact(provider: Provider): string {
  return `learn-until/${provider}`;
}
