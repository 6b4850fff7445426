/**
 * Second-factor prompts that the person did not approve, one for each attempt however many rows tell of it. A wrong code is
 * typed into a form, not answered on a telephone: no prompt. Google logs none but failed challenges, so those count there, and
 * it folds the challenges of one session into one row: each entry in its list of methods is one.
 */

import { attemptsOf, type Course, type IdentityEvent, type Past, type SignIn, secondMs } from '@gatewatch/domain';
import { isBoundToDevice } from './factor-strength.ts';

export type PromptKind = 'declined' | 'unanswered' | 'wrong number' | 'duplicate' | 'reported as fraud' | 'failed challenge';

export interface Prompt {
  readonly row: SignIn;
  readonly kind: PromptKind;
  /** How many prompts the row tells of: more than one only at Google. */
  readonly times: number;
}

export function promptKind(row: Course): PromptKind | null {
  if (!row.interactive || row.outcome === 'success') return null;
  switch (row.secondFactor) {
    case 'denied':
      return 'declined';
    case 'no-answer':
      return 'unanswered';
    case 'wrong-number':
      return 'wrong number';
    case 'duplicate-prompt':
      return 'duplicate';
    case 'fraud-reported':
      return 'reported as fraud';
    default:
      return row.failure === 'second-factor-failed' && mayBePush(row) ? 'failed challenge' : null;
  }
}

/** Google never says how a challenge failed. Entra leaves it out where the steps come later or not at all: then the method tells. */
function mayBePush({ provider, secondFactor, methods }: Course): boolean {
  return provider === 'google' || (secondFactor === 'unknown' && methods.some((method) => pushed.test(method)));
}

/** Methods that ring or light up the telephone, in either spelling of Entra's (`PhoneAppNotification`, `mobile app notification`). */
const pushed = /notification|voice|phone call/i;

/** A key in the hand answers no prompt that somebody far away asked for. */
export function isApproval(row: IdentityEvent, subject: string): row is SignIn {
  return row.kind === 'sign-in' && row.actor?.key === subject && isAnswer(row);
}

export function isAnswer(row: Course): boolean {
  return row.interactive && row.secondFactor === 'passed' && !row.methods.some(isBoundToDevice);
}

/** Failed challenges that Google folded into the row; at least one where the row itself is one. */
function challengesIn(row: SignIn): number {
  const own = promptKind(row) === null ? 0 : 1;
  if (row.provider !== 'google') return own;
  const challenges = row.methods.filter((method) => !firstFactors.has(method)).length;
  return Math.max(own, row.secondFactor === 'passed' ? challenges - 1 : challenges);
}

/** What Google lists before any challenge, or that nobody is asked for (sources.md 4.3). */
const firstFactors: ReadonlySet<string> = new Set(['password', 'none', 'captcha', 'recaptcha', 'login_location', 'saml', 'oidc']);

/** A flood is judged by its newest rows: more than any threshold asks for, few enough to be read at each row. */
const mostRows = 100;

/** Rows that may tell of a prompt or of its approval, oldest first, from `from` (Unix ms) on. */
export function promptRows(past: Past, from: number): SignIn[] {
  const { subject } = past;
  const found: SignIn[] = [];
  for (let back = 0; found.length < mostRows; back++) {
    const row = past.newest(back, from);
    if (row === undefined) break;
    if (row.kind !== 'sign-in' || row.actor?.key !== subject) continue;
    if (promptKind(row) !== null || isApproval(row, subject)) found.push(row);
  }
  return found.reverse();
}

/** An attempt that was approved in the end is no prompt, but for what Google folded into it; else its last row that tells of one. */
export function promptsOf(rows: readonly IdentityEvent[]): readonly Prompt[] {
  const prompts: Prompt[] = [];
  for (const attempt of attemptsOf(rows)) {
    const approved = attempt.last.secondFactor === 'passed';
    let told: Prompt | null = null;
    for (const row of attempt.rows) {
      const kind = promptKind(row) ?? (approved && row.provider === 'google' ? 'failed challenge' : null);
      const times = challengesIn(row);
      if (kind === null || times === 0 || (approved && row.provider !== 'google')) continue;
      if (told === null || times >= told.times) told = { row, kind, times };
    }
    if (told !== null) prompts.push(told);
  }
  prompts.sort((a, b) => a.row.time - b.row.time || (a.row.id < b.row.id ? -1 : 1));
  return withoutEchoes(prompts);
}

/**
 * Entra writes some failures of one request twice and more within a second or so (splunk/security_content#3134,
 * Azure-Sentinel#10230). Nobody is sent a second prompt and refuses it too in that time.
 */
const echoMs = 2 * secondMs;

function withoutEchoes(prompts: readonly Prompt[]): readonly Prompt[] {
  const heard = new Map<string, number>();
  return prompts.filter(({ row }) => {
    if (row.requestId === null) return true;
    const time = heard.get(row.requestId);
    if (time !== undefined && row.time - time <= echoMs) return false;
    heard.set(row.requestId, row.time);
    return true;
  });
}

/** `3 declined, 1 unanswered, 2 failed challenges` */
export function countWords(prompts: readonly Prompt[]): string {
  const counts = new Map<PromptKind, number>();
  for (const { kind, times } of prompts) counts.set(kind, (counts.get(kind) ?? 0) + times);
  return [...counts].map(([kind, count]) => `${count} ${kind}${count > 1 && nouns.has(kind) ? 's' : ''}`).join(', ');
}

const nouns: ReadonlySet<PromptKind> = new Set(['wrong number', 'duplicate', 'failed challenge']);
