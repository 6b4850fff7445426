import type { Place } from '@gatewatch/domain';
import { distanceKm } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';
import { evidence, lagos, oslo, travelAlert } from './example.fixture.ts';
import { greatCircle, travelMap } from './travel-map.ts';
import { landPath } from './world.ts';

const tokyo: Place = { country: 'JP', city: 'Tokyo', latitude: 35.68, longitude: 139.69, radiusKm: 20 };
const seattle: Place = { country: 'US', city: 'Seattle', latitude: 47.6, longitude: -122.33, radiusKm: 20 };

describe('the map of a travel alert', () => {
  test('shows both places with circles to scale and one leg', () => {
    const map = between(lagos, oslo);
    expect(map).toContain('Lagos, Nigeria (±50 km) to Oslo, Norway (±25 km): 5,977 km');
    const radii = [...map.matchAll(/ry="([\d.]+)"/g)].map(([, ry]) => Number(ry));
    expect(radii).toEqual([0.45, 0.22]);
    expect(map.match(/class="leg"/g)).toHaveLength(1);
  });

  test('goes over the Pacific where that is shorter, in one piece', () => {
    const map = between(tokyo, seattle);
    const longitudes = [...(/class="leg" d="M([^"]+)"/.exec(map)?.[1]?.matchAll(/(-?[\d.]+) -?[\d.]+L?/g) ?? [])].map(([, x]) =>
      Number(x),
    );
    expect(longitudes[0]).toBeCloseTo(139.69, 1);
    expect(longitudes.at(-1)).toBeCloseTo(237.67, 1);
    for (const [i, x] of longitudes.slice(1).entries()) expect(Math.abs(x - (longitudes[i] ?? x))).toBeLessThan(10);
    expect(map).toContain('href="#land" x="360"');
  });

  test('holds every mark inside the picture', () => {
    for (const [a, b] of [
      [lagos, oslo],
      [tokyo, seattle],
      [seattle, tokyo],
      [{ ...lagos, radiusKm: 1000 }, oslo],
    ] as const) {
      for (const [, at] of between(a, b).matchAll(/c[xy]="(-?[\d.]+)%"/g)) {
        expect(Number(at)).toBeGreaterThan(5);
        expect(Number(at)).toBeLessThan(95);
      }
    }
  });

  test('is left out where the decisive rows are in one place or have none', () => {
    expect(between(oslo, { ...oslo, latitude: oslo.latitude + 0.2 })).toBe('');
    const alert = travelAlert();
    expect(travelMap({ ...alert, evidence: { ...alert.evidence, decisive: [] } }).markup).toBe('');
  });

  test('draws numbers even from broken places', () => {
    expect(between(lagos, { ...oslo, latitude: Number.NaN })).not.toMatch(/NaN|Infinity/);
    expect(between({ ...lagos, latitude: 90 }, { ...oslo, latitude: -90 })).not.toMatch(/NaN|Infinity/);
  });
});

test('a great circle has equal steps and the right length', () => {
  const points = greatCircle(lagos, oslo).map(({ x, y }): Place => ({ ...lagos, longitude: x, latitude: -y }));
  const steps = points.slice(1).map((point, i) => distanceKm(points[i] ?? point, point));
  expect(steps.reduce((sum, km) => sum + km, 0)).toBeCloseTo(distanceKm(lagos, oslo), 3);
  expect(Math.max(...steps) - Math.min(...steps)).toBeLessThan(0.001);
});

test.each([
  ['Oslo', 10.7, 59.95, true],
  ['Lagos', 3.4, 6.7, true],
  ['Denver', -105, 39.7, true],
  ['Brasília', -47.9, -15.8, true],
  ['Delhi', 77.2, 28.6, true],
  ['Alice Springs', 133.9, -23.7, true],
  ['Anadyr', 177, 64.9, true],
  ['mid-Atlantic', -35, 25, false],
  ['Bay of Bengal', 88, 13, false],
  ['Black Sea', 34, 43.3, false],
  ['Caspian Sea', 51, 39, false],
  ['Baltic Sea', 19, 57.5, false],
  ['Gulf of Mexico', -90, 25, false],
])('%s is on the right side of the coast', (_, longitude, latitude, land) => expect(onLand(longitude, latitude)).toBe(land));

function between(a: Place, b: Place): string {
  const alert = travelAlert();
  const events = [evidence('a', alert.firstSeen, { place: a }), evidence('b', alert.lastSeen, { place: b })];
  return travelMap({ ...alert, evidence: { rows: 2, decisive: events.map(({ id }) => id), events } }).markup;
}

/** Even-odd rule, as the fill rule of the page. */
function onLand(longitude: number, latitude: number): boolean {
  let inside = false;
  for (const ring of landPath.split(/M|Z/).filter((part) => part !== '')) {
    const points = ring.split('L').map((pair) => pair.split(' ').map(Number));
    for (const [i, [x1 = 0, y1 = 0]] of points.entries()) {
      const [x2 = 0, y2 = 0] = points[(i + 1) % points.length] ?? [];
      const y = -latitude;
      if (y1 > y !== y2 > y && longitude < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}
