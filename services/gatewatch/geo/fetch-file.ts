/** One file from a server or a path to a new file, bounded in size and in patience. */

import { createReadStream, createWriteStream } from 'node:fs';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf, UserMistake } from '@gatewatch/runtime';

export interface FetchPlan {
  /** URL (http, https) or path. */
  readonly from: string;
  readonly to: string;
  /** Sent to the first server only, never to where it redirects. */
  readonly authorization?: string;
  readonly patienceMs: number;
  readonly mostBytes: number;
}

/** The server has no such file: the caller may know another. */
export class NotThere extends UserMistake {}

/** Throws UserMistake. `to` may then hold a part. */
export async function fetchFile(plan: FetchPlan): Promise<void> {
  const shown = withoutSecrets(plan.from);
  const { patienceMs, mostBytes } = plan;
  const seconds = patienceMs / 1000;
  const patience = new AbortController();
  let timer = setTimeout(() => patience.abort(), patienceMs);
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      clearTimeout(timer);
      timer = setTimeout(() => patience.abort(), patienceMs);
      bytes += chunk.length;
      done(bytes > mostBytes ? tooLarge(shown, mostBytes) : null, chunk);
    },
  });
  try {
    await pipeline(await opened(plan, shown, patience.signal), counted, createWriteStream(plan.to, { flags: 'wx' }), {
      signal: patience.signal,
    });
  } catch (cause) {
    if (cause instanceof UserMistake) throw cause;
    if (patience.signal.aborted)
      throw new UserMistake(`${shown} sent nothing for ${seconds} s: try again later, or set geo.update.patience.`, cause);
    throw new UserMistake(
      `${shown} cannot be fetched (${causeOf(cause).replaceAll(plan.to, 'the copy')}): check the address, the network, and a proxy if there is one.`,
      cause,
    );
  } finally {
    clearTimeout(timer);
  }
}

/** Without user, password and query, which may hold a key. */
export function withoutSecrets(from: string): string {
  if (!isUrl(from)) return from;
  const { protocol, host, pathname } = new URL(from);
  return `${protocol}//${host}${pathname}`;
}

export function isUrl(from: string): boolean {
  return /^https?:\/\//i.test(from) && URL.canParse(from);
}

async function opened(plan: FetchPlan, shown: string, signal: AbortSignal): Promise<Readable | ReadableStream<Uint8Array>> {
  if (!isUrl(plan.from)) return createReadStream(plan.from);
  let url = new URL(plan.from);
  for (let hops = 0; hops <= mostHops; hops++) {
    const first = url.origin === new URL(plan.from).origin;
    const headers: Record<string, string> = { 'user-agent': 'gatewatch' };
    if (first && plan.authorization !== undefined) headers.authorization = plan.authorization;
    const answer = await fetch(url.href, { redirect: 'manual', signal, headers });
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location !== null) {
      await answer.body?.cancel();
      const next = URL.canParse(location, url.href) ? new URL(location, url.href) : null;
      if (next === null || !/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol === 'http:')) {
        throw new UserMistake(`${shown} redirects to an address that is not followed: name the file's own address.`);
      }
      url = next;
      continue;
    }
    if (answer.ok && answer.body !== null) {
      if (Number(answer.headers.get('content-length') ?? 0) > plan.mostBytes) {
        await answer.body.cancel();
        throw tooLarge(shown, plan.mostBytes);
      }
      return answer.body;
    }
    await answer.body?.cancel();
    throw refused(answer.status, shown);
  }
  throw new UserMistake(`${shown} redirects more than ${mostHops} times: name the file's own address.`);
}

const mostHops = 5;

function refused(status: number, shown: string): UserMistake {
  if (status === 404 || status === 410) return new NotThere(`${shown} is not there (${status}): check the address.`);
  if (status === 401 || status === 403) {
    return new UserMistake(`${shown} refuses the account or the key (${status}): check geo.update.account and geo.update.key.`);
  }
  if (status === 429) return new UserMistake(`${shown} was asked too often today (429): try again tomorrow.`);
  return new UserMistake(`${shown} answers ${status}: try again later.`);
}

function tooLarge(shown: string, mostBytes: number): UserMistake {
  const most = `${Math.round(mostBytes / 1e6)} MB`;
  return new UserMistake(`${shown} is larger than ${most}: it is no such data, or set geo.update.megabytes.`);
}

function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  return plain[code] ?? reasonOf(inner);
}

const plain: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the server refuses the connection',
  ECONNRESET: 'the server broke off',
  ENOTFOUND: 'there is no server of this name',
  EAI_AGAIN: 'the name of the server cannot be looked up',
  ETIMEDOUT: 'the server does not answer',
  UND_ERR_SOCKET: 'the server broke off',
  ERR_STREAM_PREMATURE_CLOSE: 'the server broke off',
};
