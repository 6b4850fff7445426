/**
 * A flood cap: over its number, notices of one tenant in one window are held back and a summary tells of them at the window's
 * end. The summary's own row counts them: its revision is the number of notices of the window. Critical ones pass, up to ten
 * times the cap. Pure.
 */

import type { Delivery, Summarised } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';

const criticalFactor = 10;
/** A summary names so many, and counts the rest. */
export const mostNamed = 200;

export function summaryId(tenant: string, now: number, windowMs: number): string {
  return `summary ${tenant} ${new Date(Math.floor(now / windowMs) * windowMs).toISOString()}`;
}

/** The row as it shall stand, and the window's summary with it. `summary`: as it stands now, null where the window is new. */
export function capped(
  rule: Rule,
  row: Delivery,
  summary: Delivery | null,
  now: number,
): { readonly row: Delivery; readonly summary: Delivery | null } {
  const { cap } = rule;
  const { alert, tenant } = row.parcel;
  if (cap === null || alert === null || row.told !== null) return { row, summary: null };
  const count = (summary?.parcel.revision ?? 0) + 1;
  const most = alert.severity === 'critical' ? cap.most * criticalFactor : cap.most;
  const id = summaryId(tenant, now, cap.windowMs);
  const end = (Math.floor(now / cap.windowMs) + 1) * cap.windowMs;
  const over = count > most && alert.state !== 'withdrawn';
  const named = summary?.parcel.summarised ?? [];
  const parcel = {
    id,
    revision: count,
    tenant,
    notice: 'summary',
    alert: null,
    summarised: over ? [...named.filter((one) => one.alert !== alert.id), summarised(row)].slice(-mostNamed) : named,
  } as const;
  return {
    row: over ? { ...row, state: 'held' } : row,
    summary: {
      destination: rule.name,
      parcel,
      state: over || summary?.state === 'pending' ? 'pending' : 'spared',
      attempts: 0,
      dueAt: end,
      since: end,
      lastError: null,
      told: null,
    },
  };
}

function summarised({ parcel: { alert } }: Delivery): Summarised {
  if (alert === null) throw new Error('a summary tells of alerts alone');
  const { id, revision, title, detector, severity, subject } = alert;
  return { alert: id, revision, title, detector: detector.id, severity, subject: subject.name ?? subject.key };
}
