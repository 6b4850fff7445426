/** A real collector of syslog as its suites use it: started once, spoken to by our destination, killed in the middle. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Destination, Parcel } from '@gatewatch/domain';
import { openDestinations } from '@gatewatch/forwarder';
import { parcel } from '@gatewatch/testing';
import { afterAll, expect } from 'vitest';
import { makeAuthority } from '../servers/certificates.ts';
import { orMissing } from '../servers/or-missing.ts';
import type { RsyslogTls } from '../servers/rsyslog.ts';

interface Collector extends AsyncDisposable {
  readonly tls: number;
  readonly tcp: number;
  readonly udp: number;
}

/** Null where it cannot be had; ends with the suite. */
export async function collectorOf<S extends Collector>(name: string, start: (folder: string, tls: RsyslogTls) => Promise<S>) {
  const folder = mkdtempSync(join(tmpdir(), `gatewatch-${name}-`));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(() => stack.disposeAsync());
  return orMissing(async () => {
    const authority = makeAuthority(folder, 'collector');
    const { certificate: cert, key } = authority.server;
    const server = stack.use(await start(join(folder, name), { ca: authority.ca, cert, key }));
    const read = (path: string) => readFileSync(path, 'utf8');
    const { client } = authority;
    const proof = { ca: read(authority.ca), cert: read(client.certificate), key: read(client.key) };
    const tls = { transport: 'tls', port: server.tls, ...proof };
    const ways = [
      tls,
      { transport: 'tcp', port: server.tcp, insecure: true },
      { transport: 'udp', port: server.udp, insecure: true },
    ];
    return { server, tls, ways };
  });
}

export async function openSyslog(options: Readonly<Record<string, unknown>>): Promise<Destination> {
  const configured = { collector: { type: 'syslog', allow: ['127.0.0.0/8'], host: '127.0.0.1', ...options } };
  const [opened] = await openDestinations(configured, (path) => path);
  if (opened === undefined) throw new Error('one destination is configured');
  return opened.destination;
}

/** Ten alerts before the collector is killed, ten while it is away, one after: their ids, once all are taken. */
export async function deliverOverDeath(
  destination: Destination,
  server: { kill(): Promise<void>; start(): Promise<void> },
): Promise<readonly string[]> {
  const parcels: readonly Parcel[] = Array.from({ length: 21 }, (_, i) => parcel({ id: `again-${i}` }));
  const deliver = async (some: readonly Parcel[]) => {
    for (;;) {
      const [answer] = await destination.send(some, AbortSignal.timeout(10_000));
      if (answer?.kind === 'delivered') return;
      expect(answer?.kind).toBe('retry');
    }
  };
  await deliver(parcels.slice(0, 10));
  await server.kill();
  const during = deliver(parcels.slice(10, 20));
  await server.start();
  await during;
  await deliver(parcels.slice(20));
  return parcels.map(({ id }) => id);
}
