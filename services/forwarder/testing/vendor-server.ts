/** An HTTP server on loopback that behaves as it is told, call by call, and keeps what came. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly bytes: Uint8Array;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Behaviour = Reply | Fault | ((request: Request) => Reply | Fault);

/** `hang`: never answers. `cut`: takes the request and ends the connection. `half`: begins an answer and ends the connection. */
type Fault = 'hang' | 'cut' | 'half';

export interface VendorServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly Request[];
  /** For the next calls in this order; the last one stays. */
  behave(...behaviours: readonly Behaviour[]): void;
}

export async function vendorServer(): Promise<VendorServer> {
  const requests: Request[] = [];
  let plan: Behaviour[] = [{ status: 200 }];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const bytes = Buffer.concat(parts);
      const request = { method, path: url, headers, body: bytes.toString(), bytes };
      requests.push(request);
      const now = (plan.length > 1 ? plan.shift() : plan[0]) ?? { status: 200 };
      respond(response, now, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    behave(...behaviours) {
      plan = [...behaviours];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function respond(response: ServerResponse, behaviour: Behaviour, request: Request): void {
  const reply = typeof behaviour === 'function' ? behaviour(request) : behaviour;
  if (reply === 'hang') return;
  if (reply === 'cut') return void response.socket?.destroy();
  if (reply === 'half') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"half', () => response.socket?.destroy());
    return;
  }
  response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
}
