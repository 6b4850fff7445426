/**
 * A flood cap and a digest: over its number, notices of one tenant in one window are held back and a summary tells of them at the
 * window's end. The summary's own row counts them: its revision is the number of notices of the window. Pure.
 */

import { type Delivery, type Severity, type Summarised, severities } from '@gatewatch/domain';
import type { Flood, Rule } from '../rule.ts';
import { spanOf } from './window.ts';

/** Critical ones pass a cap up to so many times its number. */
const criticalFactor = 10;
/** A summary names so many, and counts the rest. */
export const mostNamed = 200;

export function summaryId(tenant: string, { window }: Flood, now: number): string {
  return `summary ${tenant} ${new Date(spanOf(window, now).start).toISOString()}`;
}

/** The row as it shall stand, and the window's summary with it. `summary`: as it stands now, null where the window is new. */
export function flooded(
  rule: Rule,
  row: Delivery,
  summary: Delivery | null,
  now: number,
): { readonly row: Delivery; readonly summary: Delivery | null } {
  const { flood } = rule;
  const { alert, tenant } = row.parcel;
  if (flood === null || alert === null || row.told !== null || isAtOnce(flood, alert.severity)) return { row, summary: null };
  const count = (summary?.parcel.revision ?? 0) + 1;
  const most = alert.severity === 'critical' ? flood.most * criticalFactor : flood.most;
  const { end } = spanOf(flood.window, now);
  const over = count > most && alert.state !== 'withdrawn';
  const named = (summary?.parcel.summarised ?? []).filter((one) => one.alert !== alert.id);
  const parcel = {
    id: summaryId(tenant, flood, now),
    revision: count,
    tenant,
    notice: 'summary',
    alert: null,
    summarised: over ? [...named, summarised(row)].slice(-mostNamed) : named,
  } as const;
  return {
    row: over ? { ...row, state: 'held' } : row,
    summary: {
      destination: rule.name,
      parcel,
      state: parcel.summarised.length > 0 ? 'pending' : 'spared',
      attempts: 0,
      dueAt: end,
      since: end,
      lastError: null,
      told: null,
    },
  };
}

function isAtOnce({ atOnce }: Flood, severity: Severity): boolean {
  return atOnce !== null && severities.indexOf(severity) >= severities.indexOf(atOnce);
}

/** By the subject's key alone: what hides names must find none here. */
function summarised({ parcel: { alert } }: Delivery): Summarised {
  if (alert === null) throw new Error('a summary tells of alerts alone');
  const { id, revision, title, detector, severity, subject } = alert;
  return { alert: id, revision, title, detector: detector.id, severity, subject: subject.key };
}
