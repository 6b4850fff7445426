/** The reference merges with the very same code: what a profile says is shown here, by numbers. */

import { dayCount, dayMs, hourMs, isNormal, type SignIn } from '@gatewatch/domain';
import { change, dayOne, laptop, type SignInDraft, signIn, stranger } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyProfile, mergeRow, type ProfileBuild } from './profile.ts';

const lagos = 'NG/Lagos';
/** On days counted from the first one. */
const on = (day: number, more: Partial<SignInDraft> = {}): SignIn => ({
  ...signIn({ at: '1 09:00', recordId: `${day} ${JSON.stringify(more)}`, ...more }),
  time: dayOne + day * dayMs + 9 * hourMs,
});
const abroad = (day: number, more: Partial<SignInDraft> = {}) => on(day, { from: 'Lagos', ...more });
function merged(...rows: readonly (readonly [row: Parameters<typeof mergeRow>[1], suspect?: boolean])[]): ProfileBuild {
  const profile = emptyProfile();
  for (const [row, suspect = false] of rows) mergeRow(profile, row, suspect);
  return profile;
}

describe('a profile', () => {
  test('learns what a success says, and from a failure nothing but that there was a row', () => {
    const profile = merged([on(0)], [abroad(1, { outcome: 'failure', failure: 'wrong-password' })], [on(2)]);
    expect([profile.rows, [...profile.places.keys()], profile.activeDays]).toEqual([3, ['NO/Oslo'], 2]);
    expect(profile.places.get('NO/Oslo')).toMatchObject({ count: 2, first: on(0).time, last: on(2).time, days: 0b101 });
    expect([profile.first, profile.last, profile.days]).toEqual([on(0).time, on(2).time, 0b101]);
    expect([...profile.devices.keys()]).toEqual([laptop.id]);
    expect([...profile.networks.keys(), ...profile.apps.keys(), ...profile.factors.keys()]).toEqual([
      'AS2119',
      'app-office',
      'password',
    ]);
  });

  test('remembers 31 days back and no further', () => {
    const days = (of: readonly number[]) => merged(...of.map((day) => [on(day)] as const)).places.get('NO/Oslo')?.days ?? 0;
    expect([days([0, 16]), days([0, 31]), days([0, 32])]).toEqual([2 ** 16 + 1, 2 ** 31 + 1, 1]);
  });

  test('is the same in any order of rows of one standing', () => {
    const row = fc
      .tuple(fc.nat(45), fc.constantFrom<Partial<SignInDraft>>({}, { from: 'Lagos' }, { by: 'mtn' }, { secondFactor: 'passed' }))
      .map(([day, more]) => on(day, { ...more, device: null }));
    const view = (profile: ProfileBuild) => ({
      ...profile,
      activeDays: 0, // counted in the order of time
      places: [...profile.places].sort(),
      networks: [...profile.networks].sort(),
      factors: [...profile.factors].sort(),
      apps: [...profile.apps],
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        const inOrder = merged(...rows.map((one) => [one] as const));
        expect(view(merged(...rows.toReversed().map((one) => [one] as const)))).toEqual(view(inOrder));
      }),
    );
  });

  test('counts active days in the order of time', () => {
    expect(merged([on(0)], [on(0, { app: 'b' })], [on(3)], [on(40)]).activeDays).toBe(3);
  });

  test('forgets what was seen longest ago, where a person was seen in more places than it holds', () => {
    const city = (n: number) => {
      const { place } = on(0);
      return on(n, { place: place === null ? null : { ...place, city: `City ${String(n).padStart(2, '0')}` } });
    };
    const all = Array.from({ length: 25 }, (_, n) => city(n));
    const profile = merged(...all.map((row) => [row] as const));
    expect([profile.places.size, profile.places.has('NO/City 00'), profile.places.has('NO/City 01')]).toEqual([24, false, true]);
    const atOnce = all.map((row) => [{ ...row, time: on(0).time }] as const);
    expect([...merged(...atOnce).places.keys()].sort()).toEqual([...merged(...atOnce.toReversed()).places.keys()].sort());
  });

  test('keeps changes for 30 days, the newest sixteen', () => {
    const at = (day: number) => ({ ...change({ at: '1 09:00', recordId: `${day}` }), time: dayOne + day * dayMs });
    const days = (of: readonly number[]) =>
      merged(...of.map((day) => [at(day)] as const)).milestones.map(({ time }) => (time - dayOne) / dayMs);
    expect(days([0, 29.5])).toEqual([0, 29.5]);
    expect(days([30, 0])).toEqual([30]);
    expect(days(Array.from({ length: 20 }, (_, n) => n))).toEqual(Array.from({ length: 16 }, (_, n) => n + 4));
  });
});

