/**
 * The audit rows of one registration are one registration: "Register device", "Add registered owner", "Add registered users"
 * of one device; "User registered security info" and what other services write down of the same factor. They belong together
 * by time and by the thing registered; the correlation id is chosen by the client and alone makes nothing one.
 */

import type { Change, IdentityEvent } from '@gatewatch/domain';

/** Rows before `row` that tell of the same registration, oldest first; none where it begins one. */
export function sameRegistration(row: Change, rows: readonly IdentityEvent[], spanMs: number): readonly Change[] {
  const groups = registrationsIn([...rows.filter((other) => other.time >= row.time - 2 * spanMs), row], row, spanMs);
  return groups.find((group) => group.includes(row))?.filter((other) => other !== row) ?? [];
}

/** Registrations of the kind, action and person of `like`, each with its rows. `rows` in (time, id) order. */
export function registrationsIn(rows: readonly IdentityEvent[], like: Change, spanMs: number): readonly (readonly Change[])[] {
  const groups: Change[][] = [];
  for (const row of rows) {
    if (row.kind !== like.kind || !('operation' in row) || !isAlike(row, like)) continue;
    const group = groups.findLast((one) => joins(one, row, spanMs));
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  return groups;
}

function isAlike(row: Change, like: Change): boolean {
  return row.action === like.action && row.result !== 'failure' && personOf(row) === personOf(like);
}

function personOf(row: Change): string | null {
  return row.target?.key ?? row.actor?.key ?? null;
}

function joins(group: readonly Change[], row: Change, spanMs: number): boolean {
  const [first] = group;
  if (first === undefined || row.time - first.time > spanMs || first.provider !== row.provider) return false;
  if (group.some((other) => other.operation === row.operation)) return false; // one registration says nothing twice
  const name = row.subjectOf;
  if (name !== null && group.some((other) => other.subjectOf === name)) return true;
  const named = group.some((other) => other.subjectOf !== null);
  if (row.kind === 'device-registration' && name !== null && named) return false; // two devices, whatever links their rows
  const linked = row.correlationId !== null && group.some((other) => other.correlationId === row.correlationId);
  return linked || isService(row) !== isService(first); // a service writes down what the person did
}

function isService(row: Change): boolean {
  return row.actor?.kind === 'service';
}
