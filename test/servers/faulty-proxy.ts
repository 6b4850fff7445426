/** A loopback HTTP proxy before a server that fails on command: what an overloaded load balancer or a bad network does. */

import { once } from 'node:events';
import { createServer, request as plain } from 'node:http';
import { request as secure } from 'node:https';

/** `hang`: never answers. `cut`: the request is lost. `deaf`: the server does what is asked, and its answer is lost. */
export type HttpFate =
  | 'pass'
  | 'hang'
  | 'cut'
  | 'deaf'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> };

export interface FaultyProxy extends AsyncDisposable {
  readonly url: string;
  /** Asked for each request. */
  fate: (path: string) => HttpFate;
}

/** `ca`: PEM, of a server behind TLS. */
export async function startFaultyProxy(to: string, ca?: string): Promise<FaultyProxy> {
  const request = to.startsWith('https:') ? secure : plain;
  const server = createServer((near, answer) => {
    const fate = proxy.fate(near.url ?? '');
    if (fate === 'hang') return void near.resume();
    if (fate === 'cut') return void near.socket.destroy();
    if (typeof fate === 'object') {
      near.resume();
      return void answer.writeHead(fate.status, fate.headers).end();
    }
    const far = request(new URL(near.url ?? '/', to), { method: near.method ?? 'GET', headers: near.headers, ca }, (said) => {
      if (fate === 'deaf') {
        said.resume();
        return void said.once('end', () => near.socket.destroy());
      }
      answer.writeHead(said.statusCode ?? 502, said.headers);
      said.pipe(answer);
    });
    far.once('error', () => near.socket.destroy());
    near.pipe(far);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${address.port}`,
    fate: () => 'pass',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return proxy;
}
