/** What every destination behind HTTP must do, against a server that behaves as its vendor documents. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Destination, Parcel } from '@gatewatch/domain';
import { exampleParcels, hostileText, parcel } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';
import type { DestinationType } from '../destination-type.ts';
import { createSurroundings } from '../surroundings.ts';
import { openDestination } from '../without-secrets.ts';
import { type Behaviour, type Request, vendorServer } from './vendor-server.ts';

const { event, hostile, hostileEvent, opened, summary, withdrawn } = exampleParcels;
const sendOpened = join(import.meta.dirname, 'send-opened.fixture.ts');

export interface HttpDestinationUnderTest<Options> {
  readonly type: DestinationType<Options>;
  /** Options for a server at this address; `secrets` are the texts in them that must never be told. */
  readonly options: (url: string) => { readonly options: unknown; readonly secrets: readonly string[] };
  /** As the vendor answers: taken; come later (with how long, ms, where it says so); never; no right. */
  readonly ok: Behaviour;
  readonly limited: { readonly behaviour: Behaviour; readonly afterMs: number | null };
  readonly rejected: Behaviour;
  readonly unauthorised: Behaviour;
  /** Ids of the parcels in a request. */
  readonly idsIn: (request: Request) => readonly string[];
  /** What a request says, where its body is not plain text. */
  readonly textOf?: (request: Request) => string;
  /** Calls that carry no parcel, such as for a token. */
  readonly isAside?: (request: Request) => boolean;
}

