/** What a source reads, where it goes on, and what its checkpoint may claim. The client is the vendor's, the service the double. */

import { type EventHubs, type HubBody, recordingIntake, startEventHubs } from '@gatewatch/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { configOf, idsIn, record, run, taken, until } from './running.fixture.ts';

let hubs: EventHubs;
beforeAll(async () => {
  hubs = await startEventHubs({ hubs: { signins: 2, audit: 1 }, groups: ['gatewatch', 'second'] });
});
beforeEach(() => {
  hubs.renew('signins', 2);
  hubs.renew('audit', 1);
});
afterAll(() => hubs[Symbol.asyncDispose]());

test('all partitions are announced before anything is taken, and read from the oldest event', async () => {
  for (const partition of [0, 1]) hubs.append('signins', partition, record(`s${partition}`));
  hubs.append('audit', 0, record('a0'));
  const { intake, reader } = await run(configOf(hubs, { hubs: ['signins', 'audit'] }));
  await until(() => idsIn(intake).length === 3);
  await reader.stop();
  await reader.settled;
  for (const name of ['entra/signins/0', 'entra/signins/1', 'entra/audit/0']) {
    const source = { name, tenant: 'contoso', provider: 'entra' };
    const calls = intake.calls.filter((call) => call.kind !== 'control' && call.source.name === name);
    expect(calls[0]).toEqual({ kind: 'progress', source, progress: 0 });
    expect(calls[1]).toMatchObject({ kind: 'take', source, bodies: [{ position: 0 }] });
  }
  const signins = intake.calls.flatMap((call) =>
    call.kind === 'control' || !call.source.name.startsWith('entra/signins') ? [] : [call.kind],
  );
  expect(signins.slice(0, 2)).toEqual(['progress', 'progress']);
});

test('bytes are what was sent; a value or a sequence, which never was bytes, is JSON', async () => {
  const large = Buffer.alloc(1024 * 1024 - 512, 'x');
  const bodies: readonly (readonly [HubBody, Buffer])[] = [
    ...[Buffer.alloc(0), Buffer.from([0xff, 0xfe, 0x00, 0x80]), large, Buffer.from('\ufeff{"records":[]}')].map(
      (bytes) => [bytes, bytes] as const,
    ),
    [{ value: 'text' }, Buffer.from('text')],
    [{ value: { records: [{ id: 'v' }] } }, Buffer.from('{"records":[{"id":"v"}]}')],
    [{ sequence: [{ id: 's' }, 7] }, Buffer.from('[{"id":"s"},7]')],
  ];
  for (const [body] of bodies) hubs.append('audit', 0, body);
  const { intake, reader } = await run(configOf(hubs, { hubs: ['audit'] }));
  await until(() => taken(intake).length === bodies.length);
  await reader.stop();
  const came = intake.calls.flatMap((call) => (call.kind === 'take' ? call.bodies : []));
  for (const [at, [, bytes]] of bodies.entries()) {
    expect(came[at]?.position).toBe(at);
    expect(Buffer.compare(came[at]?.bytes ?? Buffer.from('nothing came'), bytes)).toBe(0);
  }
});

test('a checkpoint moves only when its events are durable, and reading goes on behind it', async () => {
  const intake = recordingIntake();
  const release = intake.hold('take');
  for (let i = 0; i < 20; i++) hubs.append('audit', 0, record(`${i}`));
  const { bookmarks, reader } = await run(configOf(hubs, { hubs: ['audit'] }), { intake });
  const [scope = ''] = await waitForScope(bookmarks);
  await until(() => hubs.receivers.includes('audit/0'));
  hubs.append('audit', 0, record('20'));
  expect((await bookmarks.list(scope)).filter(({ name }) => name.startsWith('checkpoint/'))).toEqual([]);
  release();
  await until(() => idsIn(intake).length === 21);
  await reader.stop();
  expect((await bookmarks.list(scope)).find(({ name }) => name === 'checkpoint/0')?.text).toContain('"sequence":20');

  hubs.append('audit', 0, record('21'));
  const second = await run(configOf(hubs, { hubs: ['audit'] }), { bookmarks });
  await until(() => taken(second.intake).length > 0);
  await second.reader.stop();
  expect(idsIn(second.intake)).toEqual(['21']);
});

test('stopped while nothing goes downstream, it ends within seconds and the events are read again', async () => {
  const intake = recordingIntake();
  intake.hold('take');
  hubs.append('audit', 0, record('held'));
  const { bookmarks, reader } = await run(configOf(hubs, { hubs: ['audit'] }), { intake, timing: { grace: 50 } });
  await until(() => hubs.receivers.includes('audit/0'));
  await reader.stop();
  await reader.settled;
  expect(taken(intake)).toEqual([]);
  const second = await run(configOf(hubs, { hubs: ['audit'] }), { bookmarks });
  await until(() => idsIn(second.intake).includes('held'));
  await second.reader.stop();
});

test('a bug downstream ends the reader with it, and no batch is left behind', async () => {
  const intake = recordingIntake();
  const bug = Object.assign(new Error('a bug'), { retryable: true });
  intake.fail('take', { error: bug });
  for (let i = 0; i < 120; i++) hubs.append('audit', 0, record(String(i).padStart(3, '0')));
  const { bookmarks, reader } = await run(configOf(hubs, { hubs: ['audit'] }), { intake });
  await expect(reader.settled).rejects.toBe(bug);
  await reader.stop();
  expect(taken(intake)).toEqual([]);
  const second = await run(configOf(hubs, { hubs: ['audit'] }), { bookmarks });
  await until(() => idsIn(second.intake).length === 120);
  await second.reader.stop();
});

test('tenants and consumer groups beside each other each have everything', async () => {
  for (let i = 0; i < 10; i++) hubs.append('signins', i % 2, record(`${i}`));
  const one = await run(configOf(hubs));
  const two = await run(configOf(hubs, { name: 'other', tenant: 'fabrikam', consumerGroup: 'second' }), one);
  await until(() => taken(one.intake).length === 20);
  await Promise.all([one.reader.stop(), two.reader.stop()]);
  const tenants = one.intake.calls.flatMap((call) =>
    call.kind === 'take' ? call.bodies.map(() => `${call.source.tenant} ${call.source.name.split('/')[0]}`) : [],
  );
  expect(tenants.filter((name) => name === 'contoso entra')).toHaveLength(10);
  expect(tenants.filter((name) => name === 'fabrikam other')).toHaveLength(10);
});

async function waitForScope(bookmarks: { scopes(): Promise<readonly string[]> }): Promise<readonly string[]> {
  let scopes: readonly string[] = [];
  await until(() => {
    void bookmarks.scopes().then((found) => (scopes = found));
    return scopes.length > 0;
  });
  return scopes;
}
