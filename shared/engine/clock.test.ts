import { expect, test } from 'vitest';
import { encodeClock, factsIn, learnFact, newClock } from './clock.ts';

test('what a partition keeps of its log tells what was true of a tenant at a time', () => {
  const clock = newClock('epoch');
  learnFact(clock, 'example', 'privileged:ada@example.com', 'yes', 1000);
  learnFact(clock, 'example', 'privileged:ada@example.com', null, 5000);
  const fact = factsIn(encodeClock(clock), 'example');
  const at = (time: number) => fact('privileged:ada@example.com', time);
  expect([at(999), at(1000), at(4999), at(5000)]).toEqual([null, 'yes', 'yes', null]);
  expect(factsIn(encodeClock(clock), 'other')('privileged:ada@example.com', 2000)).toBeNull();
  expect(factsIn(null, 'example')('privileged:ada@example.com', 2000)).toBeNull();
});
