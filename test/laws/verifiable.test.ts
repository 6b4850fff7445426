/** Law 6 of SEMANTICS.md 7: what an alert's numbers say follows from its decisive rows alone, and passes its own thresholds. */

import { detectorById, detectors } from '@gatewatch/detectors';
import { dayMs, type Fact, type IdentityEvent, optionsOf } from '@gatewatch/domain';
import { asRow, compareRows, joinCopies, reference } from '@gatewatch/engine';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { start } from './histories.ts';
import { eventsOf } from './running.ts';
import { history } from './stories.ts';

const runs = Number(process.env.GATEWATCH_LAW_RUNS ?? 150);
const judged = detectors.map((detector) => ({ detector, options: optionsOf(detector.card) }));

test('every number of every alert is computed again from its decisive rows', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(history, ({ arrivals, facts }) => {
      const rows = joined(eventsOf(arrivals));
      for (const alert of reference(eventsOf(arrivals), { detectors: judged, end: start + 30 * dayMs, facts })) {
        const detector = detectorById(alert.detector.id);
        if (detector === undefined) throw new Error(`no detector ${alert.detector.id}`);
        const decisive = alert.evidence.decisive.flatMap((id) => rows.get(id) ?? []).sort(compareRows);
        expect(decisive.length).toBe(alert.evidence.decisive.length);
        expect(detector.measure(decisive, optionsOf(detector.card)), alert.explanation).toEqual(alert.facts);
        expect(alert.facts.filter((fact) => !holds(fact))).toEqual([]);
      }
    }),
    { numRuns: runs },
  );
});

function joined(events: readonly IdentityEvent[]): ReadonlyMap<string, IdentityEvent> {
  const rows = new Map<string, IdentityEvent>();
  for (const event of events) {
    const row = asRow(event);
    const old = rows.get(row.id);
    rows.set(row.id, old === undefined ? row : joinCopies(old, row));
  }
  return rows;
}

function holds({ value, threshold, test: how }: Fact): boolean {
  if (how === null || threshold === null || typeof value !== 'number') return true;
  if (how === '=') return value === threshold;
  if (how === '>') return value > threshold;
  if (how === '<') return value < threshold;
  return how === '>=' ? value >= threshold : value <= threshold;
}
