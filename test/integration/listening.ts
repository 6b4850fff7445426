/** A receiver of HTTP on loopback. */

import { createServer, type RequestListener } from 'node:http';

export async function receiver(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** `answer`: a status for a webhook's id. */
export function listening(answer: (id: string) => number) {
  return receiver((request, response) => {
    request.resume().once('end', () => void response.writeHead(answer(String(request.headers['webhook-id']))).end());
  });
}
