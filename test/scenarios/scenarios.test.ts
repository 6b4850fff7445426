/** Every timeline plays as it says, whatever the order of its rows; and no option is decoration: moving it breaks a timeline. */

import { detectors } from '@gatewatch/detectors';
import { type Detector, optionsOf } from '@gatewatch/domain';
import { asRow } from '@gatewatch/engine';
import { describe, expect, it } from 'vitest';
import { timelinesOf } from './index.ts';
import { differences, play } from './playing.ts';

it('every detector has timelines that fire and timelines that stay quiet', () => {
  for (const { card } of detectors) {
    const all = timelinesOf[card.id] ?? [];
    expect(all.filter(({ expect: { ...e } }) => 'alert' in e).length, card.id).toBeGreaterThan(3);
    expect(all.filter(({ expect: { ...e } }) => 'quiet' in e).length, card.id).toBeGreaterThan(3);
    expect(new Set(all.map(({ name }) => name)).size, `${card.id}: names are unique`).toBe(all.length);
  }
});

for (const detector of detectors) {
  const timelines = timelinesOf[detector.card.id] ?? [];
  describe(detector.card.id, () => {
    it.each(timelines.map((timeline) => [timeline.name, timeline] as const))('%s', (_, timeline) => {
      expect(differences(timeline, play(timeline, detector))).toEqual([]);
    });

    it('says the same of rows that arrive newest first', () => {
      for (const timeline of timelines) {
        const reversed = { ...timeline, rows: [...timeline.rows].reverse() };
        expect(play(reversed, detector).alerts, timeline.name).toEqual(play(timeline, detector).alerts);
      }
    });

    it('gives facts that its decisive rows alone give again, and that pass their own tests', () => {
      for (const timeline of timelines) {
        for (const alert of play(timeline, detector).alerts) {
          const rows = alert.evidence.decisive.map((id) => timeline.rows.find((row) => row.id === id)).filter((row) => !!row);
          expect(rows.length, timeline.name).toBe(alert.evidence.decisive.length);
          expect(
            detector.measure(
              rows.map((row) => asRow(row)),
              optionsOf(detector.card),
            ),
            timeline.name,
          ).toEqual(alert.facts);
          expect(
            alert.facts.filter((fact) => !holds(fact)),
            timeline.name,
          ).toEqual([]);
          expect(alert.evidence.decisive.length).toBeLessThanOrEqual(20);
        }
      }
    });

    it('is missed by a timeline when it is switched off', () => {
      const off: Detector = { ...detector, judge: () => ({ findings: [] }) };
      expect(broken(off, {}).length).toBeGreaterThan(0);
    });

    it.each(Object.entries(detector.card.options).map(([name, option]) => [name, option.default] as const))(
      'option %s: twice its default breaks a timeline, and so does half',
      (name, value) => {
        expect(broken(detector, { [name]: value * 2 }), `${name} doubled`).not.toEqual([]);
        expect(broken(detector, { [name]: value / 2 }), `${name} halved`).not.toEqual([]);
      },
    );

    function broken(changed: Detector, options: Readonly<Record<string, number>>): readonly string[] {
      return timelines.filter((one) => differences(one, play(one, changed, options)).length > 0).map(({ name }) => name);
    }
  });
}

function holds(fact: { readonly value: number | string; readonly threshold: number | null; readonly test: string | null }) {
  const { value, threshold } = fact;
  if (fact.test === null || threshold === null) return true;
  if (typeof value !== 'number') return false;
  if (fact.test === '>=') return value >= threshold;
  if (fact.test === '>') return value > threshold;
  if (fact.test === '<=') return value <= threshold;
  if (fact.test === '<') return value < threshold;
  return value === threshold;
}
