import { expect, test } from 'vitest';
import { travelAttacks } from './attacks-travel.ts';
import { createOrganisation } from './organisation.ts';
import { createRandom } from './random.ts';
import { kmBetween } from './spot.ts';
import { createWorld } from './world.ts';

const org = createOrganisation(3, 400);
const world = createWorld(createRandom(3, 0, 1), org);
const victims = org.people.filter((person) => person.habit === 'plain');

test.each([
  [120, 470],
  [760, 1300],
  [2500, 9500],
])('a line abroad is %i to %i km away and of a provider that the victim never uses', (low, high) => {
  for (const person of victims) {
    if (!world.reaches(person, low, high)) continue;
    const { block } = world.abroad(person, low, high);
    const km = kmBetween(person.home.block.city, block.city);
    expect(km, person.address).toBeGreaterThanOrEqual(low);
    expect(km, person.address).toBeLessThanOrEqual(high);
    expect([person.home, ...person.carrier, ...person.office.egress].map((spot) => spot.block.asn)).not.toContain(block.asn);
  }
});

test('travel is staged on nobody who has no such line at the distance of the band', () => {
  const near = travelAttacks.find(({ name }) => name === 'travel-distance');
  const outOfReach = victims.filter((person) => person.entra && !world.reaches(person, 760, 1300));
  expect(outOfReach.length).toBeGreaterThan(0);
  for (const person of outOfReach) expect(near?.needs(person, world, 'near'), person.address).toBe(false);
  expect(victims.filter((person) => near?.needs(person, world, 'near')).length).toBeGreaterThan(20);
});

test('no attacker leaves through the egress of an office', () => {
  const inside = new Set(org.offices.flatMap(({ egress }) => egress.map((spot) => spot.block.prefix)));
  for (const person of victims) {
    for (const spot of [world.foreign(person), world.stranger(person), world.neighbour(person), world.abroad(person, 2000, 9500)])
      expect(spot === null || !inside.has(spot.block.prefix), person.address).toBe(true);
  }
});

test('a stranger abroad is of another country and of no provider of the victim', () => {
  for (const person of victims) {
    const { block } = world.foreign(person);
    expect(block.city.country).not.toBe(person.home.block.city.country);
    expect(person.carrier.map((spot) => spot.block.asn)).not.toContain(block.asn);
  }
});
