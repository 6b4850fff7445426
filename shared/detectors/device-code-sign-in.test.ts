import { optionsOf, plainRoute, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { deviceCodeSignIn } from './device-code-sign-in.ts';
import { lagos, past, row, seen } from './fixture.ts';

const { card, judge, measure } = deviceCodeSignIn;
const options = optionsOf(card);
const code = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { route: { ...plainRoute, transfer: 'device-code' }, app: 'Office', appId: 'office', ...more });
const far = { place: lagos, network: { asn: 7, owner: 'Far', class: 'isp' } } as const;
const known = { activeDays: 10, places: new Map([['NO/Oslo', seen(10)]]), networks: new Map([['AS64496', seen(10)]]) };

describe('device code', () => {
  it('joins the two ends by their session, by the application only where a session is not logged', () => {
    const used = code('used', 10, { ...far, session: 's', interactive: false });
    const decisive = (more: Partial<SignIn>) => judge(used, past([code('code', 0, more)], known), options).findings[0]?.decisive;
    expect(decisive({ session: 's', appId: 'other' })).toEqual(['code', 'used']);
    expect(decisive({ session: 't' })).toEqual(['used']);
    const [found] = judge(used, past([code('code', 0, { session: 's' })], known), options).findings;
    expect(found?.variant).toBe('handed-over');
    expect(decisive({ session: null })).toEqual(['code', 'used']);
    expect(decisive({ session: null, appId: 'other' })).toEqual(['used']);
  });

  it('measures the minutes between from the two rows alone', () => {
    const rows = [code('code', 0), code('used', 12.5, { ...far, interactive: false })];
    expect(measure(rows, options)).toMatchObject([{ value: 'Office' }, { name: 'entered to used', value: 12.5, threshold: 30 }]);
    expect(measure(rows.slice(1), options)).toHaveLength(1);
    expect(measure([row('a', 0)], options)).toEqual([]);
  });

  it('asks nothing of rows that no code began, of failures, and of other people', () => {
    expect(judge(row('a', 0, far), past([], known), options)).toEqual({ findings: [] });
    expect(judge(code('a', 0, { ...far, outcome: 'failure' }), past([], known), options)).toEqual({ findings: [] });
    expect(judge(code('a', 0, far), { ...past([], known), subject: 'bo@example.com' }, options)).toEqual({ findings: [] });
  });

  it('an application’s name from the log is inert in the explanation', () => {
    const [finding] = judge(code('a', 0, { ...far, app: 'x\u202egpj' }), past([], known), options).findings;
    expect(finding?.explanation).toContain("'x\ufffdgpj'");
  });
});
