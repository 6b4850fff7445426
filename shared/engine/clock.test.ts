import { expect, test } from 'vitest';
import { changedFacts, decodeClock, encodeClock, encodeWhole, factsIn, learnFact, newClock, tick } from './clock.ts';
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
