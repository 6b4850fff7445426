/** Ticks: a partition that is caught up, silent, behind, two days behind or stuck moves the horizon as it should. */

import { dayMs, hourMs, minuteMs } from '@gatewatch/domain';
import { type RecordingIntake, recordingIntake, startEventHubs } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { configOf, record, run, taken, until } from './running.fixture.ts';
import type { LocalClock } from './service-time.ts';

/** The service's clock, of no relation to this machine's: progress must follow it alone. */
function serviceClock(start: number): { now: () => number; advance(ms: number): void } {
  let ahead = 0;
  const began = performance.now();
  return {
    now: () => Math.floor(start + ahead + performance.now() - began),
    advance(ms) {
      ahead += ms;
    },
  };
}

const longAgo = Date.UTC(2026, 4, 4, 9);

test('caught up: progress is the time of the service, not of this machine, and goes on while the partition is silent', async () => {
  const service = serviceClock(longAgo);
  await using hubs = await startEventHubs({ hubs: { signins: 2 }, groups: ['gatewatch'], now: service.now });
  const enqueued = service.now() - 5 * minuteMs;
  for (const id of [0, 1]) hubs.append('signins', id, record('one'), enqueued);
  const { intake, reader } = await run(configOf(hubs));
  await until(() => [0, 1].every((id) => (progressOf(intake, id).at(-1) ?? 0) > enqueued));
  const first = progressOf(intake, 0).at(-1) ?? 0;
  await until(() => (progressOf(intake, 0).at(-1) ?? 0) > first + 200 && (progressOf(intake, 1).at(-1) ?? 0) > first + 200);
  await reader.stop();
  for (const id of [0, 1]) {
    const told = progressOf(intake, id).slice(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBeGreaterThan(enqueued + 5 * minuteMs);
    expect(told.at(-1)).toBeLessThanOrEqual(service.now());
  }
});

test('a partition in which nothing ever was keeps moving beside one that speaks', async () => {
  const service = serviceClock(longAgo);
  await using hubs = await startEventHubs({ hubs: { signins: 2 }, groups: ['gatewatch'], now: service.now });
  hubs.append('signins', 0, record('one'));
  const { intake, reader } = await run(configOf(hubs));
  await until(() => (progressOf(intake, 1).at(-1) ?? 0) > longAgo);
  await reader.stop();
  expect(progressOf(intake, 1).at(-1)).toBeLessThanOrEqual(service.now());
});

test('without a word of the service about its time, this machine is believed but for five minutes', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  const { intake, reader } = await run(configOf(hubs));
  await until(() => progressOf(intake, 0).length > 1);
  await reader.stop();
  const told = progressOf(intake, 0).at(-1) ?? 0;
  expect(told).toBeLessThanOrEqual(Date.now() - 5 * minuteMs);
  expect(told).toBeGreaterThan(Date.now() - 10 * minuteMs);
});

test('behind by two days: progress is what was taken, and nothing later, until the end is reached', async () => {
  const service = serviceClock(longAgo);
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'], now: service.now });
  const hours = 48;
  const events = 480;
  const at = (i: number): number => longAgo - hours * hourMs + Math.floor((i * hours * hourMs) / events);
  for (let i = 0; i < events; i++) hubs.append('signins', 0, record(`${i}`), at(i));
  const intake = recordingIntake();
  const { reader } = await run(configOf(hubs), { intake, timing: { tick: 0 } });
  await until(() => (progressOf(intake, 0).at(-1) ?? 0) >= longAgo);
  await reader.stop();
  let newest = 0;
  let ticks = 0;
  for (const call of intake.calls) {
    if (call.kind === 'take') newest = Math.max(newest, ...call.bodies.map(({ position }) => position));
    if (call.kind !== 'progress' || call.progress === 0) continue;
    ticks += 1;
    if (newest < events - 1) expect(call.progress).toBe(at(newest)); // never beyond what is still to come
  }
  expect(ticks).toBeGreaterThan(5);
  const [firstTick] = progressOf(intake, 0).slice(1);
  expect(firstTick).toBeLessThan(longAgo - hours * hourMs + dayMs / 2);
});

