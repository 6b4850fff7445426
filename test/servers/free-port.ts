/** A port of the loopback interface that nobody listens on. */

import { createServer } from 'node:net';

/** A server asks for several before it listens on the first: none is given twice. */
const given = new Set<number>();

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  if (given.has(address.port)) return freePort();
  given.add(address.port);
  return address.port;
}
