/** What a client shows on $cbs: a shared access signature made with the key, or a token that was given to it. */

import { createHmac } from 'node:crypto';

export interface Rights {
  readonly keyName: string;
  readonly key: string;
  /** Tokens of an authority that are accepted. */
  readonly tokens: readonly string[];
}

/** Null: accepted; else the description of the refusal, as the service words it. */
export function refusalOf(token: unknown, type: unknown, rights: Rights, now: number): string | null {
  if (typeof token !== 'string') return 'MalformedToken: The token is missing';
  if (type === 'jwt') return rights.tokens.includes(token) ? null : 'InvalidIssuer: Token issuer is invalid';
  const fields = new URLSearchParams(token.replace(/^SharedAccessSignature /, ''));
  const expiry = fields.get('se') ?? '';
  if (fields.get('skn') !== rights.keyName) return 'InvalidSignature: The token has an invalid signature.';
  const signed = `${encodeURIComponent(fields.get('sr') ?? '')}\n${expiry}`;
  const signature = createHmac('sha256', rights.key).update(signed).digest('base64');
  if (fields.get('sig') !== signature) return 'InvalidSignature: The token has an invalid signature.';
  return Number(expiry) * 1000 > now ? null : 'ExpiredToken: The token is expired.';
}
