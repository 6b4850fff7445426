/** A loopback wire to a server, that loses a request or its answer on command: what a cut connection leaves unknown. */

import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Fate = 'pass' | 'lose request' | 'lose answer';

export interface Wire extends AsyncDisposable {
  /** `127.0.0.1:6379` */
  readonly address: string;
  /** Asked for each piece of a request, in order; the rest of the connection shares the fate. */
  fate: (piece: string) => Fate | Promise<Fate>;
}

export async function startWire(port: number): Promise<Wire> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ port, host: '127.0.0.1' });
    const end = () => {
      near.destroy();
      far.destroy();
      open.delete(near);
      open.delete(far);
    };
    let deaf = false;
    for (const socket of [near, far]) open.add(socket.on('error', end).on('close', end));
    let order = Promise.resolve();
    near.on('data', (piece: Buffer) => {
      order = order.then(async () => {
        const fate = await wire.fate(piece.toString('latin1'));
        if (fate === 'lose request') return end();
        deaf ||= fate === 'lose answer';
        if (!far.destroyed) far.write(piece);
      });
    });
    far.on('data', (piece: Buffer) => {
      if (deaf)
        end(); // the server has answered, so it has done what was asked
      else if (!near.destroyed) near.write(piece);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  const wire: Wire = {
    address: `127.0.0.1:${address.port}`,
    fate: () => 'pass',
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
  return wire;
}
