/** The made-up organisation: offices with corporate egress, people with homes, carriers, devices and one habit each. */

import { blocks } from './addresses.ts';
import { ownDevice } from './device.ts';
import { guid, int64, word } from './ids.ts';
import { familyNames, givenNames } from './names.ts';
import type { Habit, Office, Person } from './person.ts';
import { createRandom, type Random } from './random.ts';
import { type AddressBlock, kmBetween, type NetworkKind, type Spot, spotAt } from './spot.ts';

export interface Organisation {
  /** The tenant of configuration and labels. */
  readonly tenant: string;
  readonly entraTenant: string;
  readonly googleCustomer: string;
  readonly domain: string;
  readonly secondDomain: string;
  readonly offices: readonly Office[];
  readonly people: readonly Person[];
}

/** Cities with an office, with a share of the people each. Every one has ISP blocks in addresses.ts. */
const officeCities = ['London', 'New York', 'Berlin', 'Bengaluru'] as const;

/** Of 48 people in a row, half of them plain: every habit appears in a small organisation too. */
const habits: readonly Habit[] = [
  'plain',
  'vpn',
  'plain',
  'traveller',
  'plain',
  'prompt-loop',
  'plain',
  'two-exits',
  'plain',
  'dual-stack',
  'plain',
  'night',
  'plain',
  'stuck-mail',
  'plain',
  'relay',
  'plain',
  'distant-carrier',
  'plain',
  'typos',
  'plain',
  'new-devices',
  'plain',
  'corporate-vpn',
  'plain',
  'developer',
  'plain',
  'mail-phone',
  'plain',
  'meeting-room',
  'plain',
  'onboarding',
  'plain',
  'guest',
  'plain',
  'virtual-desktop',
  'plain',
  'two-homes',
  'plain',
  'private-laptop',
  'plain',
  'remembered',
  'plain',
  'administrator',
  'plain',
  'lost-phone',
  'plain',
  'plain',
];
/** Of the plain people: which providers. */
const providers = ['entra', 'both', 'entra', 'google', 'both'] as const;

/** Habits of accounts that have no mailbox at Google. */
const entraOnly: ReadonlySet<Habit> = new Set(['guest', 'meeting-room', 'onboarding', 'scanner']);

const tenant = 'example';
const domain = 'example.com';
const secondDomain = 'example.org';
const partnerDomain = 'example.net';

export function blocksIn(city: string, kind: NetworkKind): readonly AddressBlock[] {
  return blocks.filter((block) => block.kind === kind && block.city.name === city);
}

export function createOrganisation(seed: number, users: number): Organisation {
  const entraTenant = guid(seed, 1, 20);
  const googleCustomer = `C0${word(seed, 1, 21).toString(36).padStart(7, '0').slice(-7)}`;
  const offices = officeCities.map((name, at) => officeIn(name, at));
  const taken = new Map<string, number>();
  const people = Array.from({ length: users }, (_, index) =>
    createPerson(seed, index, users, { entraTenant, googleCustomer, offices, taken }),
  );
  return { tenant, entraTenant, googleCustomer, domain, secondDomain, offices, people };
}

function officeIn(name: string, at: number): Office {
  const block = blocksIn(name, 'isp')[0];
  if (block === undefined) throw new RangeError(`no address block in ${name}`);
  const first = 16 * (1 + at);
  return {
    city: block.city,
    cidr: `${block.prefix}.${first}/28`,
    egress: Array.from({ length: 14 }, (_, n) => spotAt(block, first + 1 + n, { named: `Office ${name}` })),
  };
}

