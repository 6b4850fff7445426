/** What we, the person or the vendor said of the account in the hours before it registered something. */

import {
  type Change,
  hourMs,
  type IdentityEvent,
  isVendorOwned,
  label,
  minuteMs,
  type Options,
  type Past,
} from '@gatewatch/domain';
import { knowsNetwork, knowsPlace } from './familiar.ts';
import type { Reason } from './reason.ts';
import { spanWords } from './words.ts';

/** Findings of these follow from registrations: counting them would count one thing twice. */
const family: ReadonlySet<string> = new Set(['device-registration', 'factor-registration']);

export function warnings(row: Change, past: Past, options: Options): readonly Reason[] {
  const from = row.time - (options.riskHours ?? 12) * hourMs;
  const ago = (time: number) => `${spanWords((row.time - time) / minuteMs)} before`;
  const reasons: Reason[] = [];
  const found = past.findings
    .filter((one) => one.time >= from && !family.has(one.detector) && one.severity !== 'low')
    .sort((a, b) => weightOf(a.severity) - weightOf(b.severity) || a.time - b.time)
    .at(-1);
  if (found !== undefined) {
    const words = `${found.detector} was found (${found.severity}) ${ago(found.time)}`;
    reasons.push({ points: weightOf(found.severity), words, rows: [found.rowId] });
  }
  const said = past.rows.findLast((one) => one.time >= from && isReport(one, past.subject));
  if (said !== undefined && 'operation' in said) {
    const points = said.result === 'failure' ? 1 : 3; // an attempt that the vendor stopped opened nothing
    reasons.push({ points, words: `'${label(said.operation, 60)}' was reported ${ago(said.time)}`, rows: [said.id] });
  }
  const risky = past.rows.findLast((one) => one.time >= from && riskOf(one, past) > 0);
  if (risky?.kind === 'sign-in') {
    const level = label(risky.risk?.level ?? 'compromised', 20);
    const words = `the vendor calls the risk of a sign-in ${ago(risky.time)} ${level}`;
    reasons.push({ points: riskOf(risky, past), words, rows: [risky.id] });
  }
  return reasons;
}

function weightOf(severity: string): number {
  return severity === 'high' || severity === 'critical' ? 3 : 2;
}

/** The person's report, or the vendor's warning of an attempt that it stopped or of a session that it ended. */
export function isReport(row: IdentityEvent, subject: string): boolean {
  return row.kind === 'risk-signal' && row.action === 'reported' && (row.target?.key ?? row.actor?.key) === subject;
}

/**
 * Extra evidence, never the base: without a premium licence it is always 0. What was dismissed or remediated is no risk. A new
 * machine at home is unfamiliar to the vendor too: there a middling verdict says little.
 */
function riskOf(row: IdentityEvent, { subject, profile }: Past): number {
  if (row.kind !== 'sign-in' || row.risk === null || row.outcome !== 'success' || row.actor?.key !== subject) return 0;
  const state = row.risk.state?.toLowerCase() ?? '';
  if (state === 'dismissed' || state === 'confirmedsafe' || state === 'remediated') return 0;
  const level = row.risk.level?.toLowerCase() ?? '';
  if (level === 'high' || state === 'confirmedcompromised') return 3;
  if (level !== 'medium' && level !== 'suspicious') return 0;
  return (isVendorOwned(row.network) || knowsPlace(row, profile)) && knowsNetwork(row, profile) ? 1 : 2;
}
