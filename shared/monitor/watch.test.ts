import { type Alert, dayMs, hourMs } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';
import { monitorOptions } from './card.ts';
import type { Reading } from './reading.ts';
import { rules } from './rules/index.ts';
import { begin, type Course, courses, stepMs } from './timelines.fixture.ts';
import { measureAgain } from './verify.ts';
import { type Memory, watch } from './watch.ts';

/** Every revision, in order; memory goes through JSON at each step, as a restart would take it. */
function play({ days, make }: Course, options = monitorOptions()): readonly Alert[] {
  const told: Alert[] = [];
  const at = make();
  let memory: Memory | null = null;
  for (let t = 0; t < days * dayMs; t += stepMs) {
    const part = at(t);
    if (part === null) continue;
    const reading: Reading = {
      now: begin + t,
      run: 'first',
      components: [],
      sources: [],
      delays: [],
      lags: [],
      geo: [],
      ...part,
    };
    const watched = watch(memory, reading, options);
    told.push(...watched.alerts);
    memory = t % hourMs === 0 ? JSON.parse(JSON.stringify(watched.memory)) : watched.memory;
  }
  return told;
}

function standing(told: readonly Alert[]): readonly string[] {
  const newest = new Map(told.map((alert) => [alert.id, alert]));
  return [...newest.values()].map(
    (alert) => `${alert.evidence.events[0]?.recordId} ${alert.severity}${alert.disposition === null ? '' : ' closed'}`,
  );
}

/** What is told, and when. */
function heard(told: readonly Alert[]): string {
  return told.map(({ severity, detectedAt }) => `${severity} ${detectedAt}`).join();
}

const played = courses.map((course) => [course.name, course, play(course)] as const);

describe('courses', () => {
  test.each(played)('%s', (_, course, told) => {
    expect(standing(told), told.map(({ explanation }) => explanation).join('\n')).toEqual(course.told);
  });

  test('each rule has one that fires, and only a rule that is asked fires', () => {
    const fired = new Set(played.flatMap(([, , told]) => told.map((alert) => alert.evidence.events[0]?.recordId)));
    expect([...fired].sort()).toEqual(rules.map(({ id }) => id));
  });

  test('a greater threshold silences or lessens one of them', () => {
    const loud = played.filter(([, course]) => course.told.length > 0);
    const without = rules.flatMap(({ id, options }) =>
      Object.keys(options).filter((name) => {
        const greater = { ...monitorOptions(), [name]: (monitorOptions()[name] ?? 0) * 20 };
        const of = loud.filter(([, course]) => course.told.some((one) => one.startsWith(id)));
        return of.every(([, course, told]) => heard(play(course, greater)) === heard(told));
      }),
    );
    expect(without).toEqual([]);
  });
});

describe('alerts', () => {
  const all = played.flatMap(([, , told]) => told);

  test('count their revisions from 1 and keep their id', () => {
    const revisions = played.flatMap(([, , told]) => [...Map.groupBy(told, (alert) => alert.id).values()]);
    for (const of of revisions) expect(of.map(({ revision }) => revision)).toEqual(of.map((_, i) => i + 1));
    expect(all.filter(({ revision, state }) => (revision === 1) !== (state === 'open'))).toEqual([]);
  });

  test('carry numbers that follow from their own evidence', () => {
    for (const alert of all) expect(measureAgain(alert)).toEqual(alert.facts);
  });

  test('of a source belong to its tenant, others to the installation', () => {
    expect(new Set(all.filter(({ subject }) => subject.key.startsWith('source')).map(({ tenant }) => tenant))).toEqual(
      new Set(['example']),
    );
    expect(new Set(all.filter(({ subject }) => !subject.key.startsWith('source')).map(({ tenant }) => tenant))).toEqual(
      new Set(['gatewatch']),
    );
  });
});
