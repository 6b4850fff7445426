/** Conditional access results: those that acted, and those that only reported, kept apart (sources.md 1.7). */

import type { PolicyOutcome } from '@gatewatch/domain';
import { type Fields, isFields, list, text } from './fields.ts';

export interface PolicyOutcomes {
  readonly policies: readonly PolicyOutcome[];
  readonly reportOnly: readonly PolicyOutcome[];
}

const none: PolicyOutcomes = { policies: [], reportOnly: [] };
const mostPolicies = 64; // a tenant may hold 240; those that act on one sign-in are few

/** A policy that did not apply or is off says nothing of the sign-in and is left out, report-only or not. */
export function policyOutcomes(value: unknown): PolicyOutcomes {
  const applied = list(value);
  if (applied.length === 0) return none;
  const policies: PolicyOutcome[] = [];
  const reportOnly: PolicyOutcome[] = [];
  for (const policy of applied) {
    if (!isFields(policy) || policies.length + reportOnly.length === mostPolicies) continue;
    const result = text(policy.result);
    if (result === null || result === 'notApplied' || result === 'notEnabled' || result === 'reportOnlyNotApplied') continue;
    const outcome: PolicyOutcome = {
      name: text(policy.displayName) ?? text(policy.id) ?? '',
      result,
      controls: controls(policy),
    };
    if (result.startsWith('reportOnly')) reportOnly.push(outcome);
    else if (result === 'success' || result === 'failure' || result.startsWith('unknown')) policies.push(outcome);
  }
  return policies.length + reportOnly.length === 0 ? none : { policies, reportOnly };
}

/** What it demanded, sixteen of each kind at most. */
function controls(policy: Fields): readonly string[] {
  const words: string[] = [];
  addWords(words, list(policy.enforcedGrantControls));
  addWords(words, list(policy.enforcedSessionControls));
  return words;
}

function addWords(words: string[], said: readonly unknown[]): void {
  const most = words.length + 16;
  for (let i = 0; i < said.length; i++) {
    const word = text(said[i]);
    if (word !== null && words.length < most) words.push(word.toLowerCase());
  }
}
