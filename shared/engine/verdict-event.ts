/** An analyst's verdict on an alert as an event of the log (SEMANTICS.md 5.4). */

import { type Alert, type Disposition, deviceKey, type IdentityEvent, placeKey, type Verdict } from '@gatewatch/domain';

export interface VerdictGiven {
  /** Unique in a tenant. */
  readonly id: string;
  /** Unix ms: the tenant's progress. */
  readonly time: number;
  readonly disposition: Disposition;
  readonly note?: string;
  readonly analyst?: string | null;
}

/** Carries the places and devices that the alert's evidence shows, so that it means the same wherever it is read. */
export function verdictEvent(
  alert: Pick<Alert, 'id' | 'tenant' | 'subject' | 'evidence'>,
  { id, time, disposition, note = '', analyst = null }: VerdictGiven,
): Verdict {
  const rows = alert.evidence.events.map((event) => event.row as IdentityEvent); // copied in as the timeline keeps them
  return {
    kind: 'verdict',
    id: `verdict:${id}`,
    recordId: id,
    tenant: alert.tenant,
    provider: rows[0]?.provider ?? 'entra',
    category: 'verdict',
    time,
    processed: null,
    hash: '',
    gaps: [],
    actor: null,
    target: { key: alert.subject.key, address: null, id: null, directory: null, name: null, kind: 'unknown' },
    ip: null,
    place: null,
    network: null,
    alert: alert.id,
    disposition,
    note,
    analyst,
    places: known(rows.map(placeKey)),
    devices: known(rows.map((row) => (row.kind === 'sign-in' ? deviceKey(row) : null))),
  };
}

function known(keys: readonly (string | null)[]): readonly string[] {
  return [...new Set(keys.flatMap((key) => key ?? []))];
}
