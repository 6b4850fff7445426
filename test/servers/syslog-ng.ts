/**
 * A real syslog-ng on loopback: TCP, UDP and TLS inputs of RFC 5424, every message as syslog-ng understood it a line of JSON in one file.
 * Debian's package conflicts with rsyslog, so it is unpacked beside the system, not installed.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { Missing } from './missing.ts';
import type { RsyslogTls } from './rsyslog.ts';
import { takes } from './takes.ts';

export interface SyslogNgServer extends AsyncDisposable {
  readonly tcp: number;
  readonly udp: number;
  readonly tls: number;
  /** What it took, in order of arrival. */
  received(): readonly SyslogNgMessage[];
  /** What it could not read, in its own words. */
  failures(): readonly string[];
  start(): Promise<void>;
  kill(): Promise<void>;
}

export interface SyslogNgMessage {
  readonly MESSAGE: string;
  readonly HOST: string;
  readonly PROGRAM: string;
  readonly MSGID: string;
  readonly PRIORITY: string;
  readonly FACILITY: string;
  /** Structured data, decoded: element → parameter → value. */
  readonly _SDATA: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const cache = join(import.meta.dirname, '../../node_modules/.cache/gatewatch-servers');
const packages = ['syslog-ng-core', 'libivykis0', 'libnet1', 'libwrap0', 'libpcre3'];

/** `tls`: clients must show a certificate of the authority. Throws Missing. */
export async function startSyslogNg(folder: string, tls: RsyslogTls): Promise<SyslogNgServer> {
  const root = unpacked();
  const program = join(root, 'usr/sbin/syslog-ng');
  const [modules = ''] = globSync(join(root, 'usr/lib/**/libsyslogformat.so')).map(dirname);
  const libraries = new Set(globSync(join(root, '{usr/lib,lib}/**/*.so*')).map(dirname));
  mkdirSync(folder, { recursive: true });
  const [tcp, udp, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const out = join(folder, 'received.ndjson');
  const configuration = join(folder, 'syslog-ng.conf');
  const version = /^syslog-ng \d+ \((\d+\.\d+)/.exec(
    spawnSync(program, ['--version'], { encoding: 'utf8', env: { LD_LIBRARY_PATH: [...libraries].join(':') } }).stdout ?? '',
  )?.[1];
  if (version === undefined) throw new Missing('syslog-ng does not run here', `its packages lie in ${root}`);
  writeFileSync(
    configuration,
    `@version: ${version}
@module json-plugin
options { stats-freq(0); keep-hostname(yes); use-dns(no); dns-cache(no); log-msg-size(262144); };
source taken {
  syslog(transport("tcp") ip("127.0.0.1") port(${tcp}));
  syslog(transport("udp") ip("127.0.0.1") port(${udp}));
  syslog(transport("tls") ip("127.0.0.1") port(${tlsPort}) tls(
    key-file("${tls.key}") cert-file("${tls.cert}") ca-file("${tls.ca}") peer-verify(required-trusted)));
};
destination lines { file("${out}" template("$(format-json --scope rfc5424)\\n")); };
log { source(taken); destination(lines); };
`,
  );
  const own = ['--persist-file', join(folder, 'persist'), '--pidfile', join(folder, 'pid'), '--control', join(folder, 'control')];
  const launch = () =>
    startProcess({
      name: 'syslog-ng',
      command: program,
      args: ['-F', '--no-caps', '--stderr', '--cfgfile', configuration, '--module-path', modules, ...own],
      cwd: folder,
      environment: { LD_LIBRARY_PATH: [...libraries].join(':') },
      log: join(folder, 'syslog-ng.log'),
      probe: () => takes(tcp),
      withinMs: 20_000,
    });
  let server = await launch();
  const lines = (): readonly SyslogNgMessage[] =>
    existsSync(out)
      ? readFileSync(out, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      : [];
  const isOwn = ({ PROGRAM }: SyslogNgMessage) => PROGRAM === 'syslog-ng';
  return {
    tcp,
    udp,
    tls: tlsPort,
    received: () => lines().filter((message) => !isOwn(message)),
    failures: () =>
      lines()
        .filter(isOwn)
        .map(({ MESSAGE }) => MESSAGE),
    async start() {
      server = await launch();
    },
    kill: () => server.kill(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** Folder of the unpacked packages, fetched once. */
function unpacked(): string {
  const folder = join(cache, 'syslog-ng');
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const fetched = spawnSync('apt-get', ['download', '-qq', ...packages], { cwd: fresh, encoding: 'utf8' });
  const files = globSync('*.deb', { cwd: fresh });
  for (const file of files) spawnSync('dpkg', ['-x', file, '.'], { cwd: fresh });
  if (fetched.status !== 0 || files.length < packages.length) {
    rmSync(fresh, { recursive: true, force: true });
    const why = fetched.error === undefined ? "run 'apt-get update' as root first" : "it is one of Debian's packages";
    throw new Missing('syslog-ng could not be fetched', why);
  }
  if (existsSync(folder)) rmSync(fresh, { recursive: true });
  else renameSync(fresh, folder);
  return folder;
}
