import { plainRoute, type Route } from '@gatewatch/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { routeOf, routeText } from './route-text.ts';

const word = fc.constantFrom(null, 'imap', 'bav2ropc');
const route: fc.Arbitrary<Route> = fc.record({
  transfer: fc.constantFrom(null, 'device-code', 'authentication-transfer'),
  legacy: word,
  requirement: fc.constantFrom(null, 'one-factor', 'two-factors'),
  excuse: fc.constantFrom(null, 'location', 'remembered-device', 'registered-device', 'app-password', 'broker'),
  location: fc.oneof(fc.constant(null), fc.constant('Hall 1; east'), fc.string({ minLength: 1 })),
  bound: fc.constantFrom(null, true, false),
  agent: word,
  crossTenant: fc.boolean(),
});

it('every route survives its text', () => {
  fc.assert(
    fc.property(route, (one) => {
      expect(routeOf(routeText(one))).toEqual(one);
    }),
  );
});

it('the plain route takes no room, and a row of a release that knew no routes has it', () => {
  expect(routeText({ ...plainRoute })).toBe('');
  expect(routeOf(null)).toBe(plainRoute);
});
