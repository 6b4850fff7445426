/** Where attackers sit: addresses of ordinary access providers, chosen by their distance from the victim's home. */

import { blocks } from './addresses.ts';
import type { World } from './attack.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import { type AddressBlock, kmBetween, spotAt } from './spot.ts';

export function createWorld(random: Random): World {
  const km = (person: Person, block: AddressBlock): number => kmBetween(person.home.block.city, block.city);
  const access = blocks.filter((block) => block.kind === 'isp');
  return {
    abroad(person, low, high) {
      const fitting = access.filter((block) => km(person, block) >= low && km(person, block) <= high);
      if (fitting.length === 0) throw new RangeError(`no address block ${low} to ${high} km from ${person.home.block.city.name}`);
      return spotAt(random.pick(fitting), random.within(20, 240));
    },
    neighbour(person, otherProvider = false) {
      const { city, prefix, asn } = person.home.block;
      const near = access.filter((block) => block.city === city && block.prefix !== prefix && !holdsEgress(person, block));
      const other = near.filter((block) => block.asn !== asn);
      return spotAt(random.pick(otherProvider && other.length > 0 ? other : near), random.within(100, 250));
    },
  };
}

function holdsEgress(person: Person, block: AddressBlock): boolean {
  return person.office.egress[0]?.block.prefix === block.prefix;
}
