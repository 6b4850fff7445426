/** The laws of SEMANTICS.md 7 over every detector and the toy ones, on random histories. */

import { detectors } from '@gatewatch/detectors';
import { type CountingDetector, type Detector, dayMs, type Ledger, type LogRecord, optionsOf } from '@gatewatch/domain';
import { compareReleased, createReplayLog, type Outcome, reference } from '@gatewatch/engine';
import { memoryLedger, sqliteLedger } from '@gatewatch/ledger';
import { toyCounting, toyDetectors, toyMirror } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrival, bound, drawnFacts, drawnPlans, drawnVerdicts, factRecords, start, verdictsOn } from './histories.ts';
import { boundedSubjects, eventsOf, everything, factsIn, logOf, plain, run, settingsOf, standing } from './running.ts';
import { history, lateHistory } from './stories.ts';

const end = start + 30 * dayMs;
const runs = Number(process.env.GATEWATCH_LAW_RUNS ?? 150);

function laws(name: string, detectors: readonly Detector[], counting: readonly CountingDetector[]): void {
  const judged = detectors.map((detector) => ({ detector, options: optionsOf(detector.card) }));
  const settings = settingsOf(detectors, counting, bound);
  // A signal stands at the end of its bucket, ahead of the log: what an analyst's word or a fact finds there is not the reference's to say.
  const control = counting.length === 0;
  const seen = { alerts: 0, spoken: 0, said: 0 };

  describe(name, () => {
    test('the real engine equals the reference, whatever the arrival order, repetition, batches, deaths, partitions, verdicts, facts', {
      timeout: 300_000,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(
          history,
          drawnPlans,
          fc.boolean(),
          drawnVerdicts,
          drawnFacts,
          async ({ arrivals, facts }, plan, repeat, drawn, learned) => {
            const alerts = reference(eventsOf(arrivals), { detectors: judged, counting, end, facts });
            const verdicts = control ? verdictsOn(alerts, drawn) : [];
            const all = [...arrivals, ...verdicts];
            const later = control ? factRecords(learned) : [];
            const log = logOf(repeat ? [...all, ...again(arrivals)] : all, end, undefined, [...facts, ...later]);
            await using ledger = memoryLedger();
            await run(log, ledger, settings, { ...plan, partitions: control ? plan.partitions : 1 });
            const expected = reference(eventsOf(all), { detectors: judged, counting, end, facts: factsIn(log) });
            const bounded = await boundedSubjects(ledger, plan.partitions);
            const spoken = ({ tenant, subject }: Outcome) => !bounded.has(`${tenant} ${subject.key}`);
            expect((await standing(ledger)).filter(spoken)).toEqual(expected.filter(spoken));
            seen.alerts += expected.length;
            seen.spoken += expected.filter(spoken).length;
            seen.said += expected.filter((alert) => alert.disposition !== null).length;
          },
        ),
        { numRuns: runs },
      );
      console.info(
        `${name}: ${seen.alerts} alerts, ${seen.said} with a verdict, ${seen.alerts - seen.spoken} of bounded subjects`,
      );
      expect(seen.spoken).toBeGreaterThan(seen.alerts / 2);
      if (control) expect(seen.said).toBeGreaterThan(0);
    });

    // Sorted events, no lateness: all but the newest minute is final, and merged where it is older than a day.
    test('a replay equals the reference too, however the plan', { timeout: 300_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(history, drawnPlans, async ({ arrivals, facts }, plan) => {
          const events = eventsOf(arrivals).toSorted(compareReleased);
          const log = createReplayLog(['default', 'second']);
          await using ledger = memoryLedger();
          const replayed = { ...settings, latenessMs: () => 0 };
          await run([...facts, ...log.append(events), ...log.end()], ledger, replayed, { ...plan, partitions: 1 });
          const bounded = await boundedSubjects(ledger, 1);
          const spoken = ({ tenant, subject }: Outcome) => !bounded.has(`${tenant} ${subject.key}`);
          const expected = reference(events, { detectors: judged, counting, facts });
          expect((await standing(ledger)).filter(spoken)).toEqual(expected.filter(spoken));
        }),
        { numRuns: runs },
      );
    });

    test('one log gives every field of every revision again, with any batch ends and deaths', { timeout: 300_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(
          lateHistory,
          drawnPlans,
          drawnVerdicts,
          drawnFacts,
          async ({ arrivals, facts }, plan, drawn, learned) => {
            const alerts = reference(eventsOf(arrivals), { detectors: judged, counting, end, facts });
            const log = logOf([...arrivals, ...verdictsOn(alerts, drawn)], end, undefined, [...facts, ...factRecords(learned)]);
            await using calm = memoryLedger();
            await run(log, calm, settings, plain);
            await using stormy = sqliteLedger(':memory:');
            await run(log, stormy, settings, { ...plan, partitions: 1 });
            expect(await everything(stormy)).toEqual(await everything(calm));
          },
        ),
        { numRuns: runs },
      );
    });

    test('revisions leave in the order of the log, however many events are judged together', { timeout: 300_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(lateHistory, drawnFacts, async ({ arrivals, facts }, learned) => {
          const log = logOf(arrivals, end, undefined, [...facts, ...factRecords(learned)]);
          const [one, all] = [memoryLedger(), memoryLedger()];
          await run(log, one, settings, { ...plain, batches: [1] });
          await run(log, all, settings, { ...plain, batches: [7], commitEvery: 1_000_000, judgeTogether: 1_000_000 });
          const left = async (ledger: Ledger) => (await ledger.outbox('p0', 0, 1_000_000)).map(({ alert }) => alert);
          expect(await left(all)).toEqual(await left(one));
        }),
        { numRuns: Math.ceil(runs / 3) },
      );
    });

    test('revisions count from 1 without a gap, one a record; only a late or repeated record withdraws, and is named', {
      timeout: 300_000,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(lateHistory, drawnVerdicts, async ({ arrivals, facts }, drawn) => {
          const alerts = reference(eventsOf(arrivals), { detectors: judged, counting, end, facts });
          const log = logOf([...arrivals, ...verdictsOn(alerts, drawn)], end, undefined, facts);
          await using ledger = memoryLedger();
          await run(log, ledger, settings, { ...plain, batches: [1] }); // a record a batch, so that the outbox tells them apart
          const rows = (await ledger.outbox('p0', 0, 1_000_000)).map(({ alert }) => alert);
          const last = new Map<string, number>();
          for (const { id, revision } of rows) {
            expect(revision, id).toBe((last.get(id) ?? 0) + 1);
            last.set(id, revision);
          }
          for (const { cause } of rows.filter((alert) => alert.state === 'withdrawn' && alert.disposition === null)) {
            expect(cause === null ? null : isLateOrRepeated(cause, log), `${cause}`).toBe(true);
          }
        }),
        { numRuns: runs },
      );
    });
  });
}

