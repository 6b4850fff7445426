/**
 * A kept connection to a collector. Syslog acknowledges nothing, and bytes handed to a connection that is already dead vanish
 * (RFC 6587, 3): what was written within the last seconds before it broke is written again on the next one, which is opened for it
 * at once and not only when there is something new.
 */

import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Answer } from '@gatewatch/domain';
import { answerOfError } from '../http/answer.ts';
import type { Guard } from '../http/guard.ts';
import { guardedAddress } from '../http/guarded-address.ts';
import type { WallClock } from '../sending/wall-clock.ts';

export interface StreamTarget {
  readonly host: string;
  readonly port: number;
  readonly guard: Guard;
  readonly clock: WallClock;
  /** Null: in the clear. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string } | null;
}

export interface SyslogStream extends AsyncDisposable {
  /** One answer for all: a call is written whole, or again. */
  write(frames: readonly string[], signal: AbortSignal): Promise<Answer>;
}

const recentMs = 10_000; // longer than a lost connection stays unnoticed with data on its way
const mostRecent = 1000;
const openWithinMs = 10_000;
const longestPauseMs = 60_000;

export function createStream(target: StreamTarget): SyslogStream {
  const { clock } = target;
  const ending = new AbortController();
  let socket: Socket | null = null;
  /** Written on this connection. */
  let recent: readonly { readonly frame: string; readonly at: number }[] = [];
  /** Written shortly before the last one broke. */
  let owed: readonly string[] = [];
  let mending = false;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => {});
    return mine;
  }

  function remember(frames: readonly string[]): void {
    const at = clock.now();
    recent = [...recent.filter((one) => one.at > at - recentMs), ...frames.map((frame) => ({ frame, at }))].slice(-mostRecent);
  }

  /** The connection is of no use any more. */
  function drop(): void {
    const now = clock.now();
    owed = [...owed, ...recent.filter(({ at }) => at > now - recentMs).map(({ frame }) => frame)].slice(-mostRecent);
    recent = [];
    socket?.destroy();
    socket = null;
  }

  async function opened(signal: AbortSignal): Promise<Socket> {
    if (socket?.writable === true && !socket.destroyed) return socket;
    const fresh = await open(target, signal);
    socket = fresh;
    fresh.once('close', () => {
      if (socket !== fresh) return;
      drop();
      void mend();
    });
    if (owed.length > 0) {
      await written(fresh, owed.join(''), signal);
      remember(owed);
      owed = [];
    }
    return fresh;
  }

  /** Writes what is owed once the collector is there again. Why it is not there is told by the next `write`. */
  async function mend(): Promise<void> {
    if (mending) return;
    mending = true;
    for (let pauseMs = 1000; owed.length > 0 && !ending.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(openWithinMs)]);
      const is = await inTurn(() => opened(signal)).then(
        () => true,
        () => false,
      );
      if (!is) await clock.wait(pauseMs, ending.signal);
    }
    mending = false;
  }

  return {
    async write(frames, signal) {
      try {
        await inTurn(async () => {
          await written(await opened(signal), frames.join(''), signal);
          remember(frames);
        });
        return { kind: 'delivered' };
      } catch (error) {
        drop();
        return answerOfError(signal.aborted ? signal.reason : error);
      }
    },
    async [Symbol.asyncDispose]() {
      ending.abort();
      const last = socket;
      socket = null;
      if (last === null || last.destroyed) return;
      await new Promise<void>((resolve) => last.once('close', () => resolve()).end(() => last.destroySoon()));
    },
  };
}

async function open({ host, port, guard, tls }: StreamTarget, signal: AbortSignal): Promise<Socket> {
  const address = await guardedAddress(host, guard);
  return new Promise((resolve, reject) => {
    const socket =
      tls === null
        ? connect({ host: address, port, keepAlive: true, noDelay: true })
        : connectTls({ host: address, port, servername: isIP(host) === 0 ? host : '', minVersion: 'TLSv1.2', ...tls });
    const abort = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    socket.once(tls === null ? 'connect' : 'secureConnect', () => {
      signal.removeEventListener('abort', abort);
      socket.setKeepAlive(true, 10_000);
      socket.on('error', () => {}); // told by the next write
      socket.once('end', () => socket.destroy()); // a collector that goes away says so by an end
      socket.resume();
      resolve(socket);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
}

function written(socket: Socket, bytes: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      clean();
      reject(error);
    };
    const abort = () => fail(signal.reason);
    const closed = () => fail(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }));
    const clean = () => {
      signal.removeEventListener('abort', abort);
      socket.removeListener('close', closed);
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('close', closed);
    socket.write(bytes, (error) => {
      if (error) return fail(error);
      clean();
      resolve();
    });
  });
}
