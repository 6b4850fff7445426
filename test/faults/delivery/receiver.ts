/** The other side of a destination, in a mood: a webhook on loopback that takes, refuses, cuts, is slow to want more, or is not there. */

import { createServer, type Server } from 'node:http';
import { freePort } from '../../servers/free-port.ts';

/** What becomes of one call. `forget`: it is taken, and the connection cut before the other side hears of it. */
export type Mood = 'take' | 'reject' | 'busy' | 'cut' | 'forget' | 'later';

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** Ids of webhooks (`alert.revision.notice`) in the order in which they were taken, repeats and all. */
  readonly taken: readonly string[];
  readonly calls: number;
  /** Nobody listens from now on. */
  leave(): Promise<void>;
  come(): Promise<void>;
}

export async function startReceiver(moodOf: (id: string) => Mood): Promise<Receiver> {
  const port = await freePort();
  const taken: string[] = [];
  let calls = 0;
  let server: Server | null = null;
  const come = async (): Promise<void> => {
    const one = createServer((request, response) => {
      request.resume().once('end', () => {
        calls++;
        const id = String(request.headers['webhook-id']);
        const mood = moodOf(id);
        if (mood === 'take' || mood === 'forget') taken.push(id);
        if (mood === 'cut' || mood === 'forget') return void response.socket?.destroy();
        const status = { take: 204, reject: 400, busy: 503, later: 429 }[mood];
        response.writeHead(status, mood === 'later' ? { 'retry-after': '1' } : {}).end();
      });
    });
    await new Promise<void>((resolve, reject) => one.once('error', reject).listen(port, '127.0.0.1', resolve));
    server = one;
  };
  const leave = async (): Promise<void> => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)));
    server = null;
  };
  await come();
  return {
    ...{ url: `http://127.0.0.1:${port}/`, taken, come, leave },
    get calls() {
      return calls;
    },
    [Symbol.asyncDispose]: leave,
  };
}
