/**
 * A kept connection to a collector. Syslog acknowledges nothing, and bytes handed to a connection that is already dead vanish
 * (RFC 6587, 3): what was written within the last seconds before it broke is written again on the next one.
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

export function createStream(target: StreamTarget): SyslogStream {
  let socket: Socket | null = null;
  let recent: { readonly frame: string; readonly at: number }[] = [];

  async function opened(signal: AbortSignal): Promise<Socket> {
    if (socket?.writable === true && !socket.destroyed) return socket;
    socket?.destroy();
    socket = await open(target, signal);
    const again = recent.filter(({ at }) => at > target.clock.now() - recentMs).map(({ frame }) => frame);
    if (again.length > 0) await written(socket, again.join(''), signal);
    return socket;
  }

  return {
    async write(frames, signal) {
      try {
        const now = target.clock.now();
        await written(await opened(signal), frames.join(''), signal);
        recent = [...recent.filter(({ at }) => at > now - recentMs), ...frames.map((frame) => ({ frame, at: now }))].slice(
          -mostRecent,
        );
        return { kind: 'delivered' };
      } catch (error) {
        socket?.destroy();
        socket = null;
        return answerOfError(signal.aborted ? signal.reason : error);
      }
    },
    async [Symbol.asyncDispose]() {
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
