import { type Change, optionsOf, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { deviceRegistration } from './device-registration.ts';
import { change, lagos, past, row, seen } from './fixture.ts';

const { card, judge, measure } = deviceRegistration;
const options = optionsOf(card);
const known = {
  activeDays: 10,
  rows: 40,
  last: row('x', 0).time - 86_400_000,
  places: new Map([['NO/Oslo', seen(10)]]),
  networks: new Map([['AS64496', seen(10)]]),
};
const far = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { place: lagos, ip: '203.0.113.9', network: { asn: 64511, owner: 'Far Line', class: 'isp' }, ...more });
const device = (id: string, minute: number, more: Partial<Change> = {}) =>
  change(id, minute, { kind: 'device-registration', operation: 'Register device', subjectOf: 'PC', ...more });

describe('device registration', () => {
  it('names the sign-in and the registration, and passes on what measure says of them', () => {
    const [finding] = judge(device('new', 30), past([far('in', 0)], known), options).findings;
    expect(finding?.decisive).toEqual(['in', 'new']);
    expect(finding?.facts).toEqual(measure([far('in', 0), device('new', 30)], options));
    expect(finding?.facts.map(({ name, value }) => [name, value])).toEqual([
      ['sign-in to registration', 30],
      ['devices', 1],
    ]);
  });

  it('each reason shows its points, and they add up to the suspicion', () => {
    const [finding] = judge(device('new', 30), past([far('in', 0)], known), options).findings;
    const points = finding?.because.map((words) => Number(/\((\d)\)$/.exec(words)?.[1])) ?? [];
    expect(finding?.explanation).toContain(`Suspicion ${points.reduce((sum, one) => sum + one, 0)},`);
  });

  it('asks its question in the timelines of the owner and of who did it, and in no other', () => {
    const other = { ...past([far('in', 0)], known), subject: 'bo@example.com' };
    expect(judge(device('new', 30), other, options)).toEqual({ findings: [] });
  });

  it('only registrations are judged', () => {
    for (const action of ['changed', 'removed', 'other'] as const)
      expect(judge(device('new', 30, { action }), past([far('in', 0)], known), options)).toEqual({ findings: [] });
  });

  it.each(['relay', 'satellite', 'microsoft', 'google', 'private'] as const)('a sign-in of class %s shows no origin', (name) => {
    const hidden = far('in', 0, { network: { asn: 1, owner: null, class: name } });
    expect(judge(device('new', 30), past([hidden], known), options).silent).toBe('no-origin');
  });

  it('a place that a finding marks is no usual place', () => {
    const suspect = { ...known, places: new Map([['NG/Lagos', { ...seen(4), suspect: true }]]) };
    expect(judge(device('new', 30), past([far('in', 0)], suspect), options).findings).toHaveLength(1);
  });

  it('a hundred devices name at most twenty rows, the judged one among them', () => {
    const many = Array.from({ length: 100 }, (_, index) => device(`d${index}`, index / 10, { subjectOf: `PC-${index}` }));
    const [finding] = judge(device('last', 10, { subjectOf: 'PC' }), past([row('in', 0), ...many], known), options).findings;
    expect(finding?.decisive.length).toBeLessThanOrEqual(20);
    expect(finding?.decisive).toContain('last');
  });
});
