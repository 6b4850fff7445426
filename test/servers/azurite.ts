/** Azurite, the maker's own Blob Storage for one machine, on loopback and in memory. Fetched once, as locked in azurite/. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './answers.ts';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { Missing } from './missing.ts';

export interface Azurite extends AsyncDisposable {
  /** Of the storage account, as Azure's portal would show it. */
  readonly connectionString: string;
}

const cache = join(import.meta.dirname, '../../node_modules/.cache/gatewatch-servers');
/** The one account that every Azurite has, and its public key (learn.microsoft.com, "Connect to Azurite with SDKs and tools"). */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Throws Missing where it cannot be fetched. */
export async function startAzurite(folder: string): Promise<Azurite> {
  const installed = await fetched();
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const flags = ['--blobHost', '127.0.0.1', '--blobPort', `${port}`, '--inMemoryPersistence', '--skipApiVersionCheck'];
  const server = await startProcess({
    name: 'Azurite',
    command: process.execPath,
    args: [join(installed, 'node_modules/azurite/dist/src/blob/main.js'), ...flags, '--disableTelemetry', '--silent'],
    cwd: folder,
    log: join(folder, 'azurite.log'),
    probe: () => answers(port, Buffer.from('GET / HTTP/1.0\r\n\r\n'), (answer) => answer.toString().startsWith('HTTP/1.1')),
    withinMs: 60_000,
  });
  const parts = ['DefaultEndpointsProtocol=http', `AccountName=${account}`, `AccountKey=${key}`];
  return {
    connectionString: [...parts, `BlobEndpoint=http://127.0.0.1:${port}/${account};`].join(';'),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** It stands beside the project's own packages, not among them: 245 MB that only this needs. */
async function fetched(): Promise<string> {
  const folder = join(cache, 'azurite');
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(import.meta.dirname, 'azurite', file), join(fresh, file));
  const npm = spawn('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], { cwd: fresh, stdio: 'ignore' });
  const code: unknown = await once(npm, 'close').then(
    ([status]) => status,
    () => 'npm could not be started',
  );
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Missing('Azurite could not be fetched', `npm ci in test/servers/azurite ended with ${String(code)}`);
  }
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return folder;
}
