import { optionsOf } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { past, prompt, row } from './fixture.ts';
import { mfaFatigue } from './mfa-fatigue.ts';

const { card, judge, measure } = mfaFatigue;
const options = optionsOf(card);
const five = [0, 1, 2, 3, 4].map((minute) => prompt(`p${minute}`, minute));
const [last] = five.slice(-1);
const before = five.slice(0, -1);

describe('MFA fatigue', () => {
  it('finds the fifth prompt in ten minutes and not the fourth', () => {
    expect(judge(before[3] ?? row('x', 0), past(before.slice(0, 3)), options).silent).toBe('few-prompts');
    expect(judge(last ?? row('x', 0), past(before), options).findings.map((finding) => finding.variant)).toEqual(['burst']);
  });

  it('names at most twenty rows of a flood, the judged one among them, says that there are more, and says it few times', () => {
    const flood = Array.from({ length: 60 }, (_, index) => prompt(`f${String(index).padStart(2, '0')}`, index / 10));
    const told = flood.flatMap((one, index) =>
      judge(one, past(flood.slice(0, index)), options).findings.map((finding) => ({ row: one.id, ...finding })),
    );
    expect(told.map(({ row }) => row)).toEqual(['f04', 'f09', 'f14']);
    for (const { row, decisive } of told) {
      expect(decisive.length).toBeLessThanOrEqual(20);
      expect(decisive).toContain(row);
    }
    const late = Array.from({ length: 40 }, (_, index) => prompt(`g${String(index).padStart(2, '0')}`, 200 + index / 10));
    const again = judge(late[39] ?? last ?? row('x', 0), past([...flood, ...late.slice(0, 39)]), options);
    expect(again.silent).toBe('told-already');
  });

  it('reports fraud and a burst as two findings of one row', () => {
    const fraud = prompt('fraud', 5, { secondFactor: 'fraud-reported' });
    const variants = judge(fraud, past(before), options).findings.map((finding) => finding.variant);
    expect(variants).toEqual(['fraud', 'burst']);
  });

  it('an approval without prompts raises no question', () => {
    expect(judge(row('yes', 5, { secondFactor: 'passed' }), past([row('a', 0)]), options)).toEqual({ findings: [] });
  });

  it('a factor satisfied earlier is no approval', () => {
    expect(judge(row('in', 5), past(five), options).findings).toEqual([]);
  });

  it('background rows neither prompt nor approve', () => {
    const quiet = five.map((one) => ({ ...one, interactive: false }));
    expect(judge(quiet[4] ?? row('x', 0), past(quiet.slice(0, 4)), options)).toEqual({ findings: [] });
    expect(judge(row('yes', 5, { secondFactor: 'passed', interactive: false }), past(five), options).findings).toEqual([]);
  });

  it('measures a burst against its own threshold and a drip against the other', () => {
    const threshold = (step: number) =>
      measure(
        five.map((_, index) => prompt(`p${index}`, index * step)),
        options,
      )[0]?.threshold;
    expect(threshold(1)).toBe(options.burstPrompts);
    expect(threshold(100)).toBe(options.dripPrompts);
  });
});
