import { allowedWords, isAllowed } from '@gatewatch/domain';
import { expect, it } from 'vitest';
import { catalogue } from './catalogue.ts';
import { detectorById, detectors } from './index.ts';

it('lists every detector once, in alphabetical order, with every option and its reason', () => {
  const ids = detectors.map(({ card }) => card.id);
  expect(ids).toEqual([...new Set(ids)].sort());
  const text = catalogue(detectors);
  for (const { card } of detectors) {
    expect(text).toContain(`## ${card.id}\n`);
    for (const [name, option] of Object.entries(card.options)) {
      expect(text).toContain(`| \`${name}\` | ${option.default} | ${option.unit} | ${allowedWords(option)} | ${option.reason} |`);
      expect(isAllowed(option, option.default), name).toBe(true);
      expect(option.reason.length, name).toBeGreaterThan(20);
    }
  }
});

it('a card is complete: it says what to do, what it cannot see, what else looks like it, and which technique', () => {
  for (const { card } of detectors) {
    for (const lines of [card.steps, card.blindSpots, card.falsePositives, card.attack]) expect(lines.length).toBeGreaterThan(0);
    for (const technique of card.attack) expect(technique).toMatch(/^T\d{4}(\.\d{3})? \S/);
    expect(card.windowMs).toBeLessThanOrEqual(86_400_000);
    expect(JSON.stringify(card)).not.toMatch(/\|/); // a table's column in the catalogue
  }
});

it('finds a detector by its id and nothing by another', () => {
  expect(detectorById('mfa-fatigue')?.card.id).toBe('mfa-fatigue');
  expect(detectorById('toString')).toBeUndefined();
});
