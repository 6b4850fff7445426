/**
 * The text of a record without the typed names that resolve to no account, for copies that are kept (quarantine). Such a name may be a
 * password (DESIGN.md 3.12). It works on text, because what is quarantined is often no JSON any more; other records come out as they
 * are, byte for byte.
 */

import type { TypedNames } from '@gatewatch/domain';
import { isGuid } from './fields.ts';
import { typedName } from './one-way.ts';
import { resultCodes } from './result-codes.ts';

const unknownUser = [...resultCodes].flatMap(([code, { failure }]) => (failure === 'unknown-user' ? code : []));
const saysUnknown = new RegExp(`"(?:resultType|errorCode)\\\\*"\\s*:\\s*\\\\*"?(?:${unknownUser.join('|')})\\b`, 'i');
const unknownCell = new RegExp(`(?:^|[,"])(?:${unknownUser.join('|')})(?:[,"]|$)`);
const nameKeys = /(\\*)"(userPrincipalName|alternateSignInName|signInIdentifier|userDisplayName|identity)\1"\s*:\s*\1"/gi;
const typedKeys: ReadonlySet<string> = new Set(['userprincipalname', 'alternatesigninname', 'signinidentifier']);

export function withoutTypedNames(text: string, tenant: string, rule: TypedNames): string {
  if (rule.keep) return text;
  if (!/^\s*[{["\\]/.test(text)) return unknownCell.test(text) ? `withheld: a row of ${text.length} characters` : text;
  const unknown = saysUnknown.test(text);
  const values = valuesIn(text);
  const withheld = new Set(
    values.flatMap(({ key, value }) => (unknown || (typedKeys.has(key) && !mayBeAccount(value)) ? value.toLowerCase() : [])),
  );
  let out = '';
  let from = 0;
  for (const { value, start, end } of values) {
    if (value === '' || !withheld.has(value.toLowerCase())) continue;
    out += text.slice(from, start) + (typedName(value, tenant, rule) ?? '');
    from = end;
  }
  return from === 0 ? text : out + text.slice(from);
}

interface Found {
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function valuesIn(text: string): readonly Found[] {
  return [...text.matchAll(nameKeys)].map((match) => {
    const start = match.index + match[0].length;
    const end = endOf(text, start, match[1]?.length ?? 0);
    return { key: (match[2] ?? '').toLowerCase(), value: text.slice(start, end), start, end };
  });
}

/**
 * Where a string ends whose own quotes have `n` backslashes before them: each level of encoding doubles those of its content, so an
 * inner quote has 2n + 1, and a backslash 2(n + 1). A string that was cut ends with the text.
 */
function endOf(text: string, start: number, n: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (at - slashes > start && text[at - slashes - 1] === '\\') slashes++;
    if (slashes % (2 * (n + 1)) === n) return at - n;
  }
  return text.length;
}

function mayBeAccount(value: string): boolean {
  return value === '' || value.indexOf('@') > 0 || isGuid(value);
}
