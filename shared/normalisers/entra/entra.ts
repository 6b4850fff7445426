/**
 * Microsoft Entra ID records to events: sign-ins of people and workloads, audit records by table, risk, rosters and policies; every
 * other category kept as `other`.
 */

import type { EventBase, FailureClass, IdentityEvent, Normaliser, OtherActivity, RecordContext } from '@gatewatch/domain';
import { parseAddress } from '../address.ts';
import { audit } from './audit.ts';
import { directory, eventTime, recordId, snapshotTime } from './base.ts';
import { type Fields, isFields, list, object, text } from './fields.ts';
import { riskyUser, service, user } from './identity.ts';
import { namedLocationChange } from './named-location.ts';
import { isOurs, type Opened, open } from './opened.ts';
import { risk } from './risk.ts';
import { resultOf, signIn } from './sign-in.ts';
import { snapshots } from './snapshot.ts';
import { versionHash } from './version-hash.ts';
import { workload } from './workload.ts';

const noGaps: readonly string[] = [];

export const entra: Normaliser = {
  provider: 'entra',

  recognises: isOurs,

  normalise(record, context) {
    const opened = open(record);
    if (opened === null) return { quarantined: { reason: 'unknown-shape', detail: 'no record of Entra ID' } };
    const gaps: string[] = [];
    const of = opened.category.startsWith('graph:') ? snapshotTime : eventTime;
    const when = of(opened, context, gaps);
    if (when === 'no-time') return { quarantined: { reason: 'no-time', detail: 'neither createdDateTime nor time' } };
    if (when === 'bad-time') return { quarantined: { reason: 'bad-time', detail: 'its time cannot be read' } };
    return { events: eventsOf(opened, context, when.time, when.processed, gaps) };
  },
};

function eventsOf(
  opened: Opened,
  context: RecordContext,
  time: number,
  processed: number | null,
  gaps: string[],
): readonly IdentityEvent[] {
  const { id, recordId: own } = recordId(opened, gaps);
  const home = directory(opened);
  const ip = addressOf(opened, gaps);
  /** `told`: the list itself, where more gaps may be found in what is read after the base. */
  const hashed = (actor: EventBase['actor'], hash: string, told: readonly string[] = gaps): EventBase => ({
    id,
    recordId: own,
    tenant: context.tenant,
    provider: 'entra',
    category: opened.category,
    time,
    processed,
    hash,
    gaps: told,
    actor,
    target: null,
    ip,
    place: null,
    network: null,
  });
  const base = (actor: EventBase['actor']): EventBase => hashed(actor, versionHash(opened));
  const person = (failure: FailureClass | null) =>
    user(opened.fields, home, failure, { tenant: context.tenant, rule: context.names }, gaps);
  switch (opened.category) {
    case 'SignInLogs':
    case 'NonInteractiveUserSignInLogs':
    case 'ADFSSignInLogs': {
      const result = resultOf(opened, gaps);
      const actor = person(result.failure);
      return [signIn(opened, hashed(actor, '', gaps.length === 0 ? noGaps : gaps), result)];
    }
    case 'ServicePrincipalSignInLogs':
    case 'MicrosoftServicePrincipalSignInLogs':
    case 'ManagedIdentitySignInLogs':
      return [workload(opened, base(service(opened.fields, home)), resultOf(opened, gaps))];
    case 'AuditLogs': {
      const change = audit(opened, base(null), home, gaps);
      const location = namedLocationChange(opened, change);
      return location === null ? [change] : [change, location];
    }
    case 'UserRiskEvents':
      return [risk(opened, base(person(null)))];
    case 'RiskyUsers':
      return [risk(opened, base(riskyUser(opened.fields, home, gaps)))];
    default:
      if (opened.category.startsWith('graph:')) {
        const rows = snapshots(opened.category, opened.fields, base(null), home, gaps);
        if (rows.length > 0) return rows;
      }
      return [other(opened, base(person(null)))];
  }
}

function other({ top, fields }: Opened, base: EventBase): OtherActivity {
  return {
    ...base,
    kind: 'other',
    operation: text(top.operationName) ?? text(fields.riskEventType) ?? base.category,
    result: 'unknown',
    action: 'other',
    subjectOf: null,
    before: null,
    after: null,
    correlationId: text(fields.correlationId) ?? text(top.correlationId),
    session: null,
  };
}

/** The address of the client: of the record's own fields first; audit records hide it in four places (sources.md 3.1). */
function addressOf({ top, fields, category }: Opened, gaps: string[]): string | null {
  const found = category === 'AuditLogs' ? auditAddress(top, fields) : (text(fields.ipAddress) ?? text(top.callerIpAddress));
  if (found === null) return null;
  const { ip, gap } = parseAddress(found);
  if (gap !== null) gaps.push(gap);
  return ip;
}

function auditAddress(top: Fields, fields: Fields): string | null {
  const initiated = text(object(object(fields.initiatedBy)?.user)?.ipAddress);
  if (initiated !== null) return initiated;
  for (const detail of list(fields.additionalDetails)) {
    if (isFields(detail) && text(detail.key)?.toLowerCase() === 'ipaddr') return text(detail.value);
  }
  return text(top.callerIpAddress);
}
