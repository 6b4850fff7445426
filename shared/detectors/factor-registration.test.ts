import { type Change, optionsOf, type Severity } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { factorRegistration } from './factor-registration.ts';
import { change, past, row, seen } from './fixture.ts';

const { card, judge, measure } = factorRegistration;
const options = optionsOf(card);
const known = {
  activeDays: 10,
  rows: 40,
  last: row('x', 0).time - 86_400_000,
  places: new Map([['NO/Oslo', seen(10)]]),
  networks: new Map([['AS64496', seen(10)]]),
};
const finding = (severity: Severity, minute: number) => ({
  detector: 'impossible-travel',
  time: row('x', minute).time,
  rowId: 'x',
  severity,
});

describe('factor registration', () => {
  it.each([
    ['low', null],
    ['medium', 'medium'],
    ['high', 'high'],
    ['critical', 'high'],
  ] as const)('a finding of %s severity before makes it %s', (before, severity) => {
    const judged = judge(change('new', 30), { ...past([], known), findings: [finding(before, 0)] }, options);
    expect(judged.findings[0]?.severity ?? null).toBe(severity);
  });

  it('its own findings and those of device registrations are counted by none of the two', () => {
    for (const detector of ['factor-registration', 'device-registration']) {
      const findings = [{ ...finding('high', 0), detector }];
      expect(judge(change('new', 30), { ...past([], known), findings }, options).findings).toEqual([]);
    }
  });

  it('circumstances alone suspect nobody', () => {
    const reset: Partial<Change> = { action: 'reset', subjectOf: 'password' };
    const removed: Partial<Change> = { action: 'removed' };
    const rows = [change('a', 0, reset), change('b', 1, removed), row('c', 2, { secondFactor: 'not-asked' })];
    expect(judge(change('new', 30, { subjectOf: 'sms' }), past(rows, known), options).silent).toBe('usual-place');
  });

  it('has a fact even where no other row decides', () => {
    expect(measure([change('new', 0)], options)).toHaveLength(1);
    expect(measure([], options)).toEqual([]);
    expect(measure([row('a', 0)], options)).toEqual([]);
  });

  it('a number beyond its limit is told without a threshold', () => {
    const facts = measure([row('a', 0), change('new', 90)], options);
    expect(facts).toEqual([{ name: 'sign-in to registration', value: 90, unit: 'min', threshold: null, test: null }]);
  });
});
