/** Where attackers sit: addresses of ordinary access providers, chosen by their distance from the victim's home. */

import { blocks } from './addresses.ts';
import type { World } from './attack.ts';
import { helpDeskOf, type Organisation } from './organisation.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import { type AddressBlock, kmBetween, spotAt } from './spot.ts';

/** Nearer than any distance that proves travel. */
const strangerKm = 450;

export function createWorld(random: Random, org: Organisation): World {
  const km = (person: Person, block: AddressBlock): number => kmBetween(person.home.block.city, block.city);
  // Who leaves through an office's egress is inside: no attacker of a stranger's.
  const egress = new Set(org.offices.flatMap((office) => office.egress.map((spot) => spot.block.prefix)));
  const access = blocks.filter((block) => block.kind === 'isp' && !egress.has(block.prefix));
  const rented = blocks.filter((block) => block.kind === 'hosting' || block.kind === 'vpn');
  /** Networks of the person's own: from there an attacker looks much like the victim, which is a blind spot and no staging. */
  const ownNetworks = (person: Person): ReadonlySet<number> =>
    new Set([person.home, ...person.carrier, ...person.office.egress, ...person.exits].map((spot) => spot.block.asn));
  const strangers = (person: Person): readonly AddressBlock[] => {
    const own = ownNetworks(person);
    const { country } = person.home.block.city;
    return access.filter((block) => block.city.country === country && km(person, block) < strangerKm && !own.has(block.asn));
  };
  const strangeAt = (person: Person, low: number, high: number): readonly AddressBlock[] => {
    const own = ownNetworks(person);
    return access.filter((block) => !own.has(block.asn) && km(person, block) >= low && km(person, block) <= high);
  };
  const everybody = org.people;
  return {
    helpDesk: helpDeskOf(org),
    colleague: (person) => random.pick(everybody.filter((other) => other !== person && !other.privileged)),
    rented(person) {
      const used = new Set(person.exits.map((spot) => spot.block.asn));
      const { country } = person.home.block.city;
      const elsewhere = rented.filter((block) => block.city.country !== country && !used.has(block.asn));
      return spotAt(random.pick(elsewhere), random.within(20, 240));
    },
    stranger(person) {
      const near = strangers(person);
      return near.length === 0 ? null : spotAt(random.pick(near), random.within(100, 250));
    },
    foreign: (person) => {
      const { country } = person.home.block.city;
      const elsewhere = strangeAt(person, 900, Number.POSITIVE_INFINITY).filter((block) => block.city.country !== country);
      return spotAt(random.pick(elsewhere), random.within(20, 240));
    },
    sameLine: (person) => spotAt(person.home.block, 20 + ((person.index + random.within(1, 60)) % 70)),
    reaches: (person, low, high) => strangeAt(person, low, high).length > 0,
    abroad: (person, low, high) => spotAt(random.pick(strangeAt(person, low, high)), random.within(20, 240)),
    neighbour(person, otherProvider = false) {
      const { city, prefix } = person.home.block;
      const own = ownNetworks(person);
      const near = access.filter((block) => block.city === city && block.prefix !== prefix);
      const other = near.filter((block) => !own.has(block.asn));
      return spotAt(random.pick(otherProvider && other.length > 0 ? other : near), random.within(100, 250));
    },
  };
}
