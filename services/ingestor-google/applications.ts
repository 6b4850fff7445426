/**
 * How late each report may come, by what Google documents and others observed (support.google.com/a/answer/7061566): so far back each
 * window reads again what was read before. What comes later still is found by the daily reconciliation.
 */

import { hourMs, minuteMs } from '@gatewatch/domain';
import type { GoogleSource } from '@gatewatch/runtime';

export type Application = GoogleSource['applications'][number];

/** Overlap of windows, ms. */
export const overlapMs: Readonly<Record<Application, number>> = {
  login: 3 * hourMs, // "near real time"; 30 min to 3 h were observed
  user_accounts: hourMs, // "tens of minutes"
  admin: 30 * minuteMs, // "near real time", a couple of minutes
  token: 4 * hourMs, // "a couple of hours"
  saml: 30 * minuteMs, // "near real time"
  mobile: 4 * hourMs, // "near real time", but may hold what is 4 h older
};
