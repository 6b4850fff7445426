/** Where a token for SASL OAUTHBEARER comes from: a file that somebody keeps fresh, or an endpoint (RFC 6749, 4.4). */

import { readFile } from 'node:fs/promises';
import { BusFailed } from '@gatewatch/domain';
import type { SaslOptions } from './kafka-options.ts';

/** Asked at each login; throws BusFailed with the reason, never with a secret. */
export function oauthToken(sasl: SaslOptions): () => Promise<string> {
  const { tokenFile, tokenEndpoint } = sasl;
  if (tokenFile !== undefined) return () => fromFile(tokenFile);
  return () => fromEndpoint(tokenEndpoint ?? '', sasl);
}

async function fromFile(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new BusFailed(`the token file ${path} cannot be read: check kafka.sasl.tokenFile`, cause);
  }
}

/** An endpoint that answers slowly is asked again at the next login. */
const patienceMs = 10_000;

async function fromEndpoint(url: string, { clientId = '', clientSecret = '', scope }: SaslOptions): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) });
  // RFC 6749, 2.3.1: id and secret are form-encoded before they are joined.
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64');
  const where = `the token endpoint ${new URL(url).host}`;
  let answer: Response;
  try {
    answer = await fetch(url, {
      method: 'POST',
      body: form,
      headers: { authorization: `Basic ${basic}`, accept: 'application/json' },
      redirect: 'error', // a secret goes where the configuration says, nowhere else
      signal: AbortSignal.timeout(patienceMs),
    });
  } catch (cause) {
    throw new BusFailed(`${where} cannot be reached: check kafka.sasl.tokenEndpoint`, cause);
  }
  if (!answer.ok) throw new BusFailed(`${where} answers ${answer.status}: check kafka.sasl.clientId, clientSecret and scope`);
  const body: unknown = await answer.json().catch(() => null);
  const token = typeof body === 'object' && body !== null && 'access_token' in body ? body.access_token : null;
  if (typeof token !== 'string') throw new BusFailed(`${where} answers without an access_token: check kafka.sasl.tokenEndpoint`);
  return token;
}
