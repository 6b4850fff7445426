/** Against a real SMTP server: STARTTLS demanded, login, threads, refusals. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { exampleParcels, parcel } from '@gatewatch/testing';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { openDestination } from '../without-secrets.ts';
import { email } from './email.ts';

const { hostile, opened, summary, withdrawn } = exampleParcels;
const password = 'correct-horse-battery';
const sendOpened = join(import.meta.dirname, '../testing/send-opened.fixture.ts');

async function mailServer(options: SMTPServerOptions = {}) {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 50,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, callback) =>
      auth.password === password
        ? callback(null, { user: auth.username })
        : callback(new Error(`no such login ${auth.password}`)),
    onData: (stream, _session, callback) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString());
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    port: address.port,
    mails,
    sockets,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

const open = (more: object, allow: readonly string[] = ['127.0.0.0/8']) =>
  openDestination(
    email,
    email.options.parse({ host: '127.0.0.1', security: 'none', from: 'gatewatch@example.com', to: ['soc@example.com'], ...more }),
    createSurroundings({ name: 'mail', allow, insecure: true }),
  );
const soon = () => AbortSignal.timeout(10_000);
const header = (mail: string | undefined, name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(mail ?? '')?.[1]?.trim();

test('all that is said of one alert is one thread', async () => {
  await using server = await mailServer();
  await using destination = await open({ port: server.port });
  for (const one of [opened, withdrawn, summary]) expect(await destination.send([one], soon())).toEqual([{ kind: 'delivered' }]);
  const [first, second, third] = server.mails;
  expect(header(first, 'Subject')).toBe('[high] Impossible travel: Ada Lovelace');
  expect(header(second, 'Subject')).toBe('Withdrawn: Impossible travel: Ada Lovelace');
  expect(header(second, 'References')).toBe(header(first, 'Message-ID'));
  expect(header(third, 'References')).toBeUndefined();
  expect(header(first, 'Auto-Submitted')).toBe('auto-generated');
  for (const kind of ['text/plain', 'text/html']) expect(first).toContain(kind);
});

test('texts that an attacker chose make no header and no markup', async () => {
  await using server = await mailServer();
  await using destination = await open({ port: server.port });
  const injecting = parcel({ title: 'Travel\r\nBcc: everybody@evil.example', id: 'inject' });
  await destination.send([hostile], soon());
  await destination.send([injecting], soon());
  for (const mail of server.mails) {
    expect(mail).not.toMatch(/^Bcc:/im);
    expect(mail.slice(mail.indexOf('text/html'))).not.toContain('<script');
    expect(mail).not.toContain('http://evil.example');
  }
});

test('a login that is refused, a recipient that is refused, a busy server are told for what they are', async () => {
  await using login = await mailServer({ authOptional: false, allowInsecureAuth: true });
  await using right = await open({ port: login.port, username: 'gatewatch', password });
  expect(await right.send([opened], soon())).toEqual([{ kind: 'delivered' }]);
  await using wrong = await open({ port: login.port, username: 'gatewatch', password: 'wrong-password' });
  const [refused] = await wrong.send([opened], soon());
  expect(refused).toMatchObject({ kind: 'refused', code: 'no-login' });
  expect(JSON.stringify(refused)).not.toContain('wrong-password');

  const answering = (code: number) => ({
    onRcptTo: (_address: unknown, _session: unknown, callback: (error: Error) => void) =>
      callback(Object.assign(new Error('no'), { responseCode: code })),
  });
  await using busy = await mailServer(answering(451));
  await using toBusy = await open({ port: busy.port });
  expect(await toBusy.send([opened], soon())).toMatchObject([{ kind: 'retry', code: 'smtp-451' }]);
  await using strict = await mailServer(answering(550));
  await using toStrict = await open({ port: strict.port });
  expect(await toStrict.send([opened], soon())).toMatchObject([{ kind: 'refused', code: 'smtp-550' }]);
});

test('starttls is demanded: a server without it gets no mail, one with a strange certificate neither', async () => {
  await using plain = await mailServer();
  await using demanding = await open({ port: plain.port, security: 'starttls' });
  expect(await demanding.send([opened], soon())).toMatchObject([{ kind: 'refused', code: 'tls' }]);
  await using strange = await mailServer({ disabledCommands: [] });
  await using toStrange = await open({ port: strange.port, security: 'starttls' });
  expect(await toStrange.send([opened], soon())).toMatchObject([{ kind: 'refused', code: 'tls' }]);
  expect([plain.mails, strange.mails]).toEqual([[], []]);
});

test('a server that is not there or says nothing is tried again; one of this machine only where it is allowed', async () => {
  await using gone = await open({ port: 1 });
  expect(await gone.send([opened], soon())).toMatchObject([{ kind: 'retry' }]);
  await using server = await mailServer({ onConnect: () => {} });
  await using silent = await open({ port: server.port });
  expect(await silent.send([opened], AbortSignal.timeout(100))).toMatchObject([{ kind: 'retry', code: 'timed-out' }]);
  await using refused = await open({ port: server.port }, []);
  expect(await refused.send([opened], soon())).toMatchObject([{ kind: 'refused', code: 'address-refused' }]);
});

test('a server that hangs or breaks off after the text is tried again, and what a killed process said is said again', async () => {
  const seen: string[] = [];
  let meet: 'hang' | 'cut' | 'take' = 'hang';
  await using server = await mailServer({
    onData: (stream, _session, callback) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        seen.push(header(Buffer.concat(parts).toString(), 'Message-ID') ?? '');
        if (meet === 'take') callback();
        if (meet === 'cut') for (const socket of server.sockets) socket.destroy();
      });
    },
  });
  await using destination = await open({ port: server.port });
  expect(await destination.send([opened], AbortSignal.timeout(1000))).toMatchObject([{ kind: 'retry', code: 'timed-out' }]);
  meet = 'cut';
  expect(await destination.send([opened], soon())).toMatchObject([{ kind: 'retry' }]);
  meet = 'hang';
  const options = {
    host: '127.0.0.1',
    port: server.port,
    security: 'none',
    from: 'gatewatch@example.com',
    to: ['soc@example.com'],
  };
  const child = spawn(process.execPath, [sendOpened, 'email', JSON.stringify(options)], { stdio: 'inherit' });
  const gone = once(child, 'exit');
  await expect.poll(() => seen.length, { timeout: 60_000, interval: 10 }).toBe(3);
  child.kill('SIGKILL');
  await gone;
  meet = 'take';
  expect(await destination.send([opened], soon())).toEqual([{ kind: 'delivered' }]);
  expect(new Set(seen)).toEqual(new Set(['<a1b2c3@example.com>']));
});
