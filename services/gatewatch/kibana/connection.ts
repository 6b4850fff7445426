/** One Kibana, in one of its spaces: requests with the credentials of a person, and plain sentences for what goes wrong on the way. */

import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { isLoopback, reasonOf, UserMistake } from '@gatewatch/runtime';

export interface ConnectionPlan {
  readonly url: string;
  /** Id of the space; null: the default space. */
  readonly space: string | null;
  /** Of the header of that name; null: Kibana asks for none. */
  readonly authorization: string | null;
  /** PEM of an own authority. */
  readonly ca: string | null;
  /** Plain HTTP may carry credentials over the network. */
  readonly insecure: boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Connection {
  /** As people know it: without credentials. */
  readonly shown: string;
  /** Of the space. Throws UserMistake where nobody answers or Kibana lets nobody in. */
  ask(method: 'GET' | 'POST', path: string, body?: { readonly type: string; readonly bytes: Uint8Array }): Promise<Answer>;
}

const patienceMs = 60_000;

/** Throws UserMistake for an address that will not do. */
export function connection({ url, space, authorization, ca, insecure }: ConnectionPlan): Connection {
  const base = addressOf(url);
  const shown = `Kibana at ${base.origin}${base.pathname.replace(/\/$/, '')}`;
  if (base.protocol === 'http:' && authorization !== null && !isLoopback(base.hostname) && !insecure)
    throw new UserMistake(`${shown}: plain http would show the credentials on their way: write https, or add --insecure.`);
  const prefix = `${base.pathname.replace(/\/$/, '')}${space === null ? '' : `/s/${encodeURIComponent(space)}`}`;
  return {
    shown,
    async ask(method, path, body) {
      const headers = {
        'user-agent': 'gatewatch',
        'kbn-xsrf': 'gatewatch',
        accept: 'application/json',
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': body.type, 'content-length': String(body.bytes.length) }),
      };
      let answer: Answer & { readonly location: string | null };
      try {
        answer = await sent(new URL(`${prefix}${path}`, base), { method, headers, ...(ca === null ? {} : { ca }) }, body?.bytes);
      } catch (cause) {
        throw unreachable(shown, cause);
      }
      refuseStrangers(shown, answer, authorization !== null);
      return answer;
    },
  };
}

function addressOf(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw new UserMistake(`--url: "${url}" is no address: write it as https://kibana.example:5601.`);
  if (parsed.username !== '' || parsed.password !== '')
    throw new UserMistake('--url: an address with a password in it ends in logs: give the credentials by their own options.');
  return parsed;
}

function sent(url: URL, options: object, body: Uint8Array | undefined): Promise<Answer & { readonly location: string | null }> {
  const request = url.protocol === 'https:' ? secure : plain;
  const signal = AbortSignal.timeout(patienceMs);
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, signal, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          location: response.headers.location ?? null,
        }),
      );
    });
    asked.once('error', reject);
    asked.end(body);
  });
}

function unreachable(shown: string, cause: unknown): UserMistake {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError'))
    return new UserMistake(`${shown} did not answer within ${patienceMs / 1000} s: try again when it is less busy.`, cause);
  if (/CERT|SELF_SIGNED|UNABLE_TO|^ERR_TLS/.test(code))
    return new UserMistake(`${shown}: its certificate is not trusted (${code}): name its authority's PEM file with --ca.`, cause);
  if (/^(?:EPROTO|ERR_SSL|HPE_)/.test(code))
    return new UserMistake(`${shown} speaks no ${shown.includes('https:') ? 'TLS' : 'plain HTTP'} there: check --url.`, cause);
  return new UserMistake(`${shown} cannot be reached (${reasonOf(cause)}): check --url and that it runs.`, cause);
}

/** What any request may be answered with, whatever it asks. */
function refuseStrangers(shown: string, { status, body, location }: Answer & { location: string | null }, proven: boolean): void {
  const words = wordsOf(body);
  if (status === 401)
    throw new UserMistake(
      proven
        ? `${shown} does not know these credentials${words}: make another API key, or check name and password.`
        : `${shown} asks who you are: give --api-key FILE, or --user NAME and --password FILE.`,
    );
  if (status === 403)
    throw new UserMistake(
      `${shown} does not let these credentials do that${words}: their role needs all of Dashboard, Discover, Saved Objects Management and Data View Management in the space.`,
    );
  if (status >= 300 && status < 400)
    throw new UserMistake(`${shown} redirects to ${inert(location ?? 'nowhere')}: name the address it has itself with --url.`);
  if (status === 503 || status === 502)
    throw new UserMistake(`${shown} is not ready yet (${status}${words}): wait until its page opens, and try again.`);
}

/** The first words of an answer, inert: they come from outside and go to a terminal. */
export function wordsOf(body: string): string {
  let said: unknown = body;
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) said = parsed.message;
  } catch {
    // not of JSON: shown as it is
  }
  const words = inert(String(said));
  return words === '' ? '' : ` (${words})`;
}

function inert(text: string): string {
  return text
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
}
