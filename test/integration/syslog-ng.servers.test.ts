/** The syslog destination against a real syslog-ng, which decodes structured data: every format over every transport; a collector that dies. */

import { label, type Parcel } from '@gatewatch/domain';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { startSyslogNg } from '../servers/syslog-ng.ts';
import { collectorOf, deliverOverDeath, openSyslog } from './syslog-collector.ts';

const started = await collectorOf('syslog-ng', startSyslogNg);
const withServer = test.skipIf(started === null);
const serverOf = () => {
  if (started === null) throw new Error('syslog-ng was not started');
  return started;
};

withServer('every format over every transport is read as it was meant, structured data to the last sign', async () => {
  const { server, ways } = serverOf();
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
  const { cert: _cert, key: _key, ...bare } = serverOf().tls;
  await using unknown = await openSyslog(bare);
  // In TLS 1.3 a server says no after the client's first bytes: the second message at the latest meets a closed connection.
  for (const id of ['unknown-1', 'unknown-2', 'unknown-3']) await unknown.send([parcel({ id })], AbortSignal.timeout(10_000));
  await using known = await openSyslog(serverOf().tls);
  await known.send([parcel({ id: 'known' })], AbortSignal.timeout(10_000));
  await expect.poll(() => serverOf().server.received().length, { timeout: 20_000, interval: 50 }).toBe(before + 1);
});

withServer('a collector that dies and comes back has every message, some twice', async () => {
  const { server } = serverOf();
  await using destination = await openSyslog(serverOf().tls);
  const wanted = await deliverOverDeath(destination, server);
  const ids = () => new Set(server.received().map(({ _SDATA }) => Object.values(_SDATA)[0]?.alert));
  await expect.poll(() => wanted.filter((id) => !ids().has(id)), { timeout: 20_000, interval: 50 }).toEqual([]);
});
