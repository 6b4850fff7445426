/**
 * Second-factor prompts that the person did not approve, one for each attempt however many rows tell of it. A wrong code is
 * typed into a form, not answered on a telephone: no prompt. Google logs none but failed challenges, so those count there.
 */

import { attemptsOf, type IdentityEvent, type SignIn } from '@gatewatch/domain';

export type PromptKind = 'declined' | 'unanswered' | 'wrong number' | 'duplicate' | 'reported as fraud' | 'failed challenge';

export interface Prompt {
  readonly row: SignIn;
  readonly kind: PromptKind;
}

export function promptKind(row: SignIn): PromptKind | null {
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
      return row.provider === 'google' && row.failure === 'second-factor-failed' ? 'failed challenge' : null;
  }
}

export function isApproval(row: IdentityEvent, subject: string): row is SignIn {
  return row.kind === 'sign-in' && row.interactive && row.secondFactor === 'passed' && row.actor?.key === subject;
}

/** A flood is judged by its newest rows: more than any threshold asks for, few enough to be read at each row. */
const mostRows = 100;

/** Rows that may tell of a prompt or of its approval, oldest first, from `from` (Unix ms) on. */
export function promptRows(rows: readonly IdentityEvent[], from: number, subject: string): SignIn[] {
  const found: SignIn[] = [];
  for (let i = rows.length - 1; i >= 0 && found.length < mostRows; i--) {
    const row = rows[i];
    if (row === undefined || row.time < from) break;
    if (row.kind !== 'sign-in' || row.actor?.key !== subject) continue;
    if (promptKind(row) !== null || isApproval(row, subject)) found.push(row);
  }
  return found.reverse();
}

/** An attempt that was approved in the end is no prompt; else its last row that tells of one. */
export function promptsOf(rows: readonly IdentityEvent[]): readonly Prompt[] {
  const prompts: Prompt[] = [];
  for (const attempt of attemptsOf(rows)) {
    if (attempt.last.secondFactor === 'passed') continue;
    const row = attempt.rows.findLast((one) => promptKind(one) !== null);
    const kind = row === undefined ? null : promptKind(row);
    if (row !== undefined && kind !== null) prompts.push({ row, kind });
  }
  return prompts.sort((a, b) => a.row.time - b.row.time || (a.row.id < b.row.id ? -1 : 1));
}

/** `3 declined, 1 unanswered` */
export function countWords(prompts: readonly Prompt[]): string {
  const counts = new Map<PromptKind, number>();
  for (const { kind } of prompts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
