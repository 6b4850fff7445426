/** What an HTTP answer, or the lack of one, means for a parcel. Vendors add their own words on top. */

import type { Answer } from '@gatewatch/domain';
import { AddressRefused } from './guarded-address.ts';
import type { HttpAnswer } from './post.ts';

const mostRetryAfterMs = 3_600_000;

/** RFC 9110 15: statuses. `now` (Unix ms) for a Retry-After that is a date. */
export function answerOf({ status, headers, body }: HttpAnswer, now: number): Answer {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  const code = `http-${status}`;
  const said = `it answered ${status}${wordsOf(body)}`;
  if (status === 413) return { kind: 'split', code, why: said };
  if (status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status !== 505))
    return { kind: 'retry', code, why: said, afterMs: retryAfterMs(headers['retry-after'], now) };
  if (status >= 300 && status < 400)
    return { kind: 'refused', code, why: `${said}: a redirect is not followed, name the address it leads to` };
  if (status === 401 || status === 403 || status === 404 || status === 405 || status === 407 || status === 410)
    return { kind: 'refused', code, why: `${said}: see that the address and the credentials are right` };
  return { kind: 'rejected', code, why: said };
}

/** RFC 9110 10.2.3: seconds or a date. */
export function retryAfterMs(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), mostRetryAfterMs) : null;
}

/** What the network or the guard said. */
export function answerOfError(error: unknown): Answer {
  if (error instanceof AddressRefused) return { kind: 'refused', code: 'address-refused', why: error.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const timedOut = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
  if (timedOut) return { kind: 'retry', code: 'timed-out', why: 'it did not answer in time', afterMs: null };
  if (code.startsWith('ERR_TLS') || code.includes('CERT') || code.includes('SELF_SIGNED') || code.includes('UNABLE_TO'))
    return { kind: 'refused', code: 'tls', why: `its certificate is not trusted (${code}): name its authority under \`tls.ca\`` };
  const why = known[code] ?? (error instanceof Error ? error.message : String(error));
  return {
    kind: 'retry',
    code: code === '' ? 'network' : code.toLowerCase(),
    why: `it cannot be reached (${why})`,
    afterMs: null,
  };
}

const known: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'the name server does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  ETIMEDOUT: 'it does not answer',
};

/** The first words of a body, inert: it comes from outside and goes to logs and terminals. */
function wordsOf(body: string): string {
  const words = body
    .replace(/[^\x20-\x7e]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 160);
  return words === '' ? '' : ` (${words})`;
}
