/** What a collector may do to us; real ones (rsyslog, syslog-ng) stand in test/integration. */

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { exampleParcels, parcel, parcelAlert } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { syslog } from './syslog.ts';

/** A collector of TCP: what `meet` does with a connection. */
async function collector(meet: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    meet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    port: address.port,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const open = (options: object) =>
  syslog.open(
    syslog.options.parse({ host: '127.0.0.1', transport: 'tcp', hostname: 'gate.example', ...options }),
    createSurroundings({ name: 'collector', allow: ['127.0.0.0/8'], insecure: true }),
  );
const row = (bytes: number) => ({ ...parcelAlert.evidence.events[0], row: null, app: 'x'.repeat(bytes) });
/** As ECS so large that no frame takes it. */
const events = Array.from({ length: 100 }, () => row(3900)) as unknown as typeof parcelAlert.evidence.events;
const large = parcel({
  id: 'large',
  because: Array.from({ length: 100 }, () => 'x'.repeat(3900)),
  evidence: { ...parcelAlert.evidence, events },
});

test('a collector that takes the connection and reads nothing is left in time', async () => {
  await using half = await collector((socket) => socket.pause());
  await using destination = await open({ port: half.port, format: 'ecs' });
  const many = Array.from({ length: 100 }, (_, i) =>
    parcel({ id: `n${i}`, because: Array.from({ length: 10 }, () => 'x'.repeat(3900)) }),
  );
  for (let i = 0; ; i++) {
    const [answer] = await destination.send(many, AbortSignal.timeout(500));
    if (answer?.kind === 'delivered' && i < 20) continue; // what the system's buffers hold
    expect(answer).toMatchObject({ kind: 'retry', code: 'timed-out' });
    break;
  }
});

test('a TLS handshake that never comes is left in time', async () => {
  await using mute = await collector(() => {});
  await using destination = await open({ port: mute.port, transport: 'tls' });
  expect(await destination.send([exampleParcels.opened], AbortSignal.timeout(300))).toMatchObject([
    { kind: 'retry', code: 'timed-out' },
  ]);
});

test('a connection that is cut is told, and the next one has what was written shortly before, too', async () => {
  const lines: string[] = [];
  await using moody = await collector((socket) => socket.on('data', (part) => lines.push(part.toString())));
  await using destination = await open({ port: moody.port });
  expect(await destination.send([parcel({ id: 'one' })], AbortSignal.timeout(5000))).toEqual([{ kind: 'delivered' }]);
  await expect.poll(() => lines.length).toBe(1);
  for (const socket of moody.sockets) socket.destroy();
  await expect
    .poll(async () => (await destination.send([parcel({ id: 'two' })], AbortSignal.timeout(5000)))[0]?.kind)
    .toBe('delivered');
  await expect
    .poll(() =>
      lines
        .join('')
        .match(/alert="(one|two)"/g)
        ?.slice(0, 3),
    )
    .toEqual(['alert="one"', 'alert="one"', 'alert="two"']);
});

test('a message that is too large for a frame is rejected, and the others of the batch arrive', async () => {
  const lines: string[] = [];
  await using patient = await collector((socket) => socket.on('data', (part) => lines.push(part.toString())));
  await using destination = await open({ port: patient.port, format: 'ocsf' });
  const small = parcel({ id: 'small' });
  const answers = await destination.send([small, large, small], AbortSignal.timeout(5000));
  expect(answers.map(({ kind }) => kind)).toEqual(['delivered', 'rejected', 'delivered']);
  await expect.poll(() => lines.join('').match(/alert="\w+"/g)).toEqual(['alert="small"', 'alert="small"']);
});

test('a message that is too large for a datagram is rejected, and the others arrive', async () => {
  const socket = createSocket('udp4');
  const got: string[] = [];
  socket.on('message', (message) => got.push(message.toString()));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  try {
    await using destination = await open({ port: socket.address().port, transport: 'udp', format: 'ocsf' });
    const small = parcel({ id: 'small' });
    const answers = await destination.send([small, large], AbortSignal.timeout(5000));
    expect(answers).toMatchObject([{ kind: 'delivered' }, { kind: 'rejected', code: 'too-large' }]);
    await expect.poll(() => got.length).toBe(1);
  } finally {
    socket.close();
  }
});

test('a transport without TLS must be asked for', async () => {
  const careless = createSurroundings({ name: 'collector' });
  const options = syslog.options.parse({ host: 'collector.example', transport: 'tcp' });
  await expect(syslog.open(options, careless)).rejects.toThrow(/^destinations\.collector\.transport: tcp can be read/);
});
