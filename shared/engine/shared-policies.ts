/** Lists of policies as rows keep them: sorted and bounded. */

import type { PolicyOutcome } from '@gatewatch/domain';

export const mostPolicies = 8;
export const noPolicies: readonly PolicyOutcome[] = [];

/** The least few by name: uniting stays the same in any order. `a` itself where nothing is to be done. */
export function united(a: readonly PolicyOutcome[], b: readonly PolicyOutcome[]): readonly PolicyOutcome[] {
  if (b.length === 0 && a.length < 2) return a;
  const all = new Map<string, PolicyOutcome>();
  for (const policy of [...a, ...b]) all.set(`${policy.name}\n${policy.result}\n${policy.controls.join('\n')}`, policy);
  return [...all]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .slice(0, mostPolicies)
    .map(([, policy]) => policy);
}

/** `list` is united: are the others the same in some order? */
export function isOrderOf(others: readonly PolicyOutcome[], list: readonly PolicyOutcome[]): boolean {
  if (others.length !== list.length) return false;
  let found = 0;
  for (let i = 0; i < others.length; i++) {
    const other = others[i];
    let at = list.length - 1;
    while (at >= 0 && !isSamePolicy(other, list[at])) at--;
    if (at < 0) return false;
    found |= 1 << at;
  }
  return found === (1 << list.length) - 1;
}

function isSamePolicy(a: PolicyOutcome | undefined, b: PolicyOutcome | undefined): boolean {
  if (a === undefined || b === undefined || a.name !== b.name || a.result !== b.result) return false;
  if (a.controls.length !== b.controls.length) return false;
  for (let i = 0; i < a.controls.length; i++) if (a.controls[i] !== b.controls[i]) return false;
  return true;
}