function createPerson(
  seed: number,
  index: number,
  users: number,
  org: {
    readonly entraTenant: string;
    readonly googleCustomer: string;
    readonly offices: readonly Office[];
    readonly taken: Map<string, number>;
  },
): Person {
  const random = createRandom(seed, index, 0x0b5e55ed);
  const scanner = users >= 20 && index === users - 1;
  const habit = scanner ? 'scanner' : (habits[index % habits.length] ?? 'plain');
  const provider =
    habit === 'plain'
      ? (providers[Math.floor(index / 2) % providers.length] ?? 'entra')
      : entraOnly.has(habit) || !random.chance(0.35)
        ? 'entra'
        : 'both';
  const room = habit === 'meeting-room';
  const given = scanner ? 'Svc' : room ? 'Room' : random.pick(givenNames);
  const family = scanner ? 'Scanner' : room ? `${index}` : random.pick(familyNames);
  const base = `${given}.${family}`.toLowerCase();
  const count = (org.taken.get(base) ?? 0) + 1;
  org.taken.set(base, count);
  const local = count === 1 ? base : `${base}${count}`;
  const address = `${local}@${habit === 'guest' ? partnerDomain : domain}`;
  const google = provider !== 'entra';
  const entra = provider !== 'google';
  const renamed = google && habit !== 'plain' && random.chance(0.4);
  const googleAddress = renamed ? `${local}@${secondDomain}` : address;
  // Two of five people in the first office, the rest spread over the others.
  const office = random.pick([...org.offices, ...org.offices.slice(0, 1)]);
  // The first block holds the corporate egress.
  const homes = blocksIn(office.city.name, 'isp').slice(1);
  const dual = homes.filter((block) => block.prefix6 !== null);
  const homeBlock = random.pick(habit === 'dual-stack' && dual.length > 0 ? dual : homes);
  const host = random.within(100, 250);
  const name = `${given} ${family}`;
  const entraId = guid(seed, index, 22);
  const googleId = `1${int64(seed, index, 23).replace('-', '').padStart(20, '0').slice(-20)}`;
  return {
    index,
    habit,
    name,
    address,
    googleAddress,
    entra,
    google,
    tenantId: org.entraTenant,
    customerId: org.googleCustomer,
    entraId,
    googleId,
    privileged: habit === 'administrator' || (habit === 'plain' && index % 40 === 6),
    homeTenant: habit === 'guest' ? guid(seed, index, 24) : null,
    office,
    home: spotAt(homeBlock, host),
    homeV6: spotAt(homeBlock, host, { v6: true }),
    homeBlock,
    carrier: carrierOf(habit, office, random),
    exits: exitsOf(habit, office, org.offices, random),
    entraHead: `"identity":"${name}"`,
    entraBody: `"userDisplayName":"${name}","userPrincipalName":"${address}","userId":"${entraId}"`,
    laptop: ownDevice(seed, index, 0, false, true),
    phone: ownDevice(seed, index, 0, true, random.chance(0.6)),
    devices: 1,
    quiet: [],
    attackedOn: -100,
    suffered: new Set(),
    spoiled: false,
    away: null,
    notBefore: 0,
    stuckUntil: -1,
  };
}

/** A phone leaves its carrier where the carrier has a gateway, often in another city of the country. */
function carrierOf(habit: Habit, office: Office, random: Random): readonly Spot[] {
  const gateways = blocks.filter((block) => block.kind === 'mobile' && block.city.country === office.city.country);
  const near = [...gateways].sort((a, b) => kmBetween(a.city, office.city) - kmBetween(b.city, office.city));
  const usual = habit === 'distant-carrier' ? near.reverse() : near;
  const first = usual[0];
  if (first === undefined) return [];
  const host = random.within(2, 250);
  return usual.filter((block) => block.asn === first.asn).map((block) => spotAt(block, host));
}

function exitsOf(habit: Habit, office: Office, offices: readonly Office[], random: Random): readonly Spot[] {
  if (habit === 'corporate-vpn') {
    const others = offices.filter((other) => other !== office);
    return others.length === 0 ? [] : [random.pick(random.pick(others).egress)];
  }
  const host = random.within(2, 250);
  const of = (kind: NetworkKind): readonly Spot[] => blocks.filter((b) => b.kind === kind).map((b) => spotAt(b, host));
  if (habit === 'vpn') {
    const all = [...of('vpn'), ...of('hosting')];
    return [random.pick(all), random.pick(all)];
  }
  if (habit === 'relay') {
    return [...of('relay')]
      .sort((a, b) => kmBetween(a.block.city, office.city) - kmBetween(b.block.city, office.city))
      .slice(0, 3);
  }
  if (habit === 'two-homes') {
    const { country } = office.city;
    const others = blocks.filter(
      (b) => b.kind === 'isp' && b.city.country === country && between(kmBetween(b.city, office.city), 120, 900),
    );
    return others.length === 0 ? [] : [spotAt(random.pick(others), host)];
  }
  if (habit === 'two-exits') {
    const others = blocks.filter(
      (b) => b.kind === 'isp' && b.city.country !== office.city.country && between(kmBetween(b.city, office.city), 550, 2500),
    );
    return others.length === 0 ? [] : [spotAt(random.pick(others), host)];
  }
  return habit === 'scanner' ? of('hosting').slice(0, 1) : [];
}

function between(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}

/** Who resets and registers for others. */
export function helpDeskOf(org: Organisation): Person {
  const found = org.people.find((person) => person.privileged && person.entra) ?? org.people[0];
  if (found === undefined) throw new RangeError('an organisation without people');
  return found;
}
