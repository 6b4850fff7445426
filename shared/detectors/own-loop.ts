/** Prompts that the person's own machine asks for, over and over: a sign-in-frequency loop, and nobody looks at the telephone. */

import type { Past, SignIn } from '@gatewatch/domain';
import { isOwnDevice, knowsDevice, knowsNetwork } from './familiar.ts';
import type { Prompt } from './prompts.ts';

/**
 * Prompts that the person's own device asks for, or a known one in a usual network: a sign-in-frequency loop, or a number mistyped.
 * Not those that were declined or reported: somebody said no to them.
 */
export function isOwnLoop({ row, kind }: Prompt, past: Past): boolean {
  if (kind === 'declined' || kind === 'reported as fraud') return false;
  if (isOwnDevice(row, past)) return true;
  const { profile } = past;
  if (!knowsNetwork(row, profile)) return false;
  if (row.provider !== 'google') return knowsDevice(row, profile);
  // Google names no device: codes typed wrong, what was approved in the same row, or an address that was let in before that day.
  return row.secondFactor === 'wrong-code' || row.secondFactor === 'passed' || wasLetIn(row, past);
}

function wasLetIn(row: SignIn, { rows, subject }: Past): boolean {
  return rows.some(
    (other) =>
      other.time < row.time &&
      other.kind === 'sign-in' &&
      other.outcome === 'success' &&
      other.ip === row.ip &&
      other.actor?.key === subject,
  );
}
