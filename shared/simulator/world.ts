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
  const access = blocks.filter((block) => block.kind === 'isp');
  const rented = blocks.filter((block) => block.kind === 'hosting' || block.kind === 'vpn');
  /** Networks of the person's own: from there an attacker looks much like the victim, which is a blind spot and no staging. */
  const ownNetworks = (person: Person): ReadonlySet<number> =>
    new Set([person.home, ...person.carrier, ...person.office.egress, ...person.exits].map((spot) => spot.block.asn));
  const strangers = (person: Person): readonly AddressBlock[] => {
    const own = ownNetworks(person);
    const { country } = person.home.block.city;
    return access.filter((block) => block.city.country === country && km(person, block) < strangerKm && !own.has(block.asn));
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
    foreign: (person) =>
      spotAt(
        random.pick(access.filter((block) => block.city.country !== person.home.block.city.country && km(person, block) > 900)),
        random.within(20, 240),
      ),
    sameLine: (person) => spotAt(person.home.block, 20 + ((person.index + random.within(1, 60)) % 70)),
    abroad(person, low, high) {
      const own = ownNetworks(person);
      const strange = access.filter((block) => !own.has(block.asn));
      const fitting = strange.filter((block) => km(person, block) >= low && km(person, block) <= high);
      const off = (block: AddressBlock): number => Math.abs(km(person, block) - (low + high) / 2);
      const [nearest] = [...strange].sort((a, b) => off(a) - off(b));
      if (nearest === undefined) throw new RangeError(`every network is one of ${person.address}`);
      return spotAt(fitting.length > 0 ? random.pick(fitting) : nearest, random.within(20, 240));
    },
    neighbour(person, otherProvider = false) {
      const { city, prefix } = person.home.block;
      const own = ownNetworks(person);
      const near = access.filter((block) => block.city === city && block.prefix !== prefix && !holdsEgress(person, block));
      const other = near.filter((block) => !own.has(block.asn));
      return spotAt(random.pick(otherProvider && other.length > 0 ? other : near), random.within(100, 250));
    },
  };
}

function holdsEgress(person: Person, block: AddressBlock): boolean {
  return person.office.egress[0]?.block.prefix === block.prefix;
}