describe('a place that a finding of medium or above touched', () => {
  const normal = (profile: ProfileBuild) => isNormal(profile.places.get(lagos));
  const known = [on(0)] as const; // the laptop is known from here on
  const theirs = { device: { ...stranger, id: 'theirs' } }; // a device of a finding is as suspect as its place
  const back = (days: number, more: Partial<SignInDraft> = {}) =>
    Array.from({ length: days }, (_, n) => [abroad(2 + n, more)] as const);

  test('is not normal, and one that none touched is at once', () => {
    expect([normal(merged([abroad(1), true])), normal(merged([abroad(1), false]))]).toEqual([false, true]);
    expect(normal(merged([abroad(1), true], [abroad(2), false]))).toBe(false);
  });

  test.each<[string, Partial<SignInDraft>]>([
    ['a known device', {}],
    ['a freshly passed factor', { device: stranger, secondFactor: 'passed' }],
  ])('is normal again after five days with %s, not after four', (_, more) => {
    expect([4, 5].map((days) => normal(merged(known, [abroad(1, theirs), true], ...back(days, more))))).toEqual([false, true]);
  });

  test('stays suspect with neither: on a device that came with the finding, or on none', () => {
    expect(normal(merged(known, [abroad(1, theirs), true], ...back(9, theirs)))).toBe(false);
    expect(normal(merged(known, [abroad(1, { device: null }), true], ...back(9, { device: null })))).toBe(false);
  });

  test('is not earned back by rows that findings touch, nor by many on one day', () => {
    const found = back(9, { secondFactor: 'passed' }).map(([row]) => [row, true] as const);
    expect(normal(merged(known, ...found))).toBe(false);
    const oneDay = Array.from({ length: 9 }, (_, n) => [abroad(2, { app: `app ${n}` })] as const);
    expect(normal(merged(known, [abroad(1, theirs), true], ...oneDay))).toBe(false);
  });

  test('has its trusted days on the days they were, also where others come between', () => {
    const trusted = [2, 4, 6].map((day) => [abroad(day)] as const);
    const others = [3, 5, 7].map((day) => [abroad(day, { device: null })] as const);
    const seen = merged(
      known,
      [abroad(1, theirs), true],
      ...[...trusted, ...others].sort(([a], [b]) => a.time - b.time),
    ).places.get(lagos);
    expect([seen?.days, seen?.trusted, dayCount(seen?.trusted ?? 0)]).toEqual([0b1111111, 0b0101010, 3]);
  });

  test('is normal by a verdict of benign, and so is its device; by no other word', () => {
    const verdict = (disposition: 'benign' | 'false-positive' | 'true-positive') =>
      merged(
        known,
        [abroad(1, theirs), true],
        [
          {
            ...on(2),
            kind: 'verdict',
            alert: 'a',
            disposition,
            note: '',
            analyst: null,
            places: [lagos],
            devices: ['theirs', 'none'],
          },
        ],
      );
    const of = (profile: ProfileBuild) => [normal(profile), isNormal(profile.devices.get('theirs')), profile.devices.has('none')];
    expect(of(verdict('benign'))).toEqual([true, true, false]);
    expect(of(verdict('false-positive'))).toEqual([false, false, false]);
    expect(of(verdict('true-positive'))).toEqual([false, false, false]);
  });
});
