import { appKey, deviceKey, factorKey, networkKey, placeKey, routeKeys } from '@gatewatch/domain';
import { laptop, person, signIn, stranger } from '@gatewatch/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signInRow } from './sign-in-row.ts';
import { Where } from './where.ts';

const nameless = { ...stranger, os: null, browser: null };
const longNamed = { ...stranger, id: 'device-'.repeat(12) };

const event = fc
  .record({
    from: fc.constantFrom('Oslo' as const, 'London' as const, null),
    by: fc.constantFrom('telenor' as const, 'microsoft' as const, null),
    device: fc.constantFrom(laptop, stranger, nameless, longNamed, null),
    session: fc.constantFrom('one', 'another'),
    appId: fc.constantFrom('app', null),
    methods: fc.constantFrom([], ['password'], ['a method with a very long name '.repeat(4)]),
    secondFactor: fc.constantFrom('passed' as const, 'not-asked' as const),
    kind: fc.constantFrom('member' as const, 'guest' as const),
    legacy: fc.constantFrom(null, 'imap'),
  })
  .map(({ kind, legacy, ...draft }) => ({
    ...signIn({ at: '2 09:00', password: 'yes', ...draft, route: { legacy } }),
    actor: { ...person('ada'), kind },
  }));

it("a row's parts have the words that a profile would remember of the event, whatever rows came before", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 8 }), (events) => {
      for (const one of events) {
        const { where, what, how } = signInRow(one);
        expect(where.keys).toEqual({ place: placeKey(one), network: networkKey(one), device: deviceKey(one) });
        expect(new Where(one, null).keys).toEqual(where.keys);
        expect(what.key).toBe(appKey(one));
        expect(how.factors).toEqual(one.methods.map(factorKey));
        const guest = one.actor.kind === 'guest';
        expect(how.routesOf(guest)).toEqual(routeKeys(one, guest));
      }
    }),
  );
});
