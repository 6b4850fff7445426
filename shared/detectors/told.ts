/** A mail program polls and a session refreshes all day: the same stay of a stranger is told again only after some hours. */

import { hourMs, type Past, type SignIn } from '@gatewatch/domain';

const againMs = 6 * hourMs;

/**
 * Did a finding of this detector within the last six hours tell of a row like this one: same network, same outcome, by hand or
 * not? Time (Unix ms) of the latest such finding, else null.
 */
export function toldAt(row: SignIn, past: Past, detector: string): number | null {
  for (let i = past.findings.length - 1; i >= 0; i--) {
    const finding = past.findings[i];
    if (finding === undefined || finding.detector !== detector || finding.time < row.time - againMs) continue;
    const told = past.rows.find(({ id }) => id === finding.rowId);
    if (told?.kind === 'sign-in' && isAlike(told, row)) return finding.time;
  }
  return null;
}

function isAlike(a: SignIn, b: SignIn): boolean {
  if (a.outcome !== b.outcome || a.interactive !== b.interactive || a.appId !== b.appId || a.route.legacy !== b.route.legacy) {
    return false;
  }
  return a.network?.asn != null ? a.network.asn === b.network?.asn : a.ip !== null && a.ip === b.ip;
}
