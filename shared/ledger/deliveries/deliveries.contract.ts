/** What every outbox of deliveries must do. `reopen`, where it outlives its process, opens the same again. */

import type { Deliveries, Delivery } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';
import { exampleAlert } from '../ledger.contract.ts';

export interface DeliveriesUnderTest {
  readonly fresh: () => Promise<{ readonly deliveries: Deliveries; readonly reopen?: () => Promise<Deliveries> }>;
}

export function owed(destination: string, id: string, revision: number, dueAt: number, more: Partial<Delivery> = {}): Delivery {
  const alert = exampleAlert(id, revision);
  const parcel = { id, revision, tenant: alert.tenant, notice: 'opened', alert, summarised: [] } as const;
  return { destination, parcel, state: 'pending', attempts: 0, dueAt, since: dueAt, lastError: null, told: null, ...more };
}

export function deliveriesContract(name: string, { fresh }: DeliveriesUnderTest): void {
  const opened = async () => (await fresh()).deliveries;
  const told = (revision: number) => ({ revision, severity: 'low', at: 5 }) as const;

  describe(`${name} keeps deliveries`, () => {
    test('rows and position are written together and read again', async () => {
      const { deliveries, reopen } = await fresh();
      await deliveries.accept('p', 7, [owed('a', 'x', 1, 10), owed('b', 'x', 1, 10)]);
      const again = reopen === undefined ? deliveries : await reopen();
      expect(await again.position('p')).toBe(7);
      expect(await again.position('other')).toBe(0);
      const pairs = [
        { destination: 'b', id: 'x' },
        { destination: 'b', id: 'none' },
      ];
      expect(await again.rows(pairs)).toEqual([{ ...owed('b', 'x', 1, 10), version: expect.any(Number) }, null]);
      await again.accept('p', 3, []);
      expect(await again.position('p')).toBe(7);
      await again[Symbol.asyncDispose]();
    });

    test('what is due is claimed once, earliest first, and again when the claim ran out', async () => {
      await using deliveries = await opened();
      await deliveries.accept('p', 1, [
        owed('a', 'late', 1, 30),
        owed('a', 'second', 1, 20),
        owed('a', 'first', 1, 10),
        owed('b', 'else', 1, 1),
      ]);
      expect(await deliveries.next('a')).toBe(10);
      expect((await deliveries.claim('a', 25, 9, 100)).map(({ parcel }) => parcel.id)).toEqual(['first', 'second']);
      expect(await deliveries.claim('a', 25, 9, 100)).toEqual([]);
      expect(await deliveries.next('a')).toBe(30);
      const again = await deliveries.claim('a', 100, 9, 200);
      expect(again.map(({ parcel }) => parcel.id).sort()).toEqual(['first', 'late', 'second']);
      await deliveries.release('b');
      expect(await deliveries.claim('a', 100, 9, 200)).toEqual([]);
      await deliveries.release('a');
      expect((await deliveries.claim('a', 100, 1, 200)).map(({ parcel }) => parcel.id)).toEqual(['first']);
    });

    test('a settled row stands as it was settled', async () => {
      await using deliveries = await opened();
      await deliveries.accept('p', 1, [owed('a', 'x', 1, 10), owed('a', 'y', 1, 11), owed('a', 'z', 1, 12)]);
      const [x, y, z] = await deliveries.claim('a', 20, 9, 100);
      if (x === undefined || y === undefined || z === undefined) throw new Error('three rows are due');
      const lastError = { code: 'busy', why: 'come again' };
      await deliveries.settle([
        { ...x, state: 'delivered', told: told(1) },
        { ...y, attempts: 1, dueAt: 50, lastError },
        { ...z, state: 'dead', lastError },
      ]);
      expect(await deliveries.claim('a', 40, 9, 100)).toEqual([]);
      expect((await deliveries.claim('a', 50, 9, 100)).map(({ parcel, attempts }) => [parcel.id, attempts])).toEqual([['y', 1]]);
      expect((await deliveries.list({ destination: 'a', state: 'dead', limit: 9 })).map((row) => row.lastError)).toEqual([
        lastError,
      ]);
      expect((await deliveries.counts()).map(({ state, rows }) => [state, rows])).toEqual([
        ['dead', 1],
        ['delivered', 1],
        ['pending', 1],
      ]);
    });

    test('what came to be owed in flight stays owed, and knows what was told', async () => {
      await using deliveries = await opened();
      await deliveries.accept('p', 1, [owed('a', 'x', 1, 10)]);
      const [x] = await deliveries.claim('a', 20, 9, 100);
      if (x === undefined) throw new Error('one row is due');
      await deliveries.accept('p', 2, [owed('a', 'x', 2, 25)]);
      expect(await deliveries.claim('a', 30, 9, 100)).toEqual([]); // still in flight
      await deliveries.settle([{ ...x, state: 'delivered', told: told(1) }]);
      const [again] = await deliveries.claim('a', 30, 9, 100);
      expect([again?.parcel.revision, again?.state, again?.told]).toEqual([2, 'pending', told(1)]);
    });

    test('a late settling of an older claim takes nothing back', async () => {
      await using deliveries = await opened();
      await deliveries.accept('p', 1, [owed('a', 'x', 1, 10)]);
      const [slow] = await deliveries.claim('a', 20, 9, 30);
      const [fast] = await deliveries.claim('a', 40, 9, 100);
      if (slow === undefined || fast === undefined) throw new Error('the row is due twice');
      await deliveries.settle([{ ...fast, state: 'delivered', told: told(1) }]);
      await deliveries.settle([{ ...slow, attempts: 1, dueAt: 60, lastError: { code: 'cut', why: 'gone' } }]);
      expect((await deliveries.list({ limit: 9 })).map((row) => [row.state, row.told])).toEqual([['delivered', told(1)]]);
    });

    test('what changed since it was read is not written over, and the position stays', async () => {
      await using deliveries = await opened();
      const read = async (id: string) => (await deliveries.rows([{ destination: 'a', id }]))[0]?.version ?? 0;
      expect(await read('x')).toBe(0);
      expect(await deliveries.accept('p', 1, [owed('a', 'x', 1, 10)], [0])).toBe(true);
      const version = await read('x');
      const [claimed] = await deliveries.claim('a', 20, 9, 100);
      if (claimed === undefined) throw new Error('one row is due');
      expect(await read('x')).toBe(version);
      await deliveries.settle([{ ...claimed, state: 'delivered', told: told(1) }]);
      expect(await deliveries.accept('p', 2, [owed('a', 'x', 2, 25)], [version])).toBe(false);
      expect(await deliveries.accept('p', 2, [owed('a', 'y', 1, 25), owed('a', 'x', 2, 25)], [0, version])).toBe(false);
      expect([await deliveries.position('p'), await read('y')]).toEqual([1, 0]);
      const now = await read('x');
      expect(await deliveries.accept('p', 2, [owed('a', 'x', 2, 25, { told: told(1) })], [now])).toBe(true);
      const [row] = await deliveries.rows([{ destination: 'a', id: 'x' }]);
      expect([await deliveries.position('p'), row?.told, row?.parcel.revision]).toEqual([2, told(1), 2]);
    });

    test('what is over with goes when it is old; what is owed and what is dead stays', async () => {
      await using deliveries = await opened();
      const states = ['pending', 'held', 'delivered', 'spared', 'dead'] as const;
      await deliveries.accept(
        'p',
        1,
        states.flatMap((state) => [owed('a', `old ${state}`, 1, 10, { state }), owed('a', `new ${state}`, 1, 30, { state })]),
      );
      expect(await deliveries.prune(20)).toBe(3);
      expect((await deliveries.list({ limit: 99 })).map(({ parcel }) => parcel.id).filter((id) => id.startsWith('old'))).toEqual([
        'old dead',
        'old pending',
      ]);
      expect((await deliveries.list({ limit: 99 })).length).toBe(7);
      expect(await deliveries.prune(20)).toBe(0);
    });

    test('held and spared rows are not claimed', async () => {
      await using deliveries = await opened();
      await deliveries.accept('p', 1, [owed('a', 'x', 1, 1, { state: 'held' }), owed('a', 'y', 1, 1, { state: 'spared' })]);
      expect([await deliveries.claim('a', 9, 9, 10), await deliveries.next('a')]).toEqual([[], null]);
    });
  });
}
