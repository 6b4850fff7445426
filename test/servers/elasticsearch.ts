/** A real Elasticsearch of one node on loopback, in a folder of its own: Elastic's own minimal distribution from Maven Central. */

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Authority } from './certificates.ts';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { distributionOf, javaHomeOf, unverified } from './jars.ts';
import { Missing } from './missing.ts';

export interface ElasticsearchServer extends AsyncDisposable {
  /** `http://127.0.0.1:9200`; https where it is secured. */
  readonly url: string;
  /** Starts it again on the same port and data, after `stop` or `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL of the server itself: as if the machine had lost power. */
  kill(): Promise<void>;
}

export interface ElasticsearchOptions {
  /** Lines added to elasticsearch.yml. */
  readonly settings?: readonly string[];
  /** For a bench: with the compiler and the collector that it has by itself. */
  readonly measured?: boolean;
  /** TLS with this authority's certificate, and the user `elastic` with this password. */
  readonly secured?: { readonly authority: Authority; readonly password: string };
}

const artifact = 'org.elasticsearch.distribution.integ-test-zip:elasticsearch:9.5.3:zip';
/** It refuses to run as root: then it runs as the system's nobody (Debian's base-passwd). */
const nobody = 65_534;
const heapFlags = ['-Xms512m', '-Xmx512m', '-XX:-UsePerfData'];
/** A test's server holds little and starts fast: half of the time goes into the compiler otherwise. */
const fastStart = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-XX:-UseG1GC', ...unverified];

/** Throws Missing where Java 21, Maven or the distribution are not to be had. */
export async function startElasticsearch(folder: string, options: ElasticsearchOptions = {}): Promise<ElasticsearchServer> {
  const java = javaHomeOf(21);
  const asRoot = process.getuid?.() === 0;
  mkdirSync(folder, { recursive: true });
  if (asRoot) openTheWayTo(folder);
  const home = homeOf(distributionOf('elasticsearch', artifact), folder, asRoot);
  const port = await freePort();
  const config = join(folder, 'config');
  cpSync(join(home, 'config'), config, { recursive: true });
  const { secured } = options;
  const settings = [...settingsOf(port, await freePort(), folder), ...securityOf(secured, config), ...(options.settings ?? [])];
  writeFileSync(join(config, 'elasticsearch.yml'), settings.join('\n'));
  writeFileSync(
    join(config, 'jvm.options.d', 'test.options'),
    `${[...heapFlags, ...(options.measured === true ? [] : fastStart)].join('\n')}\n`,
  );
  for (const name of ['data', 'logs', 'tmp']) mkdirSync(join(folder, name), { recursive: true });
  const environment = { ES_JAVA_HOME: java, ES_PATH_CONF: config, ES_TMPDIR: join(folder, 'tmp') };
  if (secured !== undefined) keepPassword(home, environment, secured.password);
  if (asRoot) giveTo(folder);

  const pid = join(folder, 'elasticsearch.pid');
  const elasticsearch = [join(home, 'bin/elasticsearch'), '-p', pid];
  const unprivileged = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...elasticsearch];
  const url = `${secured === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  const launch = () => {
    rmSync(pid, { force: true });
    return startProcess({
      name: 'Elasticsearch',
      command: asRoot ? 'setpriv' : (elasticsearch[0] ?? ''),
      args: asRoot ? unprivileged : elasticsearch.slice(1),
      cwd: folder,
      environment,
      log: join(folder, 'elasticsearch.log'),
      probe: () => isReady(url, secured),
      withinMs: 180_000,
    });
  };
  let server = await launch();
  return {
    url,
    async start() {
      server = await launch();
    },
    stop: () => server.stop(),
    async kill() {
      process.kill(Number(readFileSync(pid, 'utf8')), 'SIGKILL'); // its launcher ends with it
      await server.ended();
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

function settingsOf(port: number, transport: number, folder: string): readonly string[] {
  return [
    'discovery.type: single-node',
    'network.host: 127.0.0.1',
    `http.port: ${port}`,
    `transport.port: ${transport}`,
    `path.data: ${join(folder, 'data')}`,
    `path.logs: ${join(folder, 'logs')}`,
    'cluster.routing.allocation.disk.threshold_enabled: false',
  ];
}

/** Settings, and the PEM files copied to where the server may read them. */
function securityOf(secured: ElasticsearchOptions['secured'], config: string): readonly string[] {
  if (secured === undefined) return ['xpack.security.enabled: false'];
  const { key, certificate } = secured.authority.server;
  copyFileSync(key, join(config, 'http.key'));
  copyFileSync(certificate, join(config, 'http.pem'));
  return [
    'xpack.security.enabled: true',
    'xpack.security.http.ssl.enabled: true',
    'xpack.security.http.ssl.key: http.key',
    'xpack.security.http.ssl.certificate: http.pem',
  ];
}

function keepPassword(home: string, environment: Readonly<Record<string, string>>, password: string): void {
  const ran = spawnSync(join(home, 'bin/elasticsearch-keystore'), ['add', '-x', '-f', 'bootstrap.password'], {
    input: password,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(`Elasticsearch's keystore was not written:\n${ran.stdout}${ran.stderr}`);
}

/** Resolves true once the cluster takes requests of the one who is let in. */
function isReady(url: string, secured: ElasticsearchOptions['secured']): Promise<boolean> {
  const auth = secured === undefined ? {} : { auth: `elastic:${secured.password}`, ca: readFileSync(secured.authority.ca) };
  const request = secured === undefined ? plainRequest : tlsRequest;
  return new Promise((resolve) => {
    const asked = request(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`, { timeout: 3_000, ...auth }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });
}

/** The distribution where nobody may read it: in its place, else a copy beside the data. */
function homeOf(distribution: string, folder: string, asRoot: boolean): string {
  if (!asRoot || ancestors(distribution).every((one) => mayPass(one))) return distribution;
  const copy = join(folder, 'home');
  cpSync(distribution, copy, { recursive: true });
  return copy;
}

/** Folders that tests have made for root alone let others through, not in: what stands in them keeps its own modes. */
function openTheWayTo(folder: string): void {
  for (const one of ancestors(folder)) {
    if (mayPass(one)) continue;
    if (!basename(one).startsWith('gatewatch-'))
      throw new Missing(
        `Elasticsearch refuses root, and nobody else may enter ${one}`,
        `run as another user, or set TMPDIR to a folder that all may enter (it is ${tmpdir()})`,
      );
    chmodSync(one, statSync(one).mode | 0o011);
  }
}

/** The folder and those above it, the outermost first. */
function ancestors(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [...ancestors(above), folder];
}

function mayPass(folder: string): boolean {
  return (statSync(folder).mode & 0o001) !== 0;
}

function giveTo(folder: string): void {
  const ran = spawnSync('chown', ['-R', `${nobody}:${nobody}`, folder], { encoding: 'utf8' });
  if (ran.status !== 0) chownSync(folder, nobody, nobody); // throws with the reason
}
