import type { LogRecord } from '@gatewatch/domain';
import { expect, test } from 'vitest';
import { factAt, lastTold, learnFact, newClock, sawRow } from '../clock.ts';
import { createConfigured } from './configured.ts';

type Roster = readonly (readonly [name: string, value: string | null, time: number])[];

/** What holds of a name at each of the times, once each configuration came into force; rows up to time 100 were there before. */
function told(rosters: readonly Roster[], name: string, times: readonly number[]): readonly (string | null)[] {
  const clock = newClock('e');
  sawRow(clock, 't', 100);
  for (const roster of rosters) {
    const facts = roster.map(([of, value, time]): LogRecord => ({ type: 'fact', at: 0, tenant: 't', name: of, value, time }));
    const known = { epoch: 'e', fact: (tenant: string, of: string) => lastTold(clock, tenant, of) };
    for (const record of createConfigured('e', ['t'], facts).toSay(known, 0))
      if (record.type === 'fact') learnFact(clock, record.tenant, record.name, record.value, record.time);
  }
  return times.map((time) => factAt(clock, 't', name, time));
}

const plan = (from: number, to: number): Roster => [
  ['roll-out', 'yes', from],
  ['roll-out', null, to],
];
const times = [200, 350, 450, 550];

test('a plan that was made longer, shorter or dropped holds as it is said last', () => {
  expect(told([plan(300, 400)], 'roll-out', times)).toEqual([null, 'yes', null, null]);
  expect(told([plan(300, 400), plan(300, 500)], 'roll-out', times)).toEqual([null, 'yes', 'yes', null]);
  expect(told([plan(300, 500), plan(300, 400)], 'roll-out', times)).toEqual([null, 'yes', null, null]);
  expect(told([plan(50, 400), plan(40, 500)], 'roll-out', times)).toEqual(['yes', 'yes', 'yes', null]);
  expect(told([plan(300, 400), []], 'roll-out', times)).toEqual([null, null, null, null]);
});

test('what ends no more goes on', () => {
  const always: Roster = [['privileged:ada', 'yes', 0]];
  const until: Roster = [...always, ['privileged:ada', null, 400]];
  expect(told([until], 'privileged:ada', times)).toEqual(['yes', 'yes', null, null]);
  expect(told([until, always], 'privileged:ada', times)).toEqual(['yes', 'yes', 'yes', 'yes']);
  expect(told([always, until], 'privileged:ada', times)).toEqual(['yes', 'yes', null, null]);
});
