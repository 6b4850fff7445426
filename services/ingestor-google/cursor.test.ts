import { type Bookmarks, dayMs, hourMs, type Intake, minuteMs } from '@gatewatch/domain';
import { type RecordingIntake, recorded, recordingIntake } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { type World, world, worldStart } from './google-source.fixture.ts';
import { leaseMs } from './reading/cursor.ts';

const every = (stepMs: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / stepMs) }, (_, id) =>
    recorded({ application: 'login', id, time: from + id * stepMs }),
  );
const logins = every(minuteMs, worldStart - 2 * hourMs, worldStart + 6 * hourMs);

async function place(of: World): Promise<{ read: string; reader: string | null }> {
  const [cursor] = await of.bookmarks.list('google/workspace/my_customer');
  return JSON.parse(cursor?.text ?? '{}');
}

it('is moved by one of two readers, and by the other once that one lets go', async () => {
  await using of = await world({}, { records: { login: logins } });
  const intakes = [recordingIntake(), recordingIntake()];
  const readers = await Promise.all(intakes.map((intake) => of.open({ intake })));
  await of.clock.until(worldStart + hourMs);
  const works = intakes.findIndex((intake) => ticksOf(intake) > 0);
  const other = intakes[1 - works];
  expect(other?.calls.filter(({ kind }) => kind !== 'control')).toEqual([]);
  expect(of.said.map(({ text }) => text).join()).toMatch(/stands by: .+ reads/);
  await readers[works]?.stop();
  expect((await place(of)).reader).toBeNull();
  await of.clock.until(worldStart + 2 * hourMs);
  expect(other?.calls.some(({ kind }) => kind === 'progress')).toBe(true);
  const all = intakes.flatMap((intake) => intake.texts('workspace/login'));
  expect(new Set(all).size).toBe(all.length);
});

it('changes hands when its reader is not heard of, and the one that wakes up later lets go', async () => {
  await using of = await world({ every: minuteMs, backfill: hourMs }, { records: { login: logins } });
  const [one, two] = [recordingIntake(), recordingIntake()];
  const suspended = Promise.withResolvers<void>();
  const wake = Promise.withResolvers<void>();
  const sleepy: Intake = {
    ...one,
    async take(...given) {
      if (of.clock.now() > worldStart + 10 * minuteMs) {
        suspended.resolve();
        await wake.promise;
      }
      return one.take(...given);
    },
  };
  await of.open({ intake: sleepy });
  void of.clock.until(worldStart + 20 * minuteMs);
  await suspended.promise;
  of.clock.tasks(-1);
  await of.open({ intake: two });
  await of.clock.until(worldStart + 20 * minuteMs + 2 * leaseMs);
  expect(ticksOf(two)).toBeGreaterThan(0);
  const before = ticksOf(one);
  of.clock.tasks(1);
  wake.resolve();
  await of.clock.until(worldStart + 2 * hourMs);
  expect(ticksOf(one)).toBe(before);
  const seen = new Set([...one.texts('workspace/login'), ...two.texts('workspace/login')]);
  expect(logins.filter(({ time, text }) => Math.abs(time - worldStart) < hourMs && !seen.has(text))).toEqual([]);
});

it('goes on where it stood, in windows that it can finish, and knows what it handed over before', async () => {
  await using of = await world({}, { records: { login: logins } });
  const first = await of.open();
  await of.clock.until(worldStart + hourMs);
  await first.stop();
  const before = of.intake.texts('workspace/login').length;
  await of.clock.until(worldStart + 3 * dayMs);
  await of.open();
  await of.clock.until(worldStart + 3 * dayMs + 10 * minuteMs);
  const texts = of.intake.texts('workspace/login');
  expect(before).toBeGreaterThan(150);
  expect(new Set(texts).size).toBe(logins.length);
  expect(texts.length).toBe(logins.length);
  const ticks = of.intake.calls.flatMap((call) => (call.kind === 'progress' ? [call.progress] : []));
  expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
  expect(of.intake.calls.filter(({ kind }) => kind === 'control').length).toBe(1);
});

