/** Signs the claims by which a service account asks for a token on a person's behalf (RFC 7523): with its key, or without one. */

import { sign as signBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { reasonOf } from '@gatewatch/runtime';
import { GoogleAuth } from 'google-auth-library';
import type { Clock } from '../clock.ts';
import { answerOf } from './answer.ts';
import { GoogleFailed } from './failure.ts';

export interface Signer {
  /** Address of the service account. */
  readonly account: string;
  /** Where the signed claims are given in for a token. */
  readonly tokenUrl: string;
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** With the key file that the Cloud console hands out. Read anew each time, so that a key may be changed while running. */
export async function keySigner(path: string): Promise<Signer> {
  const { account, keyId, key, tokenUrl } = parseKey(await textOf(path), path);
  return {
    account,
    tokenUrl,
    async sign(claims) {
      const signed = `${encoded({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${encoded(claims)}`;
      try {
        return `${signed}.${signBytes('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
      } catch (cause) {
        throw new GoogleFailed(
          'denied',
          `${path}: its private_key is no key: download the file again from the Cloud console.`,
          cause,
        );
      }
    },
  };
}

/** Without a key: whoever this process is (metadata server, workload identity) lets IAM sign (iamcredentials projects.serviceAccounts.signJwt). */
export function iamSigner(account: string, iam: string, tokenUrl: string, clock: Clock, signal: AbortSignal): Signer {
  // Without a project the client starts gcloud to ask which one it is; signing does not need to know.
  const auth = new GoogleAuth({ scopes: ['https://www.googleapis.com/auth/cloud-platform'], projectId: '-' });
  return {
    account,
    tokenUrl,
    async sign(claims) {
      const url = new URL(`v1/projects/-/serviceAccounts/${encodeURIComponent(account)}:signJwt`, iam);
      let data: unknown;
      try {
        const body = { payload: JSON.stringify(claims) };
        ({ data } = await auth.request({ url: url.href, method: 'POST', data: body, timeout: 30_000, retry: false, signal }));
      } catch (thrown) {
        throw signFailure(thrown, account, clock);
      }
      const signed = typeof data === 'object' && data !== null && 'signedJwt' in data ? data.signedJwt : null;
      if (typeof signed !== 'string') throw new GoogleFailed('passing', 'IAM answered signJwt without a signature.');
      return signed;
    },
  };
}

function signFailure(thrown: unknown, account: string, clock: Clock): GoogleFailed {
  const { status, text, retryAfterMs } = answerOf(thrown, clock);
  if (status === null && /default credentials/i.test(text)) {
    return new GoogleFailed(
      'denied',
      'nothing here says who this process is to Google: run it with a service account attached, set up workload identity, or name a keyFile.',
      thrown,
    );
  }
  if (status === 401 || status === 403 || status === 404) {
    return new GoogleFailed(
      'denied',
      `this process may not sign for ${account}: give its identity the role Service Account Token Creator on ${account}, and enable iamcredentials.googleapis.com (Google: ${status}, ${text}).`,
      thrown,
    );
  }
  return new GoogleFailed('passing', `IAM did not sign (${text}).`, thrown, retryAfterMs);
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new GoogleFailed('denied', `the key file ${path} cannot be read (${reasonOf(cause)}): correct \`keyFile\`.`, cause);
  }
}

function parseKey(text: string, path: string) {
  const value = json(text);
  const read = (name: string): string => {
    const found = typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
    if (typeof found === 'string' && found !== '') return found;
    throw new GoogleFailed(
      'denied',
      `${path} is no key file of a service account (it has no ${name}): download it as JSON from the Cloud console.`,
    );
  };
  const tokenUrl = read('token_uri');
  const { protocol, hostname } = URL.parse(tokenUrl) ?? { protocol: '', hostname: '' };
  if (protocol !== 'https:' && hostname !== '127.0.0.1')
    throw new GoogleFailed(
      'denied',
      `${path}: its token_uri is no https address: download the file again from the Cloud console.`,
    );
  return { account: read('client_email'), keyId: read('private_key_id'), key: read('private_key'), tokenUrl };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