/** Every copy once more, still within the lateness bound. */
function again(arrivals: readonly Arrival[]): readonly Arrival[] {
  return arrivals.map((one) => ({ ...one, at: Math.min(one.at + 60_000, one.event.time + bound) }));
}

/** Behind a row or the progress that was there before it, or a copy. */
function isLateOrRepeated(cause: string, log: readonly LogRecord[]): boolean {
  if (cause.startsWith('tick ') || cause.startsWith('signal:')) return true; // what had not happened, and what a lane took back
  const copies = log.flatMap((record, place) =>
    record.type === 'event' && record.event.id === cause ? [{ record, place }] : [],
  );
  const [first] = copies;
  if (first === undefined || copies.length > 1) return first !== undefined;
  const { time } = first.record.event;
  return log.slice(0, first.place).some((record) => {
    if (record.type === 'tick') return record.progress >= time;
    return record.type === 'event' && record.event.time >= time;
  });
}

test('the histories give every detector something to say, from the same seed again and again', () => {
  const judged = detectors.map((detector) => ({ detector, options: optionsOf(detector.card) }));
  const spoke = new Set<string>();
  for (const { arrivals, facts } of fc.sample(history, { seed: 1, numRuns: 100 }))
    for (const { detector } of reference(eventsOf(arrivals), { detectors: judged, end, facts })) spoke.add(detector.id);
  expect([...spoke].sort()).toEqual(detectors.map(({ card }) => card.id).sort());
});

laws('every detector', detectors, []);
laws('toy detectors', [...toyDetectors, toyMirror], []);
laws('every detector and the toy ones, with a counting lane', [...detectors, ...toyDetectors], toyCounting);
