import { optionsOf, plainRoute, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { lagos, past, row, seen } from './fixture.ts';
import { singleFactorSignIn } from './single-factor-sign-in.ts';

const { card, judge, measure } = singleFactorSignIn;
const options = optionsOf(card);
const alone = (id: string, more: Partial<SignIn> = {}) =>
  row(id, 0, {
    place: lagos,
    network: { asn: 7, owner: 'Far', class: 'isp' },
    secondFactor: 'not-asked',
    methods: ['password'],
    ...more,
  });
const known = {
  activeDays: 10,
  places: new Map([['NO/Oslo', seen(10)]]),
  networks: new Map([['AS64496', seen(10)]]),
  routes: new Map([['entra:two-factors', seen(9)]]),
};

describe('password alone', () => {
  it('counts what a provider’s sign-ins gave by that provider alone', () => {
    expect(judge(alone('a'), past([], known), options).findings).toHaveLength(1);
    expect(judge(alone('a', { provider: 'google' }), past([], known), options).silent).toBe('never-two-factors');
  });

  it('the share is of sign-ins by hand, and what a finding touched counts as none', () => {
    const with1 = (one: ReturnType<typeof seen>) => ({ ...known, routes: new Map([...known.routes, ['entra:one-factor', one]]) });
    expect(judge(alone('a'), past([], with1(seen(1))), options).findings).toHaveLength(1); // 9 of 10
    expect(judge(alone('a'), past([], with1(seen(2))), options).silent).toBe('not-always-two-factors'); // 9 of 11
    expect(judge(alone('a'), past([], with1({ ...seen(2), suspect: true })), options).findings).toHaveLength(1);
  });

  it('leaves every other kind of row to whoever asks about it, with a reason', () => {
    const why = (route: Partial<SignIn['route']>) =>
      judge(alone('a', { route: { ...plainRoute, ...route } }), past([], known), options);
    expect(why({ legacy: 'imap' }).silent).toBe('another-protocol');
    expect(why({ transfer: 'device-code' }).silent).toBe('another-protocol');
    expect(why({ excuse: 'location' }).silent).toBe('excused');
    expect(why({ crossTenant: true }).silent).toBe('factor-at-home');
    expect(why({ requirement: 'two-factors' }).silent).toBe('two-factors-required');
  });

  it('asks the question of its own subject only', () => {
    expect(judge(alone('a'), { ...past([], known), subject: 'bo@example.com' }, options)).toEqual({ findings: [] });
  });

  it('shows what an attacker wrote into a method as text that does nothing', () => {
    const facts = measure([alone('a', { methods: ['password', '\u001b[31m'] })], options);
    expect(facts[0]?.value).toBe('password, \ufffd[31m');
    expect(measure([], options)).toEqual([]);
  });
});
