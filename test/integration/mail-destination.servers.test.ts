/** The mail destination against a mail server of other authors than its library's: STARTTLS, login, threads, refusals, a server that dies. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDestinations } from '@gatewatch/forwarder';
import { exampleParcels, hostileText, parcel } from '@gatewatch/testing';
import { afterAll, expect, test } from 'vitest';
import { makeAuthority } from '../servers/certificates.ts';
import { orMissing } from '../servers/or-missing.ts';
import { startMailServer } from '../servers/smtp.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-mail-'));
const stack = new AsyncDisposableStack();
stack.defer(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => stack.disposeAsync());

const started = await orMissing(async () => {
  const authority = makeAuthority(folder, 'mail');
  return { authority, server: stack.use(await startMailServer(join(folder, 'mail'), authority.server)) };
});
const withServer = test.skipIf(started === null);
const serverOf = () => {
  if (started === null) throw new Error('the mail server was not started');
  return started;
};
const soon = () => AbortSignal.timeout(30_000);

async function open(options: object = {}) {
  const { server, authority } = serverOf();
  const { port, username, password } = server;
  const own = { host: '127.0.0.1', port, username, password, from: 'gatewatch@example.com', to: ['soc@example.com'] };
  const ca = readFileSync(authority.ca, 'utf8');
  const configured = { mail: { type: 'email', allow: ['127.0.0.0/8'], ca, ...own, ...options } };
  const [opened] = await openDestinations(configured, (path) => path);
  if (opened === undefined) throw new Error('one destination is configured');
  return opened.destination;
}

withServer('mails arrive over TLS with a login, well formed, one thread an alert', async () => {
  const { opened, withdrawn, summary, hostile } = exampleParcels;
  await using destination = await open({ to: ['soc@example.com', 'ciso@example.com'], link: 'https://soc.example/alerts/{id}' });
  for (const one of [opened, withdrawn, summary, hostile])
    expect(await destination.send([one], soon())).toEqual([{ kind: 'delivered' }]);
  const mails = serverOf().server.mails();
  expect(mails.map(({ tls, login, to, defects }) => [tls, login, to, defects])).toEqual(
    mails.map(() => [true, 'gatewatch', ['soc@example.com', 'ciso@example.com'], []]),
  );
  const [first, second, third, fourth] = mails;
  expect(first?.headers.subject).toBe('[high] Impossible travel: Ada Lovelace');
  expect(second?.headers.references).toBe(first?.headers['message-id']);
  expect(second?.headers['in-reply-to']).toBe(first?.headers['message-id']);
  expect(third?.headers.references).toBeUndefined();
  for (const words of [first?.text, first?.html]) expect(words).toContain('https://soc.example/alerts/a1b2c3');
  for (const words of [JSON.stringify(fourth?.headers), fourth?.text, fourth?.html])
    for (const raw of [hostileText, '\u001b', '\u202e', 'http://evil']) expect(words).not.toContain(raw);
  expect(fourth?.html).not.toContain('<script');
});

withServer('what the server refuses is told for what it is', async () => {
  const answerTo = async (options: object) => {
    await using destination = await open(options);
    return (await destination.send([exampleParcels.opened], soon()))[0];
  };
  const before = serverOf().server.mails().length;
  expect(await answerTo({ to: ['busy@example.com'] })).toMatchObject({ kind: 'retry', code: 'smtp-451' });
  expect(await answerTo({ to: ['nobody@example.com'] })).toMatchObject({ kind: 'refused', code: 'smtp-550' });
  expect(await answerTo({ to: ['full@example.com'] })).toMatchObject({ kind: 'rejected', code: 'smtp-552' });
  const wrong = await answerTo({ password: 'wrong-password' });
  expect(wrong).toMatchObject({ kind: 'refused', code: 'no-login' });
  expect(JSON.stringify(wrong)).not.toContain('wrong-password');
  expect(await answerTo({ username: undefined, password: undefined })).toMatchObject({ kind: 'refused' });
  expect(await answerTo({ ca: undefined })).toMatchObject({ kind: 'refused', code: 'tls' });
  expect(await answerTo({ security: 'none', insecure: true })).toMatchObject({ kind: 'refused' });
  expect(serverOf().server.mails().length).toBe(before);
});

withServer(
  'of several recipients, one that is put off gets it later and the others not again; one that is refused is named by a test',
  async () => {
    const { server } = serverOf();
    const to = ['soc@example.com', 'busy@example.com'];
    await using destination = await open({ to });
    const both = parcel({ id: 'both' });
    const taken = () => server.mails().filter(({ headers }) => headers['x-gatewatch-alert'] === 'both 1');
    for (const _ of [1, 2]) expect(await destination.send([both], soon())).toMatchObject([{ kind: 'retry', code: 'smtp-451' }]);
    expect(taken().map((mail) => mail.to)).toEqual([['soc@example.com']]);

    await using partly = await open({ to: ['soc@example.com', 'nobody@example.com'] });
    expect(await partly.send([parcel({ id: 'partly' })], soon())).toEqual([{ kind: 'delivered' }]);
    expect(await partly.send([parcel({ id: 'try' }, 'test')], soon())).toMatchObject([
      { kind: 'refused', code: 'smtp-550', why: expect.stringContaining('nobody@example.com') },
    ]);
  },
);

withServer('a server that dies and comes back has the mail', async () => {
  const { server } = serverOf();
  await using destination = await open();
  await server.kill();
  expect(await destination.send([parcel({ id: 'later' })], soon())).toMatchObject([{ kind: 'retry' }]);
  await server.start();
  expect(await destination.send([parcel({ id: 'later' })], soon())).toEqual([{ kind: 'delivered' }]);
  expect(server.mails().at(-1)?.headers['x-gatewatch-alert']).toBe('later 1');
});
