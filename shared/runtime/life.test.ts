import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { live, type Surroundings } from './life.ts';

function surroundings() {
  const signals = new EventEmitter();
  const exits: number[] = [];
  const told: string[] = [];
  const of: Surroundings = {
    once: (signal, listener) => signals.once(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
    exit: (status) => void exits.push(status),
    tell: (sentence) => void told.push(sentence),
  };
  return { of, signals, exits, told };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test.each(['SIGTERM', 'SIGINT'])('%s stops the work, which is no failure', async (name) => {
  const { of, signals, exits } = surroundings();
  const living = live(untilAborted, of);
  signals.emit(name);
  await living;
  expect(exits).toEqual([]);
  expect(signals.eventNames()).toEqual([]);
});

test.each([
  ['SIGTERM', 'SIGTERM', 143],
  ['SIGINT', 'SIGINT', 130],
  ['SIGTERM', 'SIGINT', 130],
] as const)('%s and then %s ends at once with %i', async (first, second, status) => {
  const { of, signals, exits } = surroundings();
  const done = Promise.withResolvers<void>();
  const living = live(() => done.promise, of);
  signals.emit(first);
  signals.emit(second);
  expect(exits).toEqual([status]);
  done.resolve();
  await living;
});

test('work that overruns its grace is ended with 1 and a sentence', async () => {
  const { of, signals, exits, told } = surroundings();
  const done = Promise.withResolvers<void>();
  const exited = new Promise<void>((resolve) => {
    const exit = of.exit;
    Object.assign(of, {
      exit: (status: number) => {
        exit(status);
        resolve();
      },
    });
  });
  const living = live(() => done.promise, of, 1);
  signals.emit('SIGTERM');
  await exited;
  expect(exits).toEqual([1]);
  expect(told.join()).toContain('did not stop within');
  done.resolve();
  await living;
});

test('a failure of the work is a failure', async () => {
  await expect(live(() => Promise.reject(new Error('broken')), surroundings().of)).rejects.toThrow('broken');
});

test('what is left open when the work has ended does not keep the process', async () => {
  const { of, signals } = surroundings();
  const exited = new Promise<number>((resolve) => Object.assign(of, { exit: resolve }));
  const living = live(untilAborted, of, 10_000, 1);
  signals.emit('SIGTERM');
  await living;
  const open = setInterval(() => {}, 10);
  expect(await exited).toBe(0);
  clearInterval(open);
});
