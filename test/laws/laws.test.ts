/** The laws of SEMANTICS.md 7 over every detector and the toy ones, on random histories. */

import { detectors } from '@gatewatch/detectors';
import { type CountingDetector, type Detector, dayMs, optionsOf } from '@gatewatch/domain';
import { reference } from '@gatewatch/engine';
import { memoryLedger, sqliteLedger } from '@gatewatch/ledger';
import { toyCounting, toyDetectors } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bound, history, start } from './histories.ts';
import { eventsOf, everything, logOf, plain, type RunPlan, run, settingsOf, standing } from './running.ts';

const end = start + 6 * dayMs;
const runs = Number(process.env.GATEWATCH_LAW_RUNS ?? 150);

const plans: fc.Arbitrary<RunPlan> = fc.record({
  batches: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  deaths: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }),
  hotSubjects: fc.constantFrom(0, 1, 1000),
  partitions: fc.integer({ min: 1, max: 3 }),
});

function laws(name: string, detectors: readonly Detector[], counting: readonly CountingDetector[]): void {
  const judged = detectors.map((detector) => ({ detector, options: optionsOf(detector.card) }));
  const settings = settingsOf(detectors, counting, bound);

  describe(name, () => {
    test('the real engine equals the reference, whatever the arrival order, repetition, batches, deaths, partitions', {
      timeout: 120_000,
    }, async () => {
      await fc.assert(
        fc.asyncProperty(history, plans, fc.boolean(), async (arrivals, plan, repeat) => {
          const doubled = repeat
            ? [...arrivals, ...arrivals.map((one) => ({ ...one, at: Math.min(one.at + 60_000, one.event.time + bound) }))]
            : arrivals;
          await using ledger = memoryLedger();
          await run(logOf(doubled, end), ledger, settings, { ...plan, partitions: counting.length > 0 ? 1 : plan.partitions });
          const expected = reference(eventsOf(arrivals), { detectors: judged, counting, end });
          expect(await standing(ledger)).toEqual(expected);
        }),
        { numRuns: runs },
      );
    });

    test('one log gives every field of every revision again, with any batch ends and deaths', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(history, plans, async (arrivals, plan) => {
          const log = logOf(arrivals, end);
          await using calm = memoryLedger();
          await run(log, calm, settings, plain);
          await using stormy = sqliteLedger(':memory:');
          await run(log, stormy, settings, { ...plan, partitions: 1 });
          expect(await everything(stormy)).toEqual(await everything(calm));
        }),
        { numRuns: runs },
      );
    });
  });
}

laws('every detector of the list', detectors, []);
laws('toy detectors', toyDetectors, []);
laws('toy detectors with a counting lane', toyDetectors, toyCounting);
