/** Microsoft Entra ID records to events: sign-ins of people and audit records by table, every other category kept as `other`. */

import {
  type EventBase,
  hash64,
  type IdentityEvent,
  type Normaliser,
  type OtherActivity,
  type RecordContext,
} from '@gatewatch/domain';
import { parseAddress } from '../address.ts';
import { audit } from './audit.ts';
import { directory, eventTime, recordId } from './base.ts';
import { type Fields, isFields, list, object, text } from './fields.ts';
import { service, user } from './identity.ts';
import { isOurs, type Opened, open } from './opened.ts';
import { resultOf, signIn } from './sign-in.ts';

// Without a key of the operator's own, a typed name still never stands in clear; it could be guessed by who knows this text.
const nameKey = 'gatewatch';
const noGaps: readonly string[] = [];

export const entra: Normaliser = {
  provider: 'entra',

  recognises: isOurs,

  normalise(record, context) {
    const opened = open(record);
    if (opened === null) return { quarantined: { reason: 'unknown-shape', detail: 'no record of Entra ID' } };
    const gaps: string[] = [];
    const when = eventTime(opened, context, gaps);
    if (when === 'no-time') return { quarantined: { reason: 'no-time', detail: 'neither createdDateTime nor time' } };
    if (when === 'bad-time') return { quarantined: { reason: 'bad-time', detail: 'its time cannot be read' } };
    return { events: [eventOf(opened, context, when.time, when.processed, gaps)] };
  },
};

function eventOf(opened: Opened, context: RecordContext, time: number, processed: number | null, gaps: string[]): IdentityEvent {
  const { id, recordId: own } = recordId(opened, gaps);
  const home = directory(opened);
  const ip = addressOf(opened, gaps);
  const base = (actor: EventBase['actor']): EventBase => ({
    id,
    recordId: own,
    tenant: context.tenant,
    provider: 'entra',
    category: opened.category,
    time,
    processed,
    hash: versionHash(opened),
    gaps: gaps.length === 0 ? noGaps : gaps,
    actor,
    target: null,
    ip,
    place: null,
    network: null,
  });
  switch (opened.category) {
    case 'SignInLogs':
    case 'NonInteractiveUserSignInLogs': {
      const result = resultOf(opened, gaps);
      const names = { key: nameKey, tenant: context.tenant };
      return signIn(opened, base(user(opened.fields, home, result.failure, names, gaps)), result);
    }
    case 'AuditLogs':
      return audit(opened, base(null), home, gaps);
    default:
      return other(opened, base(subjectOf(opened, home)));
  }
}

/** Who a record of another category is about: a workload, or a person by id. */
function subjectOf({ category, fields }: Opened, home: string | null): EventBase['actor'] {
  if (category === 'ServicePrincipalSignInLogs' || category === 'ManagedIdentitySignInLogs') return service(fields, home);
  return user(fields, home, null, { key: nameKey, tenant: '' }, []);
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

/** What may differ between copies of one record, in a text: breaks ties where the processing time is the same. */
function versionHash({ top, fields }: Opened): string {
  const status = object(fields.status);
  const parts = [
    status?.errorCode,
    status?.additionalDetails,
    fields.riskState,
    fields.riskLevelDuringSignIn,
    fields.riskLevelAggregated,
    fields.conditionalAccessStatus,
    fields.result,
    top.resultType,
    top.time,
  ];
  const written: string[] = [];
  for (const part of parts) if (typeof part === 'string' || typeof part === 'number') written.push(`${part}`, '|');
  for (const step of list(fields.authenticationDetails)) {
    if (!isFields(step)) continue;
    written.push(`${text(step.authenticationMethod)}`, `${text(step.authenticationStepResultDetail)}`);
    written.push(step.succeeded === true ? 'true|' : 'false|');
  }
  written.push(`${list(fields.appliedConditionalAccessPolicies).length}`);
  return hash64(...written);
}
