import { learnUntilKey } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';
import {
  changedFacts,
  decodeClock,
  encodeClock,
  encodeWhole,
  factAt,
  factsIn,
  horizonOf,
  idle,
  isFresh,
  learnedUntil,
  learnFact,
  newClock,
  progressOf,
  sawRow,
  tick,
} from './clock.ts';
import { wholeMeta } from './merge-metas.ts';

const privileged = 'privileged:ada@example.com';
const told = () => {
  const clock = newClock('epoch');
  learnFact(clock, 'example', privileged, 'yes', 1000);
  learnFact(clock, 'example', privileged, null, 5000);
  return clock;
};
const apart = (clock: ReturnType<typeof told>) => new Map(changedFacts(clock).map(({ key, value }) => [key, value]));

test('what a partition keeps of its log tells what was true of a tenant at a time', () => {
  const clock = told();
  const fact = factsIn(encodeClock(clock), apart(clock), 'example');
  const at = (time: number) => fact(privileged, time);
  expect([at(999), at(1000), at(4999), at(5000)]).toEqual([null, 'yes', 'yes', null]);
  expect(factsIn(encodeClock(clock), apart(clock), 'other')(privileged, 2000)).toBeNull();
  expect(factsIn(null, new Map(), 'example')(privileged, 2000)).toBeNull();
});

test('what a commit writes does not grow with what is known, only with what changed', () => {
  const clock = newClock('epoch');
  tick(clock, 'example', 'source', 10, () => 0);
  for (let n = 0; n < 5000; n++) learnFact(clock, 'example', `privileged:p${n}@example.com`, 'yes', 1);
  const before = encodeClock(clock).length;
  expect([changedFacts(clock).length, before < 250]).toEqual([5000, true]);
  const known = apart(clock);
  const opened = decodeClock(encodeClock(clock), known);
  expect(changedFacts(opened)).toEqual([]);
  learnFact(opened, 'example', 'privileged:p7@example.com', 'yes', 1); // holds already
  expect(changedFacts(opened)).toEqual([]);
  learnFact(opened, 'example', 'privileged:p7@example.com', null, 9000);
  expect(changedFacts(opened).map(({ key }) => key)).toEqual(['example\nprivileged:p7@example.com']);
});

test('facts that a release before kept within the text are put apart by the next commit', () => {
  const clock = told();
  const older = encodeWhole(clock);
  const opened = decodeClock(older);
  expect(apart(opened)).toEqual(apart(clock));
  expect(encodeClock(opened)).toBe(encodeClock(clock));
  expect(wholeMeta(encodeClock(opened), apart(opened))).toBe(older);
  expect(wholeMeta('anything', new Map())).toBe('anything');
});

describe('progress and horizon', () => {
  const late = (source: string) => (source === 'late' ? 100 : 10);
  const clockOf = (ticks: readonly (readonly [source: string, progress: number | 'idle'])[]) => {
    const clock = newClock('epoch');
    for (const [source, progress] of ticks) {
      if (progress === 'idle') idle(clock, 'example', source, late);
      else tick(clock, 'example', source, progress, late);
    }
    return [progressOf(clock, 'example'), horizonOf(clock, 'example')];
  };

  test.each<[string, readonly (readonly [string, number | 'idle'])[], readonly number[]]>([
    [
      'the least of all, each less its own bound',
      [
        ['late', 0],
        ['b', 0],
        ['late', 1050],
        ['b', 1000],
      ],
      [1000, 950],
    ],
    [
      'the least horizon is not always the least progress’s',
      [
        ['late', 0],
        ['b', 0],
        ['late', 1200],
        ['b', 1000],
      ],
      [1000, 990],
    ],
    [
      'a source that joins behind the others takes nothing back',
      [
        ['b', 1000],
        ['c', 500],
      ],
      [1000, 990],
    ],
    [
      'a tick that comes again holds nobody back',
      [
        ['b', 1000],
        ['b', 500],
        ['c', 1000],
      ],
      [1000, 990],
    ],
    [
      'one that is idle holds nobody back',
      [
        ['b', 500],
        ['c', 1000],
        ['b', 'idle'],
      ],
      [1000, 990],
    ],
    [
      'and does again from its next tick on',
      [
        ['b', 500],
        ['c', 1000],
        ['b', 'idle'],
        ['b', 1100],
        ['c', 2000],
      ],
      [1100, 1090],
    ],
    [
      'where all are idle, everything stays',
      [
        ['b', 500],
        ['b', 'idle'],
      ],
      [500, 490],
    ],
    [
      'a source that was never told of is not idle',
      [
        ['b', 'idle'],
        ['b', 500],
      ],
      [500, 490],
    ],
  ])('%s', (_, ticks, expected) => {
    expect(clockOf(ticks)).toEqual(expected);
  });

  test('are each tenant’s own', () => {
    const clock = newClock('epoch');
    tick(clock, 'example', 'b', 1000, late);
    expect([progressOf(clock, 'other'), horizonOf(clock, 'other')]).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  });
});

describe('a fact', () => {
  const factFrom = (time: number, before: (clock: ReturnType<typeof newClock>) => void) => {
    const clock = newClock('epoch');
    before(clock);
    learnFact(clock, 'example', 'name', 'yes', time);
    return [...Array(30).keys()].find((at) => factAt(clock, 'example', 'name', at) === 'yes');
  };

  test('holds from its own time, behind the progress, behind every row so far', () => {
    const ticked = (clock: ReturnType<typeof newClock>) => tick(clock, 'example', 's', 10, () => 0);
    expect(factFrom(7, () => {})).toBe(7);
    expect(factFrom(7, ticked)).toBe(11);
    expect(factFrom(25, ticked)).toBe(25);
    expect(factFrom(7, (clock) => sawRow(clock, 'example', 20))).toBe(21);
    expect(factFrom(7, (clock) => sawRow(clock, 'other', 20))).toBe(7);
    expect(
      factFrom(7, (clock) => {
        sawRow(clock, 'example', 5);
        ticked(clock);
        sawRow(clock, 'example', 3);
      }),
    ).toBe(11);
  });

  test('from when a provider’s rows are judged is the provider’s own', () => {
    const clock = newClock('epoch');
    learnFact(clock, 'example', learnUntilKey('google'), '2026-05-04T00:00:00Z', 0);
    const until = learnedUntil(clock, 'example');
    expect([until('google'), until('entra')]).toEqual([Date.UTC(2026, 4, 4), Number.NEGATIVE_INFINITY]);
  });
});

test('a control record is applied once by each writer’s sequence, and the writer silent for longest is forgotten first', () => {
  const clock = newClock('epoch');
  const fresh = (writer: string, sequence: number) => isFresh(clock, { writer, sequence });
  expect([fresh('a', 1), fresh('a', 1), fresh('a', 3), fresh('a', 2), fresh('b', 1)]).toEqual([true, false, true, false, true]);
  for (let n = 0; n < 254; n++) fresh(`w${n}`, 1);
  fresh('a', 4); // speaks again: b is now the one silent for longest
  fresh('one too many', 1);
  expect([fresh('a', 4), fresh('b', 1)]).toEqual([false, true]);
});
