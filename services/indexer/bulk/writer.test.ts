import { noVitals, type Vitals } from '@gatewatch/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BulkAnswer, ItemAnswer } from './answer.ts';
import { allCreated, busy, created, documents, fakeBulk, items } from './bulk.fixture.ts';
import { type BulkWriterPlan, createBulkWriter, type Refused } from './writer.ts';

const never = 3_600_000;

function writerOf(bulk: BulkWriterPlan['bulk'], more: Partial<BulkWriterPlan> = {}) {
  const refused: Refused[] = [];
  const writer = createBulkWriter({
    bulk,
    vitals: noVitals,
    random: () => 0,
    quarantine: async (all) => void refused.push(...all),
    ...more,
  });
  return { writer, refused };
}

describe('documents go out', () => {
  test('when there are enough of them', async () => {
    const { bulk, calls } = fakeBulk(allCreated);
    const { writer } = writerOf(bulk, { limits: { documents: 3, withinMs: never } });
    await using _ = writer;
    const stored = writer.write(documents(3));
    await stored;
    expect(calls).toEqual([['d0', 'd1', 'd2']]);
  });

  test('when they are large enough, and never more than that at a time', async () => {
    const { bulk, calls } = fakeBulk(allCreated);
    const { writer } = writerOf(bulk, { limits: { bytes: 3000, withinMs: never } });
    await using _ = writer;
    await Promise.race([writer.write(documents(6, 0, 840)), writer.write(documents(3, 6, 840))]);
    expect(calls.slice(0, 2)).toEqual([
      ['d0', 'd1', 'd2'],
      ['d3', 'd4', 'd5'],
    ]);
  });

  test('when they waited long enough', async () => {
    const { bulk, calls } = fakeBulk(allCreated);
    const { writer } = writerOf(bulk, { limits: { withinMs: 5 } });
    await using _ = writer;
    await writer.write(documents(1));
    expect(calls).toEqual([['d0']]);
  });

  test('when the writer is closed', async () => {
    const { bulk, calls } = fakeBulk(allCreated);
    const { writer } = writerOf(bulk, { limits: { withinMs: never } });
    const stored = writer.write(documents(2));
    await writer[Symbol.asyncDispose]();
    await stored;
    expect(calls).toEqual([['d0', 'd1']]);
  });
});

test('what is refused for now is sent again, alone; what is there already is well', async () => {
  const { bulk, calls } = fakeBulk((ids, call) =>
    call === 1 ? items({ kind: 'known' }, { kind: 'again', code: 'full', why: 'full', busy: true }, created) : allCreated(ids),
  );
  const { writer, refused } = writerOf(bulk, { limits: { withinMs: 1 } });
  await using _ = writer;
  await writer.write(documents(3));
  expect([calls, refused]).toEqual([[['d0', 'd1', 'd2'], ['d1']], []]);
});

test('poison goes to the quarantine with the reason, and only then the write is done', async () => {
  const kept = Promise.withResolvers<void>();
  const { bulk } = fakeBulk(() => items(created, { kind: 'poison', code: 'document_parsing_exception', why: 'no date' }));
  const seen: (readonly Refused[])[] = [];
  const { writer } = writerOf(bulk, {
    limits: { withinMs: 1 },
    quarantine: async (all) => {
      seen.push(all);
      await kept.promise;
    },
  });
  await using _ = writer;
  let done = false;
  const stored = writer.write(documents(2)).then(() => {
    done = true;
  });
  await expect.poll(() => seen.length).toBe(1);
  expect([done, seen[0]]).toMatchObject([
    false,
    [{ document: { id: 'd1' }, code: 'document_parsing_exception', why: 'no date' }],
  ]);
  kept.resolve();
  await stored;
});

test('what is too large as a whole goes in halves, down to the one that is refused', async () => {
  const { bulk, calls } = fakeBulk(
    (ids): BulkAnswer => (ids.includes('d2') ? { kind: 'halve', code: 'http-413', why: 'too large' } : allCreated(ids)),
  );
  const { writer, refused } = writerOf(bulk, { limits: { withinMs: 1, concurrency: 1 } });
  await using _ = writer;
  await writer.write(documents(4));
  expect(calls).toEqual([['d0', 'd1', 'd2', 'd3'], ['d0', 'd1'], ['d2', 'd3'], ['d2'], ['d3']]);
  expect(refused).toMatchObject([{ document: { id: 'd2' }, code: 'http-413' }]);
});

