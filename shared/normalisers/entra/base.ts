/** What every event says of its record: ids, times, directory, and what could not be believed. */

import type { RecordContext } from '@gatewatch/domain';
import { contentHash } from '../canonical.ts';
import { parseTime } from '../time-text.ts';
import { type Fields, id, isGuid, text } from './fields.ts';
import type { Opened } from './opened.ts';

export interface RecordId {
  /** `entra:<vendor id>`, or of the content's hash where the vendor gives none. */
  readonly id: string;
  readonly recordId: string;
}

const longestId = 200;
/** Categories whose `properties.id` is known to be unique; elsewhere only a GUID is believed. */
const withIds: ReadonlySet<string> = new Set([
  'SignInLogs',
  'NonInteractiveUserSignInLogs',
  'ServicePrincipalSignInLogs',
  'MicrosoftServicePrincipalSignInLogs',
  'ManagedIdentitySignInLogs',
  'ADFSSignInLogs',
  'AuditLogs',
  'UserRiskEvents',
]);
/** Their `id` is a user's or a policy's, and comes again in every export. */
const ofThings = /^(?:RiskyUsers$|graph:)/;

export function recordId(record: Opened, gaps: string[]): RecordId {
  const found = record.fields.id;
  if (typeof found === 'string' && found.length > 0 && found.length <= longestId) {
    if (withIds.has(record.category) || (isGuid(found) && !ofThings.test(record.category))) {
      const own = found.toWellFormed();
      return { id: `entra:${own}`, recordId: own };
    }
  }
  gaps.push('id-from-content');
  return { id: `entra:${contentHash(record.top)}`, recordId: text(found) ?? '' };
}

/**
 * From when a roster's row or a policy holds: when it was last changed or written; else, an export being undated, since the account
 * or policy exists; else since ever.
 */
export function snapshotTime({ fields }: Opened, context: RecordContext, gaps: string[]): EventTime | TimeFailure {
  const changed = present(fields.lastUpdatedDateTime) ?? present(fields.modifiedDateTime);
  if (changed === null) gaps.push('snapshot-undated');
  const stated = changed ?? present(fields.createdDateTime);
  if (stated === null) return { time: context.received ?? 0, processed: null };
  const time = typeof stated === 'string' ? parseTime(stated) : null;
  return time === null ? 'bad-time' : { time, processed: null };
}

export interface EventTime {
  readonly time: number;
  readonly processed: number | null;
}
export type TimeFailure = 'no-time' | 'bad-time';

/**
 * When it happened, as the vendor says; else when the vendor processed it; else when it reached us. A time that is there but
 * cannot be read is a failure of its own: another clock would put the event into the wrong window without a word.
 */
export function eventTime(record: Opened, context: RecordContext, gaps: string[]): EventTime | TimeFailure {
  const { top, fields } = record;
  const stated = present(fields.createdDateTime) ?? present(fields.activityDateTime) ?? present(top.createdDateTime);
  const happened = stated ?? present(fields.riskLastUpdatedDateTime) ?? present(fields.detectedDateTime);
  const published = present(top.time) ?? present(top.timeGenerated);
  const processed = typeof published === 'string' ? parseTime(published) : null;
  if (happened !== null) {
    const time = typeof happened === 'string' ? parseTime(happened) : null;
    if (time === null) return 'bad-time';
    if (published !== null && processed === null) gaps.push('processing-time-illegal');
    return { time, processed };
  }
  if (published !== null) {
    if (processed === null) return 'bad-time';
    gaps.push('time-from-processing');
    return { time: processed, processed };
  }
  if (context.received === null) return 'no-time';
  gaps.push('time-from-transport');
  return { time: context.received, processed: null };
}

/** A value that stands for a time, readable or not; null for the spellings of "none". */
function present(value: unknown): unknown {
  return value === undefined || value === null || value === '' ? null : value;
}

/** The directory in which the record's object ids are unique: the user's home, else the record's tenant. */
export function directory({ top, fields }: Opened): string | null {
  return id(fields.homeTenantId) ?? ownTenant(top) ?? id(fields.resourceTenantId);
}

/** The tenant that wrote the record. In Log Analytics `TenantId` is the workspace, `AADTenantId` the tenant. */
function ownTenant(top: Fields): string | null {
  const named = id(top.aadTenantId);
  if (named !== null) return named;
  const path = text(top.resourceId)?.toLowerCase();
  const fromPath = path?.startsWith('/tenants/') ? id(path.split('/')[2]) : null;
  return top.timeGenerated === undefined ? (id(top.tenantId) ?? fromPath) : fromPath;
}
