/** The syslog destination against a real syslog-ng, which decodes structured data: every format over every transport; a collector that dies. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { label, type Parcel } from '@gatewatch/domain';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { afterAll, expect, test } from 'vitest';
import { makeAuthority } from '../servers/certificates.ts';
import { orMissing } from '../servers/or-missing.ts';
import { startSyslogNg } from '../servers/syslog-ng.ts';
import { openSyslog } from './open-syslog.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-syslog-ng-'));
const stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => stack.disposeAsync());

const started = await orMissing(async () => {
  const authority = makeAuthority(folder, 'collector');
  const { certificate: cert, key } = authority.server;
  const server = stack.use(await startSyslogNg(join(folder, 'syslog-ng'), { ca: authority.ca, cert, key }));
  return { authority, server };
});
const withServer = test.skipIf(started === null);
const serverOf = () => {
  if (started === null) throw new Error('syslog-ng was not started');
  return started;
};

const tls = () => {
  const { server, authority } = serverOf();
  const read = (path: string) => readFileSync(path, 'utf8');
  const { certificate, key } = authority.client;
  return { transport: 'tls', port: server.tls, ca: read(authority.ca), cert: read(certificate), key: read(key) };
};

withServer('every format over every transport is read as it was meant, structured data to the last sign', async () => {
  const { server } = serverOf();
  const ways = [
    tls(),
    { transport: 'tcp', port: server.tcp, insecure: true },
    { transport: 'udp', port: server.udp, insecure: true },
  ];
  const strange = 'te"nant]\\ [x@1 a="b"]\r\n=\u202e é 漢';
  const { opened, withdrawn, summary, hostile } = exampleParcels;
  const parcels: readonly Parcel[] = [opened, withdrawn, summary, hostile, parcel({ id: 'strange', tenant: strange })];
  let sent = 0;
  for (const way of ways) {
    for (const format of ['cef', 'leef', 'ecs', 'ocsf']) {
      await using destination = await openSyslog({ ...way, format, hostname: 'gate.example', enterprise: 99999 });
      const answers = await destination.send(parcels, AbortSignal.timeout(10_000));
      expect(answers.map(({ kind }) => kind)).toEqual(parcels.map(() => 'delivered'));
      await expect.poll(() => server.received().length, { timeout: 20_000, interval: 50 }).toBe(sent + parcels.length);
      const messages = server.received().slice(sent);
      sent += parcels.length;
      expect(messages.map(({ HOST, PROGRAM, MSGID, FACILITY, PRIORITY }) => [HOST, PROGRAM, MSGID, FACILITY, PRIORITY])).toEqual(
        parcels.map(({ alert, notice }) => [
          'gate.example',
          'gatewatch',
          alert?.detector.id ?? 'summary',
          'security',
          alert === null ? 'notice' : notice === 'withdrawn' ? 'info' : 'err',
        ]),
      );
      expect(messages.map(({ _SDATA }) => _SDATA)).toEqual(
        parcels.map(({ id, notice, revision, tenant }) => ({
          'gatewatch@99999': { notice, alert: id, revision: String(revision), tenant: label(tenant, 1000) },
        })),
      );
      for (const { MESSAGE } of messages) {
        if (format === 'cef') expect(MESSAGE).toMatch(/^CEF:0\|Gatewatch\|/);
        else if (format === 'leef') expect(MESSAGE).toMatch(/^LEEF:2\.0\|Gatewatch\|/);
        else expect(JSON.parse(MESSAGE)).toBeTypeOf('object');
      }
    }
  }
  expect(server.failures().filter((text) => text.includes('Error processing'))).toEqual([]);
});

withServer('TLS: a collector with another authority is refused, and without our certificate it refuses us', async () => {
  await using strange = await openSyslog({ transport: 'tls', port: serverOf().server.tls });
  expect(await strange.send([exampleParcels.opened], AbortSignal.timeout(10_000))).toMatchObject([
    { kind: 'refused', code: 'tls' },
  ]);
  const before = serverOf().server.received().length;
  const { cert: _cert, key: _key, ...bare } = tls();
  await using unknown = await openSyslog(bare);
  // In TLS 1.3 a server says no after the client's first bytes: the second message at the latest meets a closed connection.
  for (const id of ['unknown-1', 'unknown-2', 'unknown-3']) await unknown.send([parcel({ id })], AbortSignal.timeout(10_000));
  await using known = await openSyslog(tls());
  await known.send([parcel({ id: 'known' })], AbortSignal.timeout(10_000));
  await expect.poll(() => serverOf().server.received().length, { timeout: 20_000, interval: 50 }).toBe(before + 1);
});

withServer('a collector that dies and comes back has every message, some twice', async () => {
  const { server } = serverOf();
  await using destination = await openSyslog(tls());
  const parcelsOf = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => parcel({ id: `again-${from + i}` }));
  const deliver = async (parcels: readonly Parcel[]) => {
    for (;;) {
      const [answer] = await destination.send(parcels, AbortSignal.timeout(10_000));
      if (answer?.kind === 'delivered') return;
      expect(answer?.kind).toBe('retry');
    }
  };
  await deliver(parcelsOf(0, 10));
  await server.kill();
  const during = deliver(parcelsOf(10, 20));
  await server.start();
  await during;
  await deliver(parcelsOf(20, 21));
  const ids = () => new Set(server.received().map(({ _SDATA }) => Object.values(_SDATA)[0]?.alert));
  const wanted = parcelsOf(0, 21).map(({ id }) => id);
  await expect.poll(() => wanted.filter((id) => !ids().has(id)), { timeout: 20_000, interval: 50 }).toEqual([]);
});
