import { type Bookmarks, dayMs, hourMs, type Intake } from '@gatewatch/domain';
import { normalise } from '@gatewatch/normalisers';
import type { RecordingIntake } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { type World, world, worldStart } from './google-source.fixture.ts';
import { applications, lateActivities } from './lateness.fixture.ts';
import { naiveCursor } from './naive-cursor.fixture.ts';

const count = Number(process.env.GATEWATCH_TEST_ACTIVITIES ?? 100_000);
const days = 3;
const config = { applications: [...applications], every: hourMs, backfill: hourMs };

it(`loses none of ${count} late activities and hands none over twice, where a naive cursor loses many`, async () => {
  const records = lateActivities(count, worldStart, worldStart + days * dayMs, 20260505);
  await using of = await world(config, { records });
  await of.open();
  const naive = [false, true].map((shared) => {
    of.clock.tasks(1);
    const ending = new AbortController();
    const { server, clock, config } = of;
    const how = { server, clock, from: worldStart, every: config.every, applications, shared, signal: ending.signal };
    const seen = naiveCursor(how);
    return { ending, seen };
  });
  // A day for the latest to be listed, a day for the reconciliation to come round.
  await of.clock.until(worldStart + (days + 2) * dayMs + hourMs);
  for (const { ending } of naive) ending.abort();
  const [own, shared] = await Promise.all(naive.map(({ seen }) => seen));

  const ids = downstream(of.intake);
  const all = Object.values(records).flat();
  const distinct = new Set(ids);
  console.log(
    [
      `${count} activities over ${days} days: ${all.length - distinct.size} lost, ${ids.length - distinct.size} twice`,
      `${of.counted('gatewatch_source_repeats_total')} known ones listed again, ${of.counted('gatewatch_source_found_late_total')} found by the reconciliation alone`,
      `a cursor at the newest time seen loses ${lost(all.length, own)}, one for all applications ${lost(all.length, shared)}`,
      `${of.server.calls.length} questions`,
    ].join('; '),
  );
  expect(distinct.size).toBe(count);
  expect(ids.length).toBe(count);
  expect(of.counted('gatewatch_source_found_late_total')).toBeGreaterThan(0);
  expect(own?.size).toBeLessThan(count * 0.9);
});

it('loses none where the reader is killed behind a publication, and what comes again is joined by its id', async () => {
  const some = 5000;
  const records = lateActivities(some, worldStart, worldStart + dayMs, 7);
  await using of = await world(config, { records });
  for (let kill = 1; kill <= 8; kill++) {
    const reader = await of.open(mortal(of));
    await of.clock.until(worldStart + kill * 3 * hourMs);
    of.intake.fail('take', { error: new Error('killed'), when: 'after' });
    const killed = reader.settled.catch((error) => error);
    await of.clock.until(worldStart + kill * 3 * hourMs + hourMs);
    expect(await killed).toMatchObject({ message: 'killed' });
  }
  await of.open();
  await of.clock.until(worldStart + 3 * dayMs + hourMs);
  const ids = downstream(of.intake);
  console.log(`killed 8 times: ${ids.length - new Set(ids).size} of ${some} came again`);
  expect(new Set(ids).size).toBe(some);
  expect(ids.length).toBeGreaterThan(some);
});

/** Intake and bookmarks of a process that is gone once a publication behind it failed: it keeps nothing any more. */
function mortal({ intake, bookmarks }: World): { readonly intake: Intake; readonly bookmarks: Bookmarks } {
  let gone = false;
  return {
    intake: {
      ...intake,
      take: (...given) =>
        intake.take(...given).catch((error) => {
          gone = true;
          throw error;
        }),
    },
    bookmarks: {
      ...bookmarks,
      async put(...given) {
        if (gone) throw new Error('nobody is there any more');
        return bookmarks.put(...given);
      },
    },
  };
}

/** Ids of the events that the bodies become. */
function downstream(intake: RecordingIntake): readonly string[] {
  return applications.flatMap((application) =>
    intake.texts(`workspace/${application}`).flatMap((text) => {
      const result = normalise(JSON.parse(text), {
        tenant: 'acme',
        origin: { source: application, position: 0 },
        received: null,
      });
      return 'events' in result ? result.events.map(({ id }) => id) : [];
    }),
  );
}

function lost(all: number, seen: ReadonlySet<string> | undefined): string {
  const missing = all - (seen?.size ?? 0);
  return `${missing} (${((100 * missing) / all).toFixed(1)} %)`;
}
