/** What a new revision of an alert changes in the row of a destination. Pure. */

import { type Alert, type Delivery, severities } from '@gatewatch/domain';
import { isFor, type Rule } from '../rule.ts';

/** Null: nothing changes. `now` is Unix ms. */
export function owe(rule: Rule, alert: Alert, known: Delivery | null, now: number): Delivery | null {
  if (known !== null && alert.revision <= known.parcel.revision) return null;
  if (!isFor(rule, alert) && (known === null || (known.told === null && known.state !== 'pending'))) return null;
  const parcel = {
    id: alert.id,
    revision: alert.revision,
    tenant: alert.tenant,
    notice: 'amended',
    alert,
    summarised: [],
  } as const;
  const fresh = {
    destination: rule.name,
    parcel,
    state: 'pending',
    attempts: 0,
    lastError: null,
    told: known?.told ?? null,
  } as const;
  const soon = alert.severity === 'critical' || rule.gatherMs === 0 ? now : (Math.floor(now / rule.gatherMs) + 1) * rule.gatherMs;
  if (known === null) return { ...fresh, parcel: { ...parcel, notice: 'opened' }, dueAt: soon, since: now };
  const waits = known.state === 'pending' && known.parcel.notice !== 'reminder';
  // Not yet told: the newest revision goes in the place of the older one. A withdrawal too: the older may be in flight.
  if (known.told === null)
    return { ...fresh, dueAt: waits ? Math.min(known.dueAt, soon) : soon, since: waits ? known.since : now };
  const urgent = alert.state === 'withdrawn' || severities.indexOf(alert.severity) > severities.indexOf(known.told.severity);
  const dueAt = urgent ? soon : now + rule.coalesceMs;
  return { ...fresh, dueAt: waits ? Math.min(known.dueAt, dueAt) : dueAt, since: waits ? known.since : now };
}
