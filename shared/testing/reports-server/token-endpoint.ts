/** Google's token endpoint: believes what the service account signed, and says no in Google's own words. */

import { type KeyObject, randomUUID, verify } from 'node:crypto';

export interface TokenRules {
  readonly publicKey: KeyObject;
  readonly account: string;
  /** Whom the directory knows as administrators. */
  readonly delegates: string[];
  /** Scopes of the domain-wide delegation; empty: there is none. */
  scopes: readonly string[];
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TokenEndpoint {
  exchange(form: URLSearchParams, audience: string): Answer;
  /** On whose behalf the token reads; null where it is none of ours, or withdrawn. */
  bearer(authorization: string | undefined): string | null;
  withdrawAll(): void;
}

export function tokenEndpoint(rules: TokenRules): TokenEndpoint {
  const tokens = new Map<string, string>();
  const refused = (status: number, error: string, error_description: string): Answer => ({
    status,
    body: JSON.stringify({ error, error_description }),
  });
  return {
    exchange(form, audience) {
      if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
        return refused(400, 'unsupported_grant_type', 'Invalid grant_type');
      const [head = '', body = '', signature = ''] = (form.get('assertion') ?? '').split('.');
      const signed = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), rules.publicKey, Buffer.from(signature, 'base64url'));
      if (!signed) return refused(400, 'invalid_grant', 'Invalid JWT Signature.');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
      const now = Date.now() / 1000;
      if (claims.aud !== audience || claims.exp - claims.iat > 3600 || claims.iat > now + 300 || claims.exp < now)
        return refused(
          400,
          'invalid_grant',
          'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
        );
      if (claims.iss !== rules.account) return refused(400, 'invalid_grant', 'Invalid grant: account not found');
      const wanted: readonly string[] = String(claims.scope).split(' ');
      if (!wanted.every((scope) => rules.scopes.includes(scope)))
        return refused(
          401,
          'unauthorized_client',
          'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
        );
      if (!rules.delegates.includes(claims.sub)) return refused(400, 'invalid_grant', 'Invalid email or User ID');
      const token = `ya29.${randomUUID()}`;
      tokens.set(token, claims.sub);
      return { status: 200, body: JSON.stringify({ access_token: token, expires_in: 3599, token_type: 'Bearer' }) };
    },
    bearer: (authorization) => tokens.get(authorization?.replace(/^Bearer /, '') ?? '') ?? null,
    withdrawAll: () => tokens.clear(),
  };
}