it('knows what a window had handed over that was given up at the end', async () => {
  await using of = await world({}, { pageSize: 50, records: { login: logins } });
  const first = await of.open();
  let stopping: Promise<void> | null = null;
  of.server.fault = ({ query }) => {
    if (query.get('pageToken') !== null) stopping ??= first.stop();
    return undefined;
  };
  void of.clock.until(worldStart + hourMs);
  await first.settled;
  await stopping;
  const before = of.intake.texts('workspace/login').length;
  expect(before).toBeGreaterThan(0);
  expect(of.intake.calls.some(({ kind }) => kind === 'progress')).toBe(false);
  of.server.fault = null;
  await of.open();
  await of.clock.until(worldStart + 7 * hourMs);
  const texts = of.intake.texts('workspace/login');
  expect(new Set(texts).size).toBe(logins.length);
  expect(texts.length).toBe(logins.length);
});

it('of a clock that ran ahead is not waited for', async () => {
  await using of = await world({}, { records: { login: logins } });
  const first = await of.open();
  await of.clock.until(worldStart + hourMs);
  await first.stop();
  const scope = 'google/workspace/my_customer';
  const [cursor] = await of.bookmarks.list(scope);
  const ahead = new Date(worldStart + 900 * dayMs).toISOString();
  const text = JSON.stringify({ read: ahead, asked: ahead, swept: ahead, reader: null });
  await of.bookmarks.put(scope, 'login', text, cursor?.version ?? null);
  await of.open();
  await of.clock.until(worldStart + 7 * hourMs);
  expect(new Set(of.intake.texts('workspace/login')).size).toBe(logins.length);
});

it('says what Google keeps no more after half a year', async () => {
  await using of = await world({ every: hourMs });
  const first = await of.open();
  await of.clock.until(worldStart + hourMs);
  await first.stop();
  await of.clock.until(worldStart + 200 * dayMs);
  await of.open();
  await of.clock.until(worldStart + 200 * dayMs + 10 * minuteMs);
  expect(of.said.map(({ text }) => text).join()).toMatch(/what is older than 2026-\S+ Google keeps no more/);
});

it('of an application that joins later learns from what is old and judges what others still carry', async () => {
  await using of = await world({}, { records: { login: logins } });
  const first = await of.open();
  await of.clock.until(worldStart + hourMs);
  await first.stop();
  await of.clock.until(worldStart + 10 * dayMs);
  const second = await of.open({ config: { ...of.config, applications: ['login', 'mobile'] } });
  await of.clock.until(worldStart + 10 * dayMs + hourMs);
  await second.stop();
  const facts = of.intake.calls.flatMap((call) => (call.kind === 'control' ? call.records : []));
  const values = facts.map((fact) => (fact.type === 'fact' ? fact.value : null));
  expect(values).toEqual([worldStart, worldStart + 10 * dayMs - 4 * hourMs].map((time) => new Date(time).toISOString()));
});

it('is waited for while its store does not answer', async () => {
  await using of = await world({}, { records: { login: logins } });
  let calls = 0;
  const flaky: Bookmarks = {
    ...of.bookmarks,
    async put(...given) {
      calls++;
      if (calls % 3 === 0) throw new Error('connect ECONNREFUSED');
      const done = await of.bookmarks.put(...given);
      if (calls % 5 === 0) throw new Error('connection closed'); // written, and nobody hears of it
      return done;
    },
  };
  await of.open({ bookmarks: flaky });
  await of.clock.until(worldStart + 7 * hourMs);
  const texts = new Set(of.intake.texts('workspace/login'));
  expect(texts.size).toBe(logins.length);
  expect(of.said.map(({ text }) => text).join()).toContain('the store of cursors does not answer (connect ECONNREFUSED)');
});

function ticksOf(intake: RecordingIntake): number {
  return intake.calls.filter(({ kind }) => kind === 'progress').length;
}
