/**
 * A receiver of Splunk's HTTP Event Collector by other authors (the OpenTelemetry collector's splunkhecreceiver), on loopback. Built once
 * with Go, as locked in splunk/. It takes any token, and acknowledges nothing.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { Missing } from './missing.ts';

export interface HecServer extends AsyncDisposable {
  readonly url: string;
  received(): readonly HecEvent[];
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** As the receiver understood it. */
export interface HecEvent {
  /** host, source, sourcetype and index, in OpenTelemetry's names. */
  readonly resource: Readonly<Record<string, unknown>>;
  readonly time: string;
  readonly event: { readonly event?: { readonly id?: string }; readonly [field: string]: unknown };
}

const cache = join(import.meta.dirname, '../../node_modules/.cache/gatewatch-servers');
const source = join(import.meta.dirname, 'splunk');

/** Throws Missing where there is no Go, or it cannot be built. */
export async function startHec(folder: string): Promise<HecServer> {
  const command = await built();
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, 'hec.log');
  const launch = () =>
    startProcess({
      name: 'splunkhecreceiver',
      command,
      args: [`127.0.0.1:${port}`],
      cwd: folder,
      log,
      probe: async () => (await fetch(`${url}/services/collector/health`)).ok,
      withinMs: 20_000,
    });
  let server = await launch();
  return {
    url,
    received: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('{"event"'))
        .map((line) => JSON.parse(line)),
    async start() {
      server = await launch();
    },
    kill: () => server.kill(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

async function built(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.sum', 'main.go']) hash.update(readFileSync(join(source, file)));
  const program = join(cache, `splunk-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const fresh = `${program}.${process.pid}`;
  const go = spawn('go', ['build', '-mod=readonly', '-o', fresh, '.'], { cwd: source, stdio: ['ignore', 'ignore', 'inherit'] });
  const code: unknown = await once(go, 'close').then(
    ([status]) => status,
    () => 'there is no go',
  );
  if (code !== 0) {
    rmSync(fresh, { force: true });
    throw new Missing('the receiver of HEC could not be built', `install Go 1.25 or newer (go build said: ${String(code)})`);
  }
  renameSync(fresh, program);
  return program;
}