test('while nothing goes downstream, a partition is not stuck, and claims nothing', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  hubs.append('signins', 0, record('held'));
  const intake = recordingIntake();
  const release = intake.hold('take');
  const clock = ownClock();
  const held = { taking: false };
  const watched: RecordingIntake = {
    ...intake,
    take(...call) {
      held.taking = true;
      return intake.take(...call);
    },
  };
  const { reader } = await run(configOf(hubs), { intake: watched, clock });
  await until(() => held.taking);
  clock.advance(2 * hourMs);
  const later = hubs.requests + 5; // rounds of balancing
  await until(() => hubs.requests > later);
  expect(intake.calls.map(({ kind }) => kind)).toEqual(['progress']);
  release();
  await until(() => progressOf(intake, 0).length > 1);
  await reader.stop();
  expect(intake.calls.filter(({ kind }) => kind === 'idle')).toEqual([]);
});

test('stuck: it holds nobody back any longer, by one word, and comes back with its next progress', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 2 }, groups: ['gatewatch'] });
  hubs.append('signins', 0, record('before'));
  const clock = ownClock();
  const { intake, reader } = await run(configOf(hubs), { clock });
  await until(() => [0, 1].every((id) => progressOf(intake, id).length > 1));
  await hubs.faults.silence();
  clock.advance(2 * hourMs);
  const idle = (id: number) => intake.calls.findIndex((call) => call.kind === 'idle' && call.source.name.endsWith(`/${id}`));
  await until(() => idle(0) >= 0 && idle(1) >= 0);
  const when = Math.max(idle(0), idle(1));
  await hubs.faults.answer();
  hubs.append('signins', 0, record('after'));
  await until(() => taken(intake).includes('{"records":[{"id":"after"}]}'));
  await until(() => [0, 1].every((id) => intake.calls.slice(when).some((call) => isProgress(call, id))));
  await reader.stop();
  expect(intake.calls.filter(({ kind }) => kind === 'idle')).toHaveLength(2);
});

test('stuck from the start: partitions are known by their checkpoints', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  hubs.append('signins', 0, record('before'));
  const first = await run(configOf(hubs));
  await until(() => taken(first.intake).length === 1);
  await first.reader.stop();
  await hubs.faults.silence();
  const clock = ownClock();
  const { intake, reader } = await run(configOf(hubs), { bookmarks: first.bookmarks, clock });
  clock.advance(2 * hourMs);
  await until(() => intake.calls.length > 0);
  await reader.stop();
  expect(intake.calls).toEqual([{ kind: 'idle', source: { name: 'entra/signins/0', tenant: 'contoso', provider: 'entra' } }]);
});

test('a partition that another reads is told by that one alone', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 2 }, groups: ['gatewatch'] });
  const clock = ownClock();
  const one = await run(configOf(hubs), { clock });
  await until(() => [0, 1].every((id) => progressOf(one.intake, id).length > 1));
  const two = await run(configOf(hubs), { bookmarks: one.bookmarks });
  const owned = (intake: RecordingIntake) => [0, 1].filter((id) => progressOf(intake, id).length > 1);
  await until(() => owned(two.intake).length === 1);
  const [theirs = 0] = owned(two.intake);
  const told = () => progressOf(one.intake, theirs).length;
  const before = told();
  clock.advance(2 * hourMs);
  const later = progressOf(two.intake, theirs).length + 10;
  await until(() => progressOf(two.intake, theirs).length > later);
  await Promise.all([one.reader.stop(), two.reader.stop()]);
  expect(told()).toBeLessThanOrEqual(before + 1);
  const idle = [...one.intake.calls, ...two.intake.calls].flatMap((call) => (call.kind === 'idle' ? [call.source.name] : []));
  expect(idle.filter((name) => name.endsWith(`/${theirs}`))).toEqual([]);
});

/** This machine's clock, with hours that pass at once. */
function ownClock(): LocalClock & { advance(ms: number): void } {
  let ahead = 0;
  return {
    now: Date.now,
    steady: () => performance.now() + ahead,
    advance(ms) {
      ahead += ms;
    },
  };
}

function progressOf(intake: RecordingIntake, partition: number): readonly number[] {
  return intake.calls.flatMap((call) =>
    call.kind === 'progress' && call.source.name === `entra/signins/${partition}` ? [call.progress] : [],
  );
}

function isProgress(call: RecordingIntake['calls'][number], partition: number): boolean {
  return call.kind === 'progress' && call.source.name === `entra/signins/${partition}`;
}
