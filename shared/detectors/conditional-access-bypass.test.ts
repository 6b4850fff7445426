import { optionsOf, plainRoute, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { conditionalAccessBypass } from './conditional-access-bypass.ts';
import { lagos, past, row, seen } from './fixture.ts';

const { card, judge, measure } = conditionalAccessBypass;
const options = optionsOf(card);
const far = { place: lagos, ip: '203.0.113.9', network: { asn: 7, owner: 'Far', class: 'isp' } } as const;
const known = { activeDays: 10, places: new Map([['NO/Oslo', seen(10)]]), networks: new Map([['AS64496', seen(10)]]) };
const stop = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { ...far, outcome: 'blocked', failure: 'policy', code: '53003', secondFactor: 'unknown', ...more });
const alone = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { ...far, secondFactor: 'not-asked', methods: ['password'], ...more });

describe('conditional access bypass', () => {
  it('tells one story of a row: the stop before outweighs the excuse, the excuse the report', () => {
    const reportOnly = [{ name: 'pilot', result: 'reportOnlyFailure', controls: [] }];
    const skipped = alone('in', 10, { route: { ...plainRoute, excuse: 'location' }, reportOnly });
    const variant = (one: SignIn, before: readonly SignIn[]) =>
      judge(one, past(before, known), options).findings.map((f) => f.variant);
    expect(variant(skipped, [stop('stop', 0)])).toEqual(['weaker-route']);
    expect(variant(skipped, [])).toEqual(['excused']);
    expect(variant(alone('in', 10, { reportOnly }), [])).toEqual(['report-only']);
    expect(variant(alone('in', 10), [])).toEqual([]);
  });

  it('takes the latest stop, and none that is older than asked for', () => {
    const stops = [stop('old', -120), stop('first', 0), stop('second', 5)];
    expect(judge(alone('in', 10), past(stops, known), options).findings[0]?.decisive).toEqual(['second', 'in']);
    expect(judge(alone('in', 10), past(stops.slice(0, 1), known), options)).toEqual({ findings: [] });
  });

  it('a wrong password was no stop', () => {
    const wrong = stop('wrong', 0, { outcome: 'failure', failure: 'wrong-password', password: 'no' });
    expect(judge(alone('in', 10), past([wrong], known), options)).toEqual({ findings: [] });
  });

  it('measures the minutes between from the two rows alone, and one row for what it says itself', () => {
    expect(measure([stop('stop', 0), alone('in', 7.5)], options)).toMatchObject([
      { name: 'stopped by', value: '53003' },
      { name: 'stop to success', value: 7.5, threshold: 60, test: '<=' },
    ]);
    expect(
      measure([alone('in', 0, { route: { ...plainRoute, excuse: 'app-password', location: 'HQ' } })], options),
    ).toMatchObject([
      { name: 'excuse', value: 'app-password' },
      { name: 'trusted location', value: 'HQ' },
    ]);
    expect(measure([], options)).toEqual([]);
  });

  it('asks the question of its own subject only', () => {
    const other = { ...past([stop('stop', 0)], known), subject: 'bo@example.com' };
    expect(judge(alone('in', 10), other, options)).toEqual({ findings: [] });
  });

  it('a policy’s name from the log is inert in the explanation', () => {
    const reportOnly = [{ name: '<b>\u0007', result: 'reportOnlyFailure', controls: [] }];
    expect(judge(alone('in', 0, { reportOnly }), past([], known), options).findings[0]?.explanation).toContain("'<b>\ufffd'");
  });
});
