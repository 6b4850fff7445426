/**
 * Whoever writes a record chooses its texts: no row takes more than its share of a subject's bound. A row that is too long in
 * all has every text cut; nothing that a detector compares is that long in a vendor's own record.
 */

import { type Course, hash64, type IdentityEvent } from '@gatewatch/domain';
import { isRoutineSignIn } from './routine.ts';
import type { WhatFields } from './what.ts';
import type { WhereFields } from './where.ts';

/** Characters of a row, and of its id. */
export const mostRow = 1600;
const mostText = 100;
export const mostId = 120;
const mostList = 8;

export function clipped<T extends IdentityEvent>(row: T): T {
  if (lengthOf(row) <= mostRow && row.id.length <= mostId) return row;
  const cut = cutDeep(row) as T; // the same shape with shorter texts and lists
  const id = row.id.length <= mostId ? row.id : `${row.provider}:~${hash64(row.id)}`;
  const recordId = row.id === `${row.provider}:${row.recordId}` ? id.slice(row.provider.length + 1) : cut.recordId;
  return { ...cut, id, recordId, actor: identity(row.actor, cut.actor), target: identity(row.target, cut.target) };
}

/** The key names the subject: it is never cut. */
function identity(whole: IdentityEvent['actor'], cut: IdentityEvent['actor']): IdentityEvent['actor'] {
  return whole === null || cut === null ? cut : { ...cut, key: whole.key };
}

function cutDeep(value: unknown): unknown {
  if (typeof value === 'string') return value.length > mostText ? value.slice(0, mostText).toWellFormed() : value;
  if (Array.isArray(value)) return value.slice(0, mostList).map(cutDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, cutDeep(inner)]));
}

/** Characters of all texts that a row keeps. */
function lengthOf(row: IdentityEvent): number {
  if (row.kind === 'sign-in') return row.id.length + lengthOfWhere(row) + lengthOfWhat(row) + lengthOfHow(row);
  let length = row.id.length + lengthOfIdentity(row.actor) + lengthOfIdentity(row.target) + row.category.length;
  for (const gap of row.gaps) length += gap.length;
  if (row.kind === 'token-grant') {
    length += row.code.length + (row.app?.length ?? 0) + (row.appId?.length ?? 0) + (row.resource?.length ?? 0);
    length += (row.credential?.length ?? 0) + (row.client?.length ?? 0) + (row.correlationId?.length ?? 0);
    for (const scope of row.scopes) length += scope.length;
    for (const type of row.risk?.types ?? []) length += type.length;
  } else if ('operation' in row) {
    length += row.operation.length + (row.subjectOf?.length ?? 0) + (row.before?.length ?? 0) + (row.after?.length ?? 0);
    length += row.correlationId?.length ?? 0;
  }
  return length;
}

function lengthOfIdentity(of: IdentityEvent['actor']): number {
  if (of === null) return 0;
  return (of.name?.length ?? 0) + (of.address?.length ?? 0) + (of.id?.length ?? 0) + (of.directory?.length ?? 0);
}

export function lengthOfWhere({ actor, target, session, device }: WhereFields): number {
  let length = lengthOfIdentity(actor) + lengthOfIdentity(target) + (session?.length ?? 0);
  if (device !== null) {
    length += (device.id?.length ?? 0) + (device.name?.length ?? 0) + (device.os?.length ?? 0) + (device.browser?.length ?? 0);
    length += device.trust?.length ?? 0;
  }
  return length;
}

export function lengthOfWhat({ category, app, appId, resource, client }: WhatFields): number {
  return category.length + (app?.length ?? 0) + (appId?.length ?? 0) + (resource?.length ?? 0) + (client?.length ?? 0);
}

export function lengthOfHow(of: Course): number {
  const { gaps, code, protocol, route, methods, policies, reportOnly, risk } = of;
  let length = code.length + (protocol?.length ?? 0);
  length += (route.agent?.length ?? 0) + (route.location?.length ?? 0) + (route.legacy?.length ?? 0);
  for (const gap of gaps) length += gap.length;
  for (const method of methods) length += method.length;
  for (const list of isRoutineSignIn(of) ? [] : [policies, reportOnly]) {
    for (const policy of list) {
      length += policy.name.length + policy.result.length;
      for (const control of policy.controls) length += control.length;
    }
  }
  if (risk !== null) {
    length += (risk.level?.length ?? 0) + (risk.state?.length ?? 0);
    for (const type of risk.types) length += type.length;
  }
  return length;
}
