import { dayMs, isRopc, optionsOf, plainRoute, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { lagos, noon, past, row, seen } from './fixture.ts';
import { legacyAuthentication } from './legacy-authentication.ts';
import { ropcAuthentication } from './ropc-authentication.ts';

const legacyOptions = optionsOf(legacyAuthentication.card);
const ropcOptions = optionsOf(ropcAuthentication.card);
const elsewhere = { place: lagos, ip: '203.0.113.9', network: { asn: 64511, owner: 'Far Line', class: 'isp' } } as const;
const mail = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { ...elsewhere, secondFactor: 'not-asked', route: { ...plainRoute, legacy: 'imap' }, ...more });
const script = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { ...elsewhere, secondFactor: 'not-asked', protocol: 'ropc', ...more });
const known = { activeDays: 10, places: new Map([['NO/Oslo', seen(10)]]), networks: new Map([['AS64496', seen(10)]]) };
const stop = row('stop', 0, { ...elsewhere, outcome: 'interrupted', failure: 'second-factor-required', secondFactor: 'pending' });

describe('legacy authentication and ROPC', () => {
  it('each asks of its own rows only, and never both of one', () => {
    const both = mail('m', 0, { protocol: 'ropc' });
    expect(isRopc(both)).toBe(true);
    expect(legacyAuthentication.judge(both, past([], known), legacyOptions).findings).toHaveLength(1);
    expect(ropcAuthentication.judge(both, past([], known), ropcOptions)).toEqual({ findings: [] });
    expect(legacyAuthentication.judge(script('s', 0), past([], known), legacyOptions)).toEqual({ findings: [] });
    expect(ropcAuthentication.judge(script('s', 0), past([], known), ropcOptions).findings).toHaveLength(1);
  });

  it('asks the question of its own subject only', () => {
    const other = { ...past([], known), subject: 'bo@example.com' };
    expect(legacyAuthentication.judge(mail('m', 0), other, legacyOptions)).toEqual({ findings: [] });
    expect(ropcAuthentication.judge(script('s', 0), other, ropcOptions)).toEqual({ findings: [] });
  });

  it('names the stop and the success, and measures the minutes between from them alone', () => {
    const [finding] = legacyAuthentication.judge(mail('m', 45), past([stop], known), legacyOptions).findings;
    expect(finding).toMatchObject({ variant: 'after-stop', severity: 'critical', decisive: ['stop', 'm'] });
    expect(finding?.facts).toEqual(legacyAuthentication.measure([stop, mail('m', 45)], legacyOptions));
    expect(finding?.facts.find(({ name }) => name === 'stop to success')).toMatchObject({ value: 45, threshold: 60 });
  });

  it('a habit that a finding once touched is none until it is earned back', () => {
    const habit = { ...known, routes: new Map([['imap', { ...seen(6), suspect: true }]]) };
    const home = { place: row('x', 0).place, network: row('x', 0).network };
    expect(legacyAuthentication.judge(mail('m', 0, home), past([], habit), legacyOptions).findings[0]?.severity).toBe('low');
    const earned = { ...known, routes: new Map([['imap', { ...seen(6), suspect: true, trusted: 31 }]]) };
    expect(legacyAuthentication.judge(mail('m', 0, home), past([], earned), legacyOptions).silent).toBe('usual-protocol');
  });

  it('a release that remembered no routes opened this ledger: for a week nothing is a first use, far is far all the same', () => {
    const home = { place: row('x', 0).place, network: row('x', 0).network };
    const judged = (daysAgo: number, where: Partial<SignIn>) =>
      legacyAuthentication.judge(mail('m', 0, where), past([], { ...known, routesSince: noon - daysAgo * dayMs }), legacyOptions);
    expect(judged(6, home).silent).toBe('usual-protocol');
    expect(judged(8, home).findings[0]?.severity).toBe('low');
    expect(judged(6, {}).findings[0]?.severity).toBe('medium');
    expect(judged(8, {}).findings[0]?.severity).toBe('high');
  });

  it('has no facts where the rows are of another story', () => {
    expect(legacyAuthentication.measure([], legacyOptions)).toEqual([]);
    expect(legacyAuthentication.measure([row('a', 0)], legacyOptions)).toEqual([]);
    expect(ropcAuthentication.measure([row('a', 0)], ropcOptions)).toEqual([]);
  });
});