test('a cluster that is busy gets fewer requests at once, and more again when it is not', async () => {
  const numbers = new Map<string, number[]>();
  const vitals: Vitals = {
    ...noVitals,
    set: (metric, _, value) => void numbers.set(metric, [...(numbers.get(metric) ?? []), value]),
  };
  const { bulk } = fakeBulk((ids, call) => (call <= 8 ? busy : allCreated(ids)));
  let now = 0;
  const { writer } = writerOf(bulk, {
    vitals,
    now: () => (now += 100_000),
    limits: { withinMs: 0, documents: 1, concurrency: 8 },
  });
  await using _ = writer;
  await writer.write(documents(60));
  const concurrency = numbers.get('gatewatch_index_concurrency') ?? [];
  expect([concurrency[0], Math.min(...concurrency), concurrency.at(-1)]).toEqual([8, 1, 8]);
});

test('who brings more than is held waits for room, and what is held is counted down', async () => {
  const gate = Promise.withResolvers<void>();
  const { bulk } = fakeBulk(async (ids) => {
    await gate.promise;
    return allCreated(ids);
  });
  const { writer } = writerOf(bulk, { limits: { heldBytes: 1000, withinMs: 1 } });
  await using _ = writer;
  expect(writer.hasRoom).toBe(true);
  const stored = writer.write(documents(10, 0, 100));
  expect(writer.hasRoom).toBe(false);
  const room = writer.room();
  gate.resolve();
  await Promise.all([room, stored]);
  expect(writer.hasRoom).toBe(true);
});

test('a cluster that never answers is left at the end: what it holds was not written, and is said so', async () => {
  const { writer } = writerOf(
    (_body, _count, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    { farewellMs: 20 },
  );
  const stored = writer.write(documents(1));
  const rejected = expect(stored).rejects.toThrow('the writer ends');
  await writer[Symbol.asyncDispose]();
  await rejected;
});

test('a bug ends it, and is told to who waits', async () => {
  const { writer } = writerOf(() => Promise.reject(new TypeError('a bug')), { limits: { withinMs: 1 } });
  await expect(writer.write(documents(1))).rejects.toThrow('a bug');
  await expect(writer.settled).rejects.toThrow('a bug');
  await writer[Symbol.asyncDispose]();
});

test('whatever the answers, each document ends in the index or in the quarantine, once', async () => {
  const answer = fc.constantFrom<'created' | 'known' | 'again' | 'poison'>('created', 'known', 'again', 'poison');
  const whole = fc.constantFrom<'items' | 'again' | 'halve'>('items', 'items', 'items', 'again', 'halve');
  await fc.assert(
    fc.asyncProperty(
      fc.array(answer, { minLength: 1, maxLength: 40 }),
      fc.array(whole, { maxLength: 30 }),
      async (each, wholes) => {
        const ended = new Map<string, string>();
        const { bulk } = fakeBulk((ids, call) => {
          const kind = wholes[call - 1] ?? 'items';
          if (kind === 'again') return busy;
          if (kind === 'halve' && ids.length > 1) return { kind: 'halve', code: 'x', why: 'x' };
          return items(
            ...ids.map((id, i): ItemAnswer => {
              const item = call > wholes.length + 20 ? 'created' : (each[(i + call) % each.length] ?? 'created');
              if (item === 'again') return { kind: 'again', code: 'x', why: 'x', busy: i % 2 === 0 };
              ended.set(id, `${ended.get(id) ?? ''}${item}`);
              return item === 'poison' ? { kind: 'poison', code: 'x', why: 'x' } : { kind: item };
            }),
          );
        });
        let now = 0;
        const { writer, refused } = writerOf(bulk, {
          now: () => (now += 100_000),
          limits: { withinMs: 0, documents: 7, concurrency: 3 },
        });
        await using _ = writer;
        await Promise.all([writer.write(documents(25)), writer.write(documents(15, 25))]);
        expect([...ended.values()].every((end) => ['created', 'known', 'poison'].includes(end))).toBe(true);
        expect(ended.size).toBe(40);
        const poisoned = [...ended].flatMap(([id, end]) => (end === 'poison' ? [id] : []));
        expect(refused.map(({ document }) => document.id).sort()).toEqual(poisoned.sort());
      },
    ),
    { numRuns: 60 },
  );
});
