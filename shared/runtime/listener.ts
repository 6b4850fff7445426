/** What a running service tells of itself over HTTP: /livez, /readyz by component, /metrics. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { HttpSettings } from './config-http.ts';
import { reasonOf } from './reason-of.ts';
import { UserMistake } from './user-mistake.ts';
import type { ProcessVitals } from './vitals.ts';

export interface Listener extends AsyncDisposable {
  /** `http://127.0.0.1:9464` */
  readonly url: string;
}

/** Throws UserMistake where it cannot listen. */
export async function listen(settings: HttpSettings, vitals: ProcessVitals): Promise<Listener> {
  const { host, port, tls } = settings;
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    respond(request, response, settings.token, vitals).catch(() => response.destroy());
  };
  let server: ReturnType<typeof createServer>;
  try {
    server = tls === undefined ? createServer(answer) : createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, answer);
  } catch (cause) {
    throw new UserMistake(
      `http.tls is no certificate with its key (${reasonOf(cause)}): name both as file:PATH of PEM files.`,
      cause,
    );
  }
  // Nobody sends us more than a line and some headers.
  Object.assign(server, { requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 5_000, maxConnections: 100 });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw new UserMistake(mistakeOf(cause, host, port), cause);
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${bound}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function mistakeOf(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${host} is taken by another program: end it, or set http.port to another one (0: any that is free).`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine: set http.host to one that is, such as 127.0.0.1.`;
  return `${host}:${port} cannot be listened on (${reasonOf(error)}): set http.host and http.port to what this user may use.`;
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  token: string | undefined,
  vitals: ProcessVitals,
): Promise<void> {
  const send = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    response.end(request.method === 'HEAD' ? '' : text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'Only GET is answered here.\n');
  const known = token === undefined || knows(request.headers.authorization, token);
  switch ((request.url ?? '').split('?')[0]) {
    case '/livez':
      return send(200, 'alive\n');
    case '/readyz': {
      const health = vitals.health();
      const ready = health.every(({ works }) => works);
      const lines = health.map(
        ({ component, works, says }) => `${works ? 'ok' : 'FAILS'}  ${component}${says === null ? '' : `: ${says}`}\n`,
      );
      return send(ready ? 200 : 503, `${ready ? 'ready' : 'not ready'}\n${known ? lines.join('') : ''}`);
    }
    case '/metrics':
      if (!known) return send(401, 'Send the token of http.token as Authorization: Bearer.\n');
      return send(200, await vitals.text(), vitals.contentType);
    default:
      return send(404, 'There are /livez, /readyz and /metrics.\n');
  }
}

/** Compared in a time that tells nothing of the token. */
function knows(authorization: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
}
