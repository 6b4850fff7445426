/** What every event log must do. `reopen`, where it outlives its process, opens the same again. */

import type { EventLog } from '@gatewatch/domain';
import { signIn } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';

export interface EventLogUnderTest {
  readonly fresh: () => Promise<{ readonly log: EventLog; readonly reopen?: () => Promise<EventLog> }>;
}

const event = (recordId: string) => signIn({ at: '1 08:00', recordId });
const ids = async (log: EventLog, after = 0, most = 99) =>
  (await log.read(after, most)).map(({ event: { recordId } }) => recordId);

export function eventLogContract(name: string, { fresh }: EventLogUnderTest): void {
  describe(`${name} keeps events`, () => {
    test('in order, whole, and to be read again', async () => {
      const { log, reopen } = await fresh();
      await log.append([event('a'), event('b')], 10);
      await log.append([event('c')], 20);
      const again = reopen === undefined ? log : await reopen();
      const all = await again.read(0, 99);
      expect(all.map((one) => [one.at, one.event])).toEqual([
        [10, event('a')],
        [10, event('b')],
        [20, event('c')],
      ]);
      expect(await ids(again, all[0]?.sequence, 1)).toEqual(['b']);
      await again[Symbol.asyncDispose]();
    });

    test('until they are let go of; a sequence is never given twice', async () => {
      const { log, reopen } = await fresh();
      await log.append([event('a'), event('b'), event('c')], 10);
      const [a, b, c] = await log.read(0, 99);
      expect(await log.trim(b?.sequence ?? 0, 0)).toBe(0);
      expect(await ids(log)).toEqual(['c']);
      await log.trim(c?.sequence ?? 0, 0);
      const again = reopen === undefined ? log : await reopen();
      await again.append([event('d')], 20);
      const [d] = await again.read(c?.sequence ?? 0, 99);
      expect(d?.event.recordId).toBe('d');
      expect(d?.sequence).toBeGreaterThan(a?.sequence ?? 0);
      await again[Symbol.asyncDispose]();
    });

    test('no longer than their time, and says how many nobody had passed', async () => {
      const { log } = await fresh();
      await log.append([event('a'), event('b')], 10);
      await log.append([event('c')], 20);
      const [a] = await log.read(0, 1);
      expect(await log.trim(a?.sequence ?? 0, 15)).toBe(1);
      expect(await ids(log)).toEqual(['c']);
      await log[Symbol.asyncDispose]();
    });
  });
}
