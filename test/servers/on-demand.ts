/** Servers that are slow to start, for suites in other processes: each is started when the first asks for it, and is the same for all. */

import { once } from 'node:events';
import { createServer } from 'node:http';

export interface OnDemand extends AsyncDisposable {
  /** Where `fromOnDemand` asks. */
  readonly address: string;
}

/** What a start resolves to is told as JSON; what it throws is thrown where it was asked for; what it puts on the stack goes at the end. */
export async function onDemand(
  starts: Readonly<Record<string, (stack: AsyncDisposableStack) => Promise<unknown>>>,
): Promise<OnDemand> {
  const stack = new AsyncDisposableStack();
  const started = new Map<string, Promise<unknown>>();
  const server = createServer(({ url = '' }, response) => {
    const name = url.slice(1);
    const value = started.get(name) ?? starts[name]?.(stack) ?? Promise.reject(new Error(`there is no server ${name}`));
    started.set(name, value);
    value.then(
      (told) => response.end(JSON.stringify({ told })),
      (error: unknown) => response.end(JSON.stringify({ failed: error instanceof Error ? error.message : String(error) })),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    address: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.allSettled(started.values());
      await stack.disposeAsync();
    },
  };
}

/** Waits for its start. Throws what the start threw. */
export async function fromOnDemand(address: string, name: string): Promise<unknown> {
  const { told, failed } = JSON.parse(await (await fetch(`${address}/${name}`)).text());
  if (failed !== undefined) throw new Error(failed);
  return told;
}
