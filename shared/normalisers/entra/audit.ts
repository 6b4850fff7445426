/** An audit record: who did what to whom, by the table of operations. */

import type { Change, EventBase, Identity } from '@gatewatch/domain';
import { type Fields, isFields, json, list, object, text } from './fields.ts';
import { auditUser, service } from './identity.ts';
import type { Opened } from './opened.ts';
import { type Operation, readOperation } from './operations.ts';
import { strongAuthentication } from './strong-authentication.ts';

const mostTargets = 16;
const longest = 300;

export function audit(record: Opened, base: EventBase, directory: string | null, gaps: string[]): Change {
  const { fields, top } = record;
  const name = text(fields.activityDisplayName) ?? text(fields.operationName) ?? text(top.operationName) ?? 'unnamed';
  const targets = list(fields.targetResources).slice(0, mostTargets).filter(isFields);
  const operation = meaningOf(name, targets);
  const initiated = object(fields.initiatedBy);
  const changed = properties(targets);
  return {
    ...base,
    kind: operation.kind,
    actor: actorOf(initiated, directory, gaps),
    target: targetOf(targets, directory, gaps),
    operation: name.trim(),
    result: resultOf(fields.result),
    action: operation.action,
    subjectOf: cut(operation.factor ?? named(operation.kind, fields, targets, changed)),
    before: cut(changed.get('before') ?? null),
    after: cut(changed.get('after') ?? null),
    correlationId: text(fields.correlationId) ?? text(top.correlationId),
    session: null,
  };
}

function meaningOf(name: string, targets: readonly Fields[]): Operation {
  const operation = readOperation(name);
  const factor = operation.kind === 'account-change' && operation.action === 'changed' ? strongAuthentication(targets) : null;
  return factor === null ? operation : { kind: 'factor-change', ...factor };
}

function actorOf(initiated: Fields | null, directory: string | null, gaps: string[]): Identity | null {
  const person = object(initiated?.user);
  const found = person === null ? null : auditUser(person, directory, gaps);
  if (found !== null && (found.id !== null || found.address !== null)) return found;
  const app = object(initiated?.app);
  return app === null ? found : service(app, directory);
}

function targetOf(targets: readonly Fields[], directory: string | null, gaps: string[]): Identity | null {
  const user =
    targets.find((target) => text(target.type)?.toLowerCase() === 'user') ??
    targets.find((target) => text(target.userPrincipalName) !== null);
  return user === undefined ? null : auditUser(user, directory, gaps);
}

/** success / failure, in the words and numbers that occur. */
function resultOf(value: unknown): Change['result'] {
  const word = typeof value === 'number' ? String(value) : (text(value)?.toLowerCase() ?? '');
  if (word === 'success' || word === '0') return 'success';
  return word === 'failure' || word === 'failed' || word === 'timeout' || word === '1' ? 'failure' : 'unknown';
}

/** The first changed property's values under `before` and `after`, others by their name in lower case. */
function properties(targets: readonly Fields[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const target of targets) {
    for (const property of list(target.modifiedProperties)) {
      if (!isFields(property)) continue;
      const name = text(property.displayName)?.toLowerCase();
      const after = decoded(property.newValue);
      const before = decoded(property.oldValue);
      if (name === undefined || found.size > 64) continue;
      if (after !== null) found.set(name, after);
      if (found.has('before') || found.has('after')) continue;
      if (before !== null) found.set('before', before);
      if (after !== null) found.set('after', after);
    }
  }
  return found;
}

/** Values are JSON inside strings: `"\"Global Administrator\""`, `"[\"x\"]"`, `"[]"`. */
function decoded(value: unknown): string | null {
  const found = text(value);
  if (found === null) return null;
  const inner = json(found);
  if (typeof inner === 'string') return inner === '' ? null : inner.toWellFormed();
  if (Array.isArray(inner))
    return inner.length === 0 ? null : inner.length === 1 && typeof inner[0] === 'string' ? inner[0].toWellFormed() : found;
  return found;
}

function named(
  kind: Change['kind'],
  fields: Fields,
  targets: readonly Fields[],
  changed: ReadonlyMap<string, string>,
): string | null {
  if (kind === 'role-change') return changed.get('role.displayname') ?? nameOf(targets, 'role');
  if (kind === 'factor-change')
    return text(fields.resultReason) ?? detail(fields, 'authenticationmethod') ?? text(fields.resultDescription);
  // Owner and user rows have the person as target and the device among the changed properties.
  if (kind === 'device-registration') return changed.get('device.displayname') ?? nameOf(targets, 'device');
  const wanted = { 'policy-change': 'policy', consent: 'serviceprincipal' }[kind as string] ?? null;
  return (wanted === null ? null : nameOf(targets, wanted)) ?? nameOf(targets, null);
}

/** The first value under a key of `additionalDetails`, whatever its case. */
function detail(fields: Fields, key: string): string | null {
  const found = list(fields.additionalDetails).find((one) => isFields(one) && text(one.key)?.toLowerCase() === key);
  return isFields(found) ? text(found.value) : null;
}

function nameOf(targets: readonly Fields[], type: string | null): string | null {
  const target = type === null ? targets[0] : targets.find((one) => text(one.type)?.toLowerCase() === type);
  return text(target?.displayName);
}

function cut(value: string | null): string | null {
  return value !== null && value.length > longest ? value.slice(0, longest).toWellFormed() : value;
}
