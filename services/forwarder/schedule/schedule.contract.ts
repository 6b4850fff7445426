/** What every schedule must do, over rows that the test holds in its hand. */

import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Line, Schedule, Turn } from './schedule.ts';

export interface ScheduleUnderTest {
  /** A schedule that asks the rows every `lookEveryMs`; a second one of the same world where processes share it. */
  readonly fresh: (lookEveryMs: number) => Promise<{ readonly schedule: Schedule; readonly second?: Schedule }>;
}

const never = 3_600_000;
const nothing: Turn = { at: null, quiet: null };

export function scheduleContract(name: string, { fresh }: ScheduleUnderTest): void {
  describe(`${name} gives turns`, () => {
    /** Times of turns; `said`: what the turn with this number answers. */
    function line(said: (turn: number) => Turn | Promise<Turn> = () => nothing, more: Partial<Line> = {}) {
      const turns: number[] = [];
      const plan: Line = {
        destination: 'one',
        perSecond: 1000,
        next: async () => null,
        async turn() {
          turns.push(Date.now());
          return said(turns.length);
        },
        ...more,
      };
      return { turns, plan };
    }

    async function running(schedule: Schedule, plan: Line) {
      const stopping = new AbortController();
      const run = schedule.run(plan, stopping.signal);
      run.catch(() => {});
      await pause(300); // the first turn, which is nobody's wake
      return {
        run,
        async [Symbol.asyncDispose]() {
          stopping.abort();
          await run.catch(() => {});
          await schedule[Symbol.asyncDispose]();
        },
      };
    }

    const seen = (holds: () => boolean) => expect.poll(holds, { timeout: 60_000, interval: 10 }).toBe(true);

    test('when it is woken, and not before its time', async () => {
      const { schedule } = await fresh(never);
      const { turns, plan } = line();
      await using _ = await running(schedule, plan);
      const before = turns.length;
      await schedule.wake('one', Date.now());
      await seen(() => turns.length > before);
      const at = Date.now() + 700;
      const later = turns.length;
      await schedule.wake('one', at);
      await seen(() => turns.length > later);
      expect(turns.at(-1)).toBeGreaterThanOrEqual(at);
    });

    test('again when the turn before asked for it', async () => {
      const { schedule } = await fresh(never);
      const asked: number[] = [];
      const { turns, plan } = line((turn) => {
        if (turn >= 4) return nothing;
        asked.push(Date.now() + 200 * (turn % 2));
        return { at: asked.at(-1) ?? 0, quiet: null };
      });
      await using _ = await running(schedule, plan);
      if (turns.length === 0) await schedule.wake('one', 0);
      await seen(() => turns.length >= 4);
      for (const [i, at] of asked.entries()) expect(turns[i + 1]).toBeGreaterThanOrEqual(at);
    });

    test('for what no wake told of', async () => {
      const { schedule } = await fresh(400);
      let owed: number | null = null;
      const { turns, plan } = line(() => nothing, { next: async () => owed });
      await using _ = await running(schedule, plan);
      const before = turns.length;
      owed = Date.now();
      await seen(() => turns.length > before);
    });

    test('one at a time in a process', async () => {
      const { schedule } = await fresh(never);
      let together = 0;
      let most = 0;
      const { turns, plan } = line(async (turn) => {
        most = Math.max(most, ++together);
        await pause(20);
        together--;
        return { at: turn < 6 ? 0 : null, quiet: null };
      });
      await using _ = await running(schedule, plan);
      for (let i = 0; i < 6; i++) await schedule.wake('one', 0);
      await seen(() => turns.length >= 6);
      expect(most).toBe(1);
    });

    test('none while there is quiet', async () => {
      const { schedule } = await fresh(never);
      let until = 0;
      const { turns, plan } = line(() => {
        if (until > 0) return nothing;
        until = Date.now() + 800;
        return { at: 0, quiet: { until, everybody: true } };
      });
      await using _ = await running(schedule, plan);
      await schedule.wake('one', 0);
      await schedule.wake('one', 0);
      await seen(() => turns.length >= 2);
      expect(turns.filter((at) => at < until)).toHaveLength(1);
    });

    test('to each destination its own', async () => {
      const { schedule } = await fresh(never);
      const one = line(() => pause(60_000, nothing, { ref: false }));
      const two = line(() => nothing, { destination: 'two: {x}' });
      const stopping = new AbortController();
      schedule.run(one.plan, stopping.signal).catch(() => {}); // hangs, and is left behind
      const run = schedule.run(two.plan, stopping.signal);
      await schedule.wake('one', 0);
      await seen(() => one.turns.length > 0);
      const before = two.turns.length;
      await schedule.wake('two: {x}', 0);
      await seen(() => two.turns.length > before);
      stopping.abort();
      await run;
      await schedule[Symbol.asyncDispose]();
    });

    test('until a turn fails, which comes out', async () => {
      const { schedule } = await fresh(never);
      const { plan } = line(() => {
        throw new Error('the store is broken');
      });
      await using started = await running(schedule, plan);
      await schedule.wake('one', 0);
      await expect(started.run).rejects.toThrow('the store is broken');
    });

    test('until the signal is aborted: the turn that runs hears it and ends first', async () => {
      const { schedule } = await fresh(never);
      let ended = false;
      const { turns, plan } = line(() => nothing, {
        async turn(signal) {
          turns.push(Date.now());
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
          await pause(100);
          ended = true;
          return nothing;
        },
      });
      const stopping = new AbortController();
      const run = schedule.run(plan, stopping.signal);
      await schedule.wake('one', 0);
      await seen(() => turns.length > 0);
      stopping.abort();
      await run;
      expect(ended).toBe(true);
      await schedule[Symbol.asyncDispose]();
    });

    test('to another process while one is busy, where they share it', async () => {
      const { schedule, second } = await fresh(never);
      if (second === undefined) return void (await schedule[Symbol.asyncDispose]());
      const busy = line(() => pause(3000, nothing));
      const free = line();
      await using _ = await running(schedule, busy.plan);
      await schedule.wake('one', 0);
      await seen(() => busy.turns.length === 1);
      await using __ = await running(second, free.plan);
      await schedule.wake('one', 0);
      await seen(() => free.turns.length > 0);
      expect(busy.turns).toHaveLength(1);
    });
  });
}
