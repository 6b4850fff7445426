/** A document on its way into an index: where it stands for ever, what it says, and where it came from. */

import { type Alert, type IdentityEvent, type RecordOrigin, secondMs } from '@gatewatch/domain';
import {
  alertIndex,
  ecsAlert,
  ecsEvent,
  ecsQuarantine,
  eventIndex,
  eventVersion,
  inertJson,
  type Period,
  type QuarantinedRecord,
  quarantineId,
} from '@gatewatch/formats';

export interface Document {
  readonly index: string;
  readonly id: string;
  /** External: a lower one never replaces a higher one. */
  readonly version: number;
  /** One line of JSON. */
  readonly body: string;
  readonly tenant: string;
  /** For the quarantine. */
  readonly origin: RecordOrigin;
}

export interface Filing {
  readonly namespace: string;
  /** Of the indices of events; alerts have a month each. */
  readonly period: Period;
}

/** `ingested`: Unix ms, our clock; rules of Elastic Security look for what is new by it. */
export function eventDocument(event: IdentityEvent, filing: Filing, origin: RecordOrigin, ingested: number): Document {
  return {
    index: eventIndex(filing.namespace, filing.period, event.time),
    id: event.id,
    version: eventVersion(event),
    body: inertJson(withIngested(ecsEvent(event), event.time, ingested)),
    tenant: event.tenant,
    origin,
  };
}

export function alertDocument(alert: Alert, filing: Filing, origin: RecordOrigin, ingested: number): Document {
  return {
    index: alertIndex(filing.namespace, alert),
    id: alert.id,
    version: alert.revision,
    body: inertJson(withIngested(ecsAlert(alert), alert.lastSeen, ingested)),
    tenant: alert.tenant,
    origin,
  };
}

/** A record that became no event: that it came, and why it is none. Its text stays in the quarantine. */
export function quarantineDocument(entry: QuarantinedRecord, filing: Filing, origin: RecordOrigin, ingested: number): Document {
  return {
    index: eventIndex(filing.namespace, filing.period, entry.received),
    id: quarantineId(entry),
    version: entry.received,
    body: inertJson(withIngested(ecsQuarantine(entry), entry.received, ingested)),
    tenant: entry.tenant,
    origin,
  };
}

interface Ingestible {
  readonly event: object;
  readonly gatewatch: object;
}

/** With the way from what it tells of (`time`, Unix ms) into the index, too. */
function withIngested({ event, gatewatch, ...document }: Ingestible, time: number, ingested: number): object {
  return {
    ...document,
    event: { ...event, ingested: new Date(ingested).toISOString() },
    gatewatch: { ...gatewatch, index_delay_seconds: (ingested - time) / secondMs },
  };
}

/** The two lines of a bulk. */
export function actionOf({ index, id, version, body }: Document): string {
  const action = `{"index":{"_index":"${index}","_id":${JSON.stringify(id)},"version":${version},"version_type":"external"}}`;
  return `${action}\n${body}\n`;
}
