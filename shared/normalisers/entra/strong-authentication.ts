/**
 * "Update user" rows that change a second factor: where only Core Directory logs it, they are its only trace (the rules of
 * Sentinel, Splunk and Sigma for StrongAuthentication* properties). Values are lists as JSON inside strings.
 */

import type { Change } from '@gatewatch/domain';
import { type Fields, isFields, json, list, text } from './fields.ts';

export interface StrongAuthentication {
  readonly action: Extract<Change['action'], 'added' | 'changed' | 'removed'>;
  readonly factor: string;
}

const factors = new Map([
  ['strongauthenticationrequirement', 'strong authentication'],
  ['strongauthenticationmethod', 'strong authentication method'],
  ['strongauthenticationphoneappdetail', 'authenticator app'],
  ['strongauthenticationuserdetails', 'phone or e-mail for strong authentication'],
  ['searchabledevicekey', 'fido2 security key or windows hello for business'],
]);
/** Rewritten at each approval or use, so that only a longer or a shorter list says something. */
const touchedByUse = new Set(['strongauthenticationphoneappdetail', 'searchabledevicekey']);

/** null where no property of a factor changed. Added and removed outweigh changed. */
export function strongAuthentication(targets: readonly Fields[]): StrongAuthentication | null {
  let found: StrongAuthentication | null = null;
  for (const target of targets) {
    for (const property of list(target.modifiedProperties)) {
      if (!isFields(property)) continue;
      const name = text(property.displayName)?.toLowerCase() ?? '';
      const factor = factors.get(name);
      const action = factor === undefined ? null : actionOf(name, property.oldValue, property.newValue);
      if (factor === undefined || action === null) continue;
      if (found === null || (found.action === 'changed' && action !== 'changed')) found = { action, factor };
    }
  }
  return found;
}

function actionOf(name: string, oldValue: unknown, newValue: unknown): StrongAuthentication['action'] | null {
  if (oldValue === newValue) return null;
  const before = entries(oldValue).filter(isRequired).length;
  const after = entries(newValue).filter(isRequired).length;
  if (after !== before) return after > before ? 'added' : 'removed';
  return after === 0 || touchedByUse.has(name) ? null : 'changed';
}

/** State 0 of a requirement is "disabled". */
function isRequired(entry: unknown): boolean {
  return !(isFields(entry) && entry.State === 0);
}

/** `"[{…}]"`, sometimes encoded twice. What cannot be read is one entry. */
function entries(value: unknown): readonly unknown[] {
  if (typeof value !== 'string' || value === '') return []; // not through text(): lists are longer than what it keeps
  const inner = json(value);
  const read = typeof inner === 'string' ? json(inner) : inner;
  if (Array.isArray(read)) return read;
  return read === null || inner === '' ? [] : [value];
}
