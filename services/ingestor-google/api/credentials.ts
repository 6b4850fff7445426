/** A client that carries a fresh token of the service account, on behalf of the delegate, for reading reports alone. */

import { OAuth2Client } from 'google-auth-library';
import type { Clock } from '../clock.ts';
import { type GoogleEndpoints, reportsScope } from './endpoints.ts';
import { GoogleFailed } from './failure.ts';
import { iamSigner, keySigner, type Signer } from './sign.ts';
import { tokenFailure } from './token-failure.ts';

export interface Identity {
  readonly delegate: string;
  readonly keyFile?: string | undefined;
  readonly serviceAccount?: string | undefined;
}

const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Google refuses assertions that claim to live longer. */
const lifeSeconds = 3600;

/** Requests of the client throw GoogleFailed where no token is to be had. `signal`: ends asking for tokens. */
export function credentials(identity: Identity, endpoints: GoogleEndpoints, clock: Clock, signal: AbortSignal): OAuth2Client {
  const client = new OAuth2Client();
  const signer = signerOf(identity, endpoints, clock, signal);
  let asking: Promise<{ access_token: string; expiry_date: number }> | null = null;
  client.refreshHandler = () => {
    asking ??= exchange(client, signer, identity.delegate, clock, signal).finally(() => {
      asking = null;
    });
    return asking;
  };
  return client;
}

function signerOf(
  { keyFile, serviceAccount }: Identity,
  endpoints: GoogleEndpoints,
  clock: Clock,
  signal: AbortSignal,
): () => Promise<Signer> {
  if (keyFile !== undefined) return () => keySigner(keyFile);
  const keyless = iamSigner(serviceAccount ?? '', endpoints.iam, endpoints.token, clock, signal);
  return async () => keyless;
}

async function exchange(
  client: OAuth2Client,
  signerNow: () => Promise<Signer>,
  delegate: string,
  clock: Clock,
  signal: AbortSignal,
) {
  const signer = await signerNow();
  const now = Math.floor(Date.now() / 1000); // the token service goes by its own clock, whatever ours is told
  const assertion = await signer.sign({
    iss: signer.account,
    sub: delegate,
    scope: reportsScope,
    aud: signer.tokenUrl,
    iat: now,
    exp: now + lifeSeconds,
  });
  try {
    const { data } = await client.transporter.request<unknown>({
      url: signer.tokenUrl,
      method: 'POST',
      data: new URLSearchParams({ grant_type: grant, assertion }),
      responseType: 'json',
      timeout: 30_000,
      retry: false,
      signal,
    });
    return tokenOf(data, now);
  } catch (thrown) {
    throw tokenFailure(thrown, signer.account, delegate, clock);
  }
}

function tokenOf(data: unknown, now: number) {
  const token = typeof data === 'object' && data !== null && 'access_token' in data ? data.access_token : null;
  if (typeof token !== 'string' || token === '')
    throw new GoogleFailed('passing', "Google's token service answered without a token.");
  const life = typeof data === 'object' && data !== null && 'expires_in' in data ? Number(data.expires_in) : Number.NaN;
  return { access_token: token, expiry_date: (now + (life > 0 ? life : lifeSeconds)) * 1000 };
}
