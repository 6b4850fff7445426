/** Whether a loopback port answers some bytes with others. */

import { connect } from 'node:net';

/** Resolves true when `expected` accepts what came back within half a second. */
export function answers(port: number, bytes: Uint8Array, expected: (answer: Buffer) => boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    let answer = Buffer.alloc(0);
    socket.setTimeout(500, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('connect', () => socket.write(bytes));
    socket.on('data', (part) => {
      answer = Buffer.concat([answer, part]);
      if (expected(answer)) end(true);
    });
  });
}
