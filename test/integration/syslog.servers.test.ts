/** The syslog destination against a real rsyslog: every format over every transport, parsed by it; a collector that dies and comes back. */

import type { Parcel } from '@gatewatch/domain';
import { exampleParcels } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { startRsyslog } from '../servers/rsyslog.ts';
import { collectorOf, deliverOverDeath, openSyslog } from './syslog-collector.ts';

const started = await collectorOf('rsyslog', startRsyslog);
const withServer = test.skipIf(started === null);
const serverOf = () => {
  if (started === null) throw new Error('rsyslog was not started');
  return started;
};

async function arrive(count: number) {
  await expect.poll(() => serverOf().server.received().length, { timeout: 20_000, interval: 50 }).toBe(count);
  return serverOf().server.received();
}

withServer('every format over every transport arrives whole and is parsed', async () => {
  const { ways } = serverOf();
  const { opened, withdrawn, summary, hostile } = exampleParcels;
  const parcels: readonly Parcel[] = [opened, withdrawn, summary, hostile];
  let sent = 0;
  for (const way of ways) {
    for (const format of ['cef', 'leef', 'ecs', 'ocsf']) {
      await using destination = await openSyslog({ ...way, format, hostname: 'gate.example' });
      const answers = await destination.send(parcels, AbortSignal.timeout(10_000));
      expect(answers.map(({ kind }) => kind)).toEqual(parcels.map(() => 'delivered'));
      const all = await arrive(sent + parcels.length);
      const messages = all.slice(sent);
      sent = all.length;
      expect(messages.map(({ host, app, msgid, facility }) => [host, app, msgid, facility])).toEqual(
        parcels.map(({ alert }) => ['gate.example', 'gatewatch', alert?.detector.id ?? 'summary', '13']),
      );
      expect(messages.map(({ severity }) => severity)).toEqual(['3', '6', '5', '3']);
      for (const [i, { data, msg }] of messages.entries()) {
        expect(data).toContain(`alert="${parcels[i]?.id}"`);
        const text = msg.replace(/^\ufeff/, '');
        if (format === 'cef') expect(text).toMatch(/^CEF:0\|Gatewatch\|/);
        else if (format === 'leef') expect(text).toMatch(/^LEEF:2\.0\|Gatewatch\|/);
        else expect(JSON.parse(text)).toBeTypeOf('object');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u202e]/);
      }
    }
  }
});

withServer('a collector with another authority, or that is not there, is told for what it is', async () => {
  const { server } = serverOf();
  await using strange = await openSyslog({ transport: 'tls', port: server.tls });
  expect(await strange.send([exampleParcels.opened], AbortSignal.timeout(10_000))).toMatchObject([
    { kind: 'refused', code: 'tls' },
  ]);
  await using guarded = await openSyslog({ transport: 'tcp', port: server.tcp, insecure: true, allow: [] });
  expect(await guarded.send([exampleParcels.opened], AbortSignal.timeout(10_000))).toMatchObject([
    { kind: 'refused', code: 'address-refused' },
  ]);
});

withServer('a collector that dies and comes back has every message, some twice', async () => {
  const { server } = serverOf();
  await using destination = await openSyslog({ transport: 'tcp', port: server.tcp, insecure: true });
  const wanted = await deliverOverDeath(destination, server);
  const ids = () => new Set(server.received().map(({ data }) => /alert="(again-\d+)"/.exec(data)?.[1]));
  await expect.poll(() => wanted.filter((id) => !ids().has(id)), { timeout: 20_000, interval: 50 }).toEqual([]);
});
