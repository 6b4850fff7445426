/** A real mail server on loopback (aiosmtpd) that demands STARTTLS and a login. */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './answers.ts';
import type { Certificate } from './certificates.ts';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { pythonOf } from './python.ts';

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly username: string;
  readonly password: string;
  mails(): readonly ReceivedMail[];
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** As the server and Python's parser of mail understood it. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly tls: boolean;
  readonly login: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  /** What is wrong with its form. */
  readonly defects: readonly string[];
}

/** Mail to busy@ is put off (451), to nobody@ refused (550), to full@ refused after its text (552). Throws Missing. */
export async function startMailServer(folder: string, { certificate, key }: Certificate): Promise<MailServer> {
  const python = pythonOf();
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const out = join(folder, 'mails.ndjson');
  const [username, password] = ['gatewatch', 'correct-horse-battery'];
  const launch = () =>
    startProcess({
      name: 'aiosmtpd',
      command: python.command,
      args: [python.script('smtp.py'), `${port}`, certificate, key, username, password, out],
      cwd: folder,
      log: join(folder, 'smtp.log'),
      probe: () => answers(port, Buffer.from('QUIT\r\n'), (answer) => answer.toString().startsWith('220')),
      withinMs: 20_000,
    });
  let server = await launch();
  return {
    port,
    username,
    password,
    mails: () =>
      existsSync(out)
        ? readFileSync(out, 'utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line))
        : [],
    async start() {
      server = await launch();
    },
    kill: () => server.kill(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
