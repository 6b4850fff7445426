/**
 * Whoever writes a record chooses its texts: no row takes more than its share of a subject's bound. A row that is too long in
 * all has every text cut; nothing that a detector compares is that long in a vendor's own record.
 */

import { hash64, type IdentityEvent } from '@gatewatch/domain';
import { isRoutine } from './routine.ts';

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
export function lengthOf(row: IdentityEvent): number {
  let length = row.id.length + (row.actor?.name?.length ?? 0) + (row.actor?.address?.length ?? 0) + (row.actor?.id?.length ?? 0);
  length +=
    (row.actor?.directory?.length ?? 0) +
    (row.target?.name?.length ?? 0) +
    (row.target?.address?.length ?? 0) +
    row.category.length;
  length += (row.target?.id?.length ?? 0) + (row.target?.directory?.length ?? 0);
  for (const gap of row.gaps) length += gap.length;
  if (row.kind === 'sign-in') {
    length += (row.app?.length ?? 0) + (row.appId?.length ?? 0) + (row.resource?.length ?? 0) + (row.client?.length ?? 0);
    length += row.code.length + (row.protocol?.length ?? 0) + (row.session?.length ?? 0);
    length += (row.route.agent?.length ?? 0) + (row.route.location?.length ?? 0) + (row.route.legacy?.length ?? 0);
    for (const method of row.methods) length += method.length;
    for (const list of isRoutine(row) ? [] : [row.policies, row.reportOnly]) {
      for (const policy of list) {
        length += policy.name.length + policy.result.length;
        for (const control of policy.controls) length += control.length;
      }
    }
    const device = row.device;
    if (device !== null) {
      length += (device.id?.length ?? 0) + (device.name?.length ?? 0) + (device.os?.length ?? 0) + (device.browser?.length ?? 0);
      length += device.trust?.length ?? 0;
    }
    const risk = row.risk;
    if (risk !== null) {
      length += (risk.level?.length ?? 0) + (risk.state?.length ?? 0);
      for (const type of risk.types) length += type.length;
    }
  } else if (row.kind === 'token-grant') {
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
