/**
 * Rows of one logical sign-in are one attempt before anything counts them (SEMANTICS.md 3.3): rows of one person, application
 * and address within 5 min, linked by request id or correlation id, closed by the first terminal row. Non-interactive rows
 * never join. Google: one profile, within 1 s. An attacker chooses the correlation id: it never makes ten prompts one, because
 * a terminal row (success, second factor failed, blocked, wrong password) closes its attempt, and because the correlation id alone
 * never joins two refusals of one code, where they stand on interrupted rows (50074 with "MFA denied").
 */

import { minuteMs, secondMs } from './durations.ts';
import type { IdentityEvent, SecondFactor, SignIn } from './identity-event.ts';

export interface Attempt {
  /** In (time, id) order, one or more. */
  readonly rows: readonly SignIn[];
  /** The row that says how it ended: the terminal one, else the last. */
  readonly last: SignIn;
  readonly closed: boolean;
}

const entraSpanMs = 5 * minuteMs;
const googleSpanMs = secondMs;

/** `rows` in (time, id) order, the view ends with the last of them. */
export function attemptsOf(rows: readonly IdentityEvent[]): readonly Attempt[] {
  const done: { rows: SignIn[]; last: SignIn; closed: boolean }[] = [];
  const open: { rows: SignIn[]; last: SignIn; closed: boolean }[] = [];
  for (const row of rows) {
    if (row.kind !== 'sign-in') continue;
    const joined = row.interactive ? open.findLast((attempt) => !attempt.closed && joins(attempt.rows, row)) : undefined;
    if (joined !== undefined) {
      joined.rows.push(row);
      joined.last = row;
      joined.closed = isTerminal(row);
      continue;
    }
    const attempt = { rows: [row], last: row, closed: !row.interactive || isTerminal(row) };
    done.push(attempt);
    if (!attempt.closed) open.push(attempt);
  }
  return done;
}

export function isTerminal(row: SignIn): boolean {
  if (row.provider === 'google') return false; // its rows of one second are one, whatever they say
  return (
    row.outcome === 'success' ||
    row.outcome === 'blocked' ||
    row.failure === 'second-factor-failed' ||
    row.failure === 'wrong-password'
  );
}

function joins(rows: readonly SignIn[], row: SignIn): boolean {
  const first = rows[0];
  if (first === undefined || first.provider !== row.provider || first.actor?.key !== row.actor?.key) return false;
  if (row.provider === 'google') return row.time - first.time <= googleSpanMs;
  if (row.time - first.time > entraSpanMs || first.ip !== row.ip || first.appId !== row.appId) return false;
  if (rows.some((other) => other.requestId !== null && other.requestId === row.requestId)) return true;
  const correlated = rows.some((other) => other.correlationId !== null && other.correlationId === row.correlationId);
  return correlated && !rows.some((other) => isAnotherPrompt(other, row));
}

/** The failed row (500121) of the same prompt has another code. */
function isAnotherPrompt(a: SignIn, b: SignIn): boolean {
  return a.code === b.code && refusals.has(a.secondFactor) && refusals.has(b.secondFactor);
}

/** What became of a prompt that was not approved. */
const refusals: ReadonlySet<SecondFactor> = new Set([
  'denied',
  'no-answer',
  'wrong-number',
  'wrong-code',
  'duplicate-prompt',
  'fraud-reported',
]);
