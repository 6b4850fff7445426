/**
 * One HTTP request to a destination: the name is resolved once, every address of it must pass the guard, and the connection goes to
 * just that address, so that a name that resolves differently a moment later reaches nothing else. Connections stay open for the next
 * call to the same address. Redirects are not followed.
 */

import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import { isIP } from 'node:net';
import type { Guard } from './guard.ts';
import { guardedAddress } from './guarded-address.ts';
import { type Pinned, plainAgent, secureAgent } from './pinned-agents.ts';

export interface HttpCall {
  readonly url: URL;
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'GET';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** PEM of an own authority; client certificate and key. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The first MiB. */
  readonly body: string;
}

const mostBody = 1024 * 1024;

/** Rejects with AddressRefused, with the signal's reason, or with what the network says. */
export async function httpCall(call: HttpCall, guard: Guard, signal: AbortSignal): Promise<HttpAnswer> {
  const { url, method = 'POST', tls = {} } = call;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = await guardedAddress(host, guard);
  const isSecure = url.protocol === 'https:';
  const request = isSecure ? secure : plain;
  const body = typeof call.body === 'string' ? Buffer.from(call.body) : call.body;
  return new Promise((resolve, reject) => {
    const pinned: Pinned = { pinned: address };
    const sent = request(
      url,
      {
        ...pinned,
        method,
        headers: { 'user-agent': 'gatewatch', ...call.headers, 'content-length': String(body.length) },
        signal,
        agent: isSecure ? secureAgent : plainAgent,
        servername: isIP(host) === 0 ? host : '',
        lookup: (_name, options, callback) => {
          const family = isIP(address);
          if (options.all === true) callback(null, [{ address, family }]);
          else callback(null, address, family);
        },
        ...tls,
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          if (size < mostBody) parts.push(part);
          size += part.length;
          if (size > mostBody * 4) response.destroy();
        });
        response.once('error', reject);
        response.once('close', () => {
          const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
          resolve({ status: response.statusCode ?? 0, headers, body: Buffer.concat(parts).subarray(0, mostBody).toString() });
        });
      },
    );
    sent.once('error', (error) => {
      // The other side closed it while it waited for us: nothing was taken, and a new connection tells.
      const stale = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET' && !signal.aborted;
      if (stale) resolve(httpCall(call, guard, signal));
      else reject(error);
    });
    sent.end(body);
  });
}
