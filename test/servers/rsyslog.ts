/** A real rsyslog on loopback: TCP, UDP and TLS inputs, every message with its parts a line of JSON in one file. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProcess } from './child.ts';
import { freePort } from './free-port.ts';
import { Missing } from './missing.ts';
import { takes } from './takes.ts';

export interface RsyslogServer extends AsyncDisposable {
  readonly tcp: number;
  readonly udp: number;
  readonly tls: number;
  /** As rsyslog parsed them. */
  received(): readonly RsyslogMessage[];
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export interface RsyslogMessage {
  readonly msg: string;
  readonly host: string;
  readonly app: string;
  readonly msgid: string;
  readonly data: string;
  readonly severity: string;
  readonly facility: string;
}

/** PEM paths of the server's side; clients must show a certificate of the authority. Throws Missing. */
export interface RsyslogTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

export async function startRsyslog(folder: string, tls: RsyslogTls): Promise<RsyslogServer> {
  const version = spawnSync('rsyslogd', ['-v'], { encoding: 'utf8' });
  if (version.status !== 0) throw new Missing('rsyslogd is missing', "install Debian's rsyslog and rsyslog-openssl");
  mkdirSync(folder, { recursive: true });
  const [tcp, udp, tlsPort] = [await freePort(), await freePort(), await freePort()];
  const out = join(folder, 'received.ndjson');
  const configuration = join(folder, 'rsyslog.conf');
  writeFileSync(
    configuration,
    `global(workDirectory="${folder}" maxMessageSize="64k" parser.escapeControlCharactersOnReceive="off"
       defaultNetstreamDriver="ossl" defaultNetstreamDriverCAFile="${tls.ca}" defaultNetstreamDriverCertFile="${tls.cert}" defaultNetstreamDriverKeyFile="${tls.key}")
     module(load="imtcp")
     module(load="imudp")
     template(name="json" type="list" option.jsonf="on") {
       property(outname="msg" name="msg" format="jsonf") property(outname="host" name="hostname" format="jsonf")
       property(outname="app" name="app-name" format="jsonf") property(outname="msgid" name="msgid" format="jsonf")
       property(outname="data" name="structured-data" format="jsonf") property(outname="severity" name="syslogseverity" format="jsonf")
       property(outname="facility" name="syslogfacility" format="jsonf") }
     ruleset(name="all") { action(type="omfile" file="${out}" template="json" flushOnTXEnd="on") }
     input(type="imtcp" port="${tcp}" address="127.0.0.1" ruleset="all" maxFrameSize="200000")
     input(type="imudp" port="${udp}" address="127.0.0.1" ruleset="all")
     input(type="imtcp" port="${tlsPort}" address="127.0.0.1" ruleset="all" maxFrameSize="200000" streamDriver.name="ossl" streamDriver.mode="1"
       streamDriver.authMode="x509/certvalid")
    `,
  );
  const launch = () =>
    startProcess({
      name: 'rsyslog',
      command: 'rsyslogd',
      args: ['-n', '-f', configuration, '-i', join(folder, 'rsyslog.pid')],
      cwd: folder,
      log: join(folder, 'rsyslog.log'),
      probe: () => takes(tcp),
      withinMs: 20_000,
    });
  let server = await launch();
  return {
    tcp,
    udp,
    tls: tlsPort,
    received: () =>
      existsSync(out)
        ? readFileSync(out, 'utf8')
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => JSON.parse(line))
        : [],
    async start() {
      server = await launch();
    },
    stop: () => server.stop(),
    kill: () => server.kill(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}
