import { optionsOf, type SignIn } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { lagos, past, row, seen } from './fixture.ts';
import { impossibleTravel } from './impossible-travel.ts';

const { card, judge, measure } = impossibleTravel;
const options = optionsOf(card);
const far = (id: string, minute: number, more: Partial<SignIn> = {}) =>
  row(id, minute, { place: lagos, ip: '203.0.113.9', network: { asn: 64511, owner: 'Far Line', class: 'isp' }, ...more });

describe('impossible travel', () => {
  it('subtracts both radii from the great circle before it asks for distance and speed', () => {
    const facts = measure([row('a', 0), far('b', 60)], options);
    const value = (name: string) => facts.find((fact) => fact.name === name)?.value;
    expect(value('distance')).toBeCloseTo(5977, 0);
    expect(value('radii')).toBe(75);
    expect(value('certain distance')).toBeCloseTo(5902, 0);
    expect(value('certain speed')).toBe(value('certain distance'));
  });

  it('never divides by less time than the floor', () => {
    const speed = (minute: number) => measure([row('a', 0), far('b', minute)], options).at(-1)?.value;
    expect(speed(0)).toBe(speed(1));
    expect(speed(0)).not.toBe(speed(2));
  });

  it('has no facts where the rows are not two sign-ins at two known places', () => {
    expect(measure([], options)).toEqual([]);
    expect(measure([row('a', 0)], options)).toEqual([]);
    expect(measure([row('a', 0), far('b', 10, { place: null })], options)).toEqual([]);
  });

  it('names the two rows and passes on what measure says of them', () => {
    const [finding] = judge(far('b', 30), past([row('a', 0)]), options).findings;
    expect(finding?.decisive).toEqual(['a', 'b']);
    expect(finding?.facts).toEqual(measure([row('a', 0), far('b', 30)], options));
  });

  it('asks the question of its own subject only', () => {
    const other = { ...past([row('a', 0)]), subject: 'bo@example.com' };
    expect(judge(far('b', 30), other, options)).toEqual({ findings: [] });
  });

  it('compares with the place before an own stay on the other network, not only with the latest row', () => {
    const mobile = row('m', 10, { network: { asn: 64497, owner: 'Carrier', class: 'mobile' } });
    const [finding] = judge(far('b', 30), past([row('a', 0), mobile]), options).findings;
    expect(finding?.decisive).toEqual(['a', 'b']);
    expect(finding?.severity).toBe('high');
  });

  it('says once what a stay says', () => {
    expect(judge(far('c', 31), past([row('a', 0), far('b', 30)]), options)).toEqual({ findings: [] });
  });

  it('a place earned back is no excuse while a finding still marks it', () => {
    const suspect = { ...seen(4), suspect: true };
    const both = (second: ReturnType<typeof seen>) => ({
      activeDays: 10,
      rows: 40,
      places: new Map([
        ['NO/Oslo', seen(10)],
        ['NG/Lagos', second],
      ]),
      networks: new Map([
        ['AS64496', seen(10)],
        ['AS64511', second],
      ]),
    });
    expect(judge(far('b', 30), past([row('a', 0)], both(seen(4))), options).silent).toBe('usual-pair');
    expect(judge(far('b', 30), past([row('a', 0)], both(suspect)), options).findings).toHaveLength(1);
  });

  it.each([
    ['relay', 'relay'],
    ['satellite', 'satellite'],
    ['microsoft', 'vendor-owned'],
    ['google', 'vendor-owned'],
    ['private', 'private-network'],
  ] as const)('an address of class %s shows nobody anywhere', (name, reason) => {
    const hidden = far('b', 30, { network: { asn: 1, owner: null, class: name } });
    expect(judge(hidden, past([row('a', 0)]), options)).toEqual({ findings: [], silent: reason });
    expect(judge(far('c', 40), past([row('a', 0), hidden]), options).findings[0]?.decisive).toEqual(['a', 'c']);
  });
});
