/** Where a document stands, for ever: the same document has the same index, id and version whenever and by whomever it is written. */

import { type Alert, hash32, hash64, type IdentityEvent } from '@gatewatch/domain';
import type { QuarantinedRecord } from '../siem/ecs-quarantine.ts';

export const periods = ['day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

/** Name of the alias, and what the names of its indices begin with. */
export function eventAlias(namespace: string): string {
  return `logs-gatewatch.events-${namespace}`;
}

export function alertAlias(namespace: string): string {
  return `gatewatch-alerts-${namespace}`;
}

/** By the event's own time: `logs-gatewatch.events-default-2026.05.04`, `-2026.w19` or `-2026.05`. */
export function eventIndex(namespace: string, period: Period, time: number): string {
  return `${eventAlias(namespace)}-${periodOf(period, time)}`;
}

/** By the time of the alert's anchor: `gatewatch-alerts-default-2026.05`. */
export function alertIndex(namespace: string, alert: Pick<Alert, 'anchoredAt' | 'firstSeen'>): string {
  return `${alertAlias(namespace)}-${periodOf('month', alert.anchoredAt ?? alert.firstSeen)}`;
}

/**
 * External version of an event (SEMANTICS.md 3.1): processing ms × 1024 + the first ten bits of the hash, so that the copy that is
 * greatest in (processing time, hash) wins. A signal's is its bucket's count (6.2).
 */
export function eventVersion(event: IdentityEvent): number {
  if (event.kind === 'signal') return event.count;
  const bits = /^[0-9a-f]{3}/.test(event.hash) ? Number.parseInt(event.hash.slice(0, 3), 16) >> 2 : hash32(event.hash) >>> 22;
  return Math.max(0, event.processed ?? 0) * 1024 + bits;
}

/** Of a record that became no event: by where it stood, so that it is one however often it is read. */
export function quarantineId({ tenant, origin }: Pick<QuarantinedRecord, 'tenant' | 'origin'>): string {
  return `quarantine-${hash64(`${tenant}\n${origin.source}\n${origin.position}`)}`;
}

/** When everything in the index is older than the time: Unix ms of its period's end; null where it is none of the alias's indices. */
export function endOfIndex(alias: string, index: string): number | null {
  if (!index.startsWith(`${alias}-`)) return null;
  const [, year = '', week, month, day] =
    /^(\d{4})\.(?:w(\d{2})|(\d{2})(?:\.(\d{2}))?)$/.exec(index.slice(alias.length + 1)) ?? [];
  if (week !== undefined) return firstMonday(Number(year)) + Number(week) * 7 * dayMs;
  if (month === undefined) return null;
  if (day !== undefined) return Date.UTC(Number(year), Number(month) - 1, Number(day) + 1);
  return Date.UTC(Number(year), Number(month), 1);
}

const dayMs = 86_400_000;

function periodOf(period: Period, time: number): string {
  const iso = new Date(time).toISOString();
  if (period === 'day') return iso.slice(0, 10).replaceAll('-', '.');
  if (period === 'month') return iso.slice(0, 7).replace('-', '.');
  // ISO 8601: the week belongs to the year of its Thursday.
  const thursday = new Date(mondayOf(time) + 3 * dayMs);
  const week = Math.floor((thursday.getTime() - firstMonday(thursday.getUTCFullYear())) / (7 * dayMs)) + 1;
  return `${thursday.getUTCFullYear()}.w${String(week).padStart(2, '0')}`;
}

/** Of the year's first week, which is the one with 4 January in it. */
function firstMonday(year: number): number {
  return mondayOf(Date.UTC(year, 0, 4));
}

function mondayOf(time: number): number {
  const day = Math.floor(time / dayMs); // day 0 was a Thursday
  return (day - ((((day + 3) % 7) + 7) % 7)) * dayMs;
}