export function httpDestinationContract<Options>(under: HttpDestinationUnderTest<Options>): void {
  const open = async (url: string, allow: readonly string[] = ['127.0.0.0/8']): Promise<Destination> =>
    openDestination(
      under.type,
      under.type.options.parse(under.options(url).options),
      createSurroundings({ name: 'test', allow, insecure: true }),
    );
  const never = new AbortController().signal;
  const isAside = under.isAside ?? (() => false);
  const textOf = under.textOf ?? (({ body }: Request) => body);

  describe(`${under.type.type} (contract)`, () => {
    test('delivers every parcel, each in its own words', async () => {
      await using server = await vendorServer();
      server.behave(under.ok);
      await using destination = await open(server.url);
      const parcels = [opened, withdrawn, summary];
      for (const one of parcels) expect(await destination.send([one], never)).toEqual([{ kind: 'delivered' }]);
      const calls = server.requests.filter((request) => !isAside(request));
      expect(calls.map(under.idsIn)).toEqual(parcels.map(({ id }) => [id]));
      expect(new Set(calls.map(textOf)).size).toBe(parcels.length);
    });

    if (under.type.events === true)
      test('delivers events as well', async () => {
        await using server = await vendorServer();
        server.behave(under.ok);
        await using destination = await open(server.url);
        for (const one of [event, hostileEvent]) expect(await destination.send([one], never)).toEqual([{ kind: 'delivered' }]);
        const bodies = server.requests.filter((request) => !isAside(request)).map(textOf);
        expect(bodies[0]).toContain('e1');
        expect(bodies[0]).toContain('ada@example.com');
        expect(bodies[0]).not.toContain('1970-');
        expect(bodies[1]).toContain('hostile2');
        for (const raw of ['\u001b', '\u202e', '<script', '<!channel>', '\r\nHELO', hostileText])
          expect(bodies[1]).not.toContain(raw);
      });

    test('delivers many at once, each answered', async () => {
      await using server = await vendorServer();
      server.behave(under.ok);
      await using destination = await open(server.url);
      const many: Parcel[] = Array.from({ length: Math.min(destination.limits.items, 20) }, (_, i) => parcel({ id: `n${i}` }));
      const answers = await destination.send(many, never);
      expect(answers.map(({ kind }) => kind)).toEqual(many.map(() => 'delivered'));
      const ids = server.requests.filter((request) => !isAside(request)).flatMap(under.idsIn);
      expect([...ids].sort()).toEqual(many.map(({ id }) => id).sort());
    });

    const told: readonly (readonly [string, Behaviour, string])[] = [
      ['busy', { status: 503 }, 'retry'],
      ['a broken server', { status: 500, body: 'oops' }, 'retry'],
      ['a cut connection', 'cut', 'retry'],
      ['half an answer', 'half', 'retry'],
      ['too much at once', { status: 413 }, 'split'],
      ['a redirect', { status: 307, headers: { location: 'http://169.254.169.254/' } }, 'refused'],
      ['a rejection', under.rejected, 'rejected'],
      ['no right', under.unauthorised, 'refused'],
    ];
    test.each(told)('%s is told for what it is', async (_, behaviour, kind) => {
      await using server = await vendorServer();
      server.behave(behaviour);
      await using destination = await open(server.url);
      const [answer] = await destination.send([opened], never);
      expect(answer?.kind).toBe(kind);
    });

    test('waits as long as it was asked to', async () => {
      await using server = await vendorServer();
      server.behave(under.limited.behaviour);
      await using destination = await open(server.url);
      expect(await destination.send([opened], never)).toMatchObject([{ kind: 'retry', afterMs: under.limited.afterMs }]);
    });

    test('a server that never answers is left in time', async () => {
      await using server = await vendorServer();
      server.behave('hang');
      await using destination = await open(server.url);
      const [answer] = await destination.send([opened], AbortSignal.timeout(50));
      expect(answer).toMatchObject({ kind: 'retry', code: 'timed-out' });
    });

    test('a process that is killed in the middle of a call said what the next one says again', async () => {
      await using server = await vendorServer();
      const { ok } = under;
      server.behave((request) => (!isAside(request) ? 'hang' : typeof ok === 'function' ? ok(request) : ok));
      const calls = () => server.requests.filter((request) => !isAside(request));
      const { options } = under.options(server.url);
      const child = spawn(process.execPath, [sendOpened, under.type.type, JSON.stringify(options)], { stdio: 'inherit' });
      const gone = once(child, 'exit');
      await expect.poll(() => calls().length, { timeout: 60_000, interval: 10 }).toBe(1);
      child.kill('SIGKILL');
      await gone;
      server.behave(ok);
      await using destination = await open(server.url);
      expect(await destination.send([opened], never)).toEqual([{ kind: 'delivered' }]);
      const [first, second, ...more] = calls().map((request) => [under.idsIn(request), textOf(request)]);
      expect(second).toEqual(first);
      expect(more).toEqual([]);
    });

    test('an address of this machine is refused where it is not allowed', async () => {
      await using server = await vendorServer();
      await using destination = await open(server.url, []);
      expect(await destination.send([opened], never)).toMatchObject([{ kind: 'refused', code: 'address-refused' }]);
      expect(server.requests).toEqual([]);
    });

    test('no secret is told', async () => {
      await using server = await vendorServer();
      const { secrets } = under.options(server.url);
      await using destination = await open(server.url);
      for (const behaviour of [under.unauthorised, under.rejected, { status: 500, body: secrets.join(' ') }] as const) {
        server.behave(behaviour);
        const said = JSON.stringify(await destination.send([opened], never));
        for (const secret of secrets) expect(said).not.toContain(secret);
      }
    });

    test('texts that an attacker chose stay inert', async () => {
      await using server = await vendorServer();
      server.behave(under.ok);
      await using destination = await open(server.url);
      await destination.send([hostile], never);
      const body = server.requests
        .filter((request) => !isAside(request))
        .map((request) => decodeURIComponent(textOf(request).replaceAll(/%(?![0-9a-f]{2})/gi, '%25')));
      for (const raw of ['\u001b', '\u202e', '<script', '<!channel>', '\r\nHELO', hostileText])
        expect(body.join('')).not.toContain(raw);
    });
  });
}
