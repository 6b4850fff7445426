/**
 * Impossible travel, staged on both sides of the thresholds that a detector is likely to have: certain speed above 1000 km/h,
 * certain distance of at least 500 km. "Certain" takes both accuracy radii off, of which the simulator knows nothing: above a
 * threshold it allows `radiiKm` for the two together, below it nothing.
 */

import type { Attack, Band, Staged, World } from './attack.ts';
import { strangeDevice } from './device.ts';
import { type Actor, blockedByPolicy, easySignIn, type From, factorSignIn, type Rows, signInRow } from './flows-entra.ts';
import { googleLogin } from './flows-google.ts';
import type { Person } from './person.ts';
import { kmBetween, type Spot } from './spot.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const thresholdKmh = 1000;
const radiiKm = 250;
/** A second sign-in of the staging may take half a minute over its rows. */
const slackMs = 40_000;

type Step = (actor: Actor, time: number, spot: Spot, late?: number) => Rows;

const homeEntra: Step = (actor, time, spot, late) =>
  easySignIn(actor, time, { spot, device: actor.person.laptop, ...(late === undefined ? {} : { late }) });
const homeGoogle: Step = (actor, time, spot, late) => googleLogin(actor, time, { spot, ...(late === undefined ? {} : { late }) });
const foreign = (actor: Actor, spot: Spot): From => ({ spot, device: strangeDevice(actor.random.int(3)) });
const successAbroad: Step = (actor, time, spot) => factorSignIn(actor, time, { ...foreign(actor, spot), risk: 'low' });
const googleAbroad: Step = (actor, time, spot) => googleLogin(actor, time, { spot });
/** The password was right: stopped by conditional access, or by a second factor that was asked and never given. */
const stoppedAbroad: Step = (actor, time, spot) =>
  actor.random.chance(0.5)
    ? blockedByPolicy(actor, time, foreign(actor, spot))
    : { decisive: [signInRow(actor, time, foreign(actor, spot), { code: 50074, typed: true }).id], related: [], end: time };

const onEntra = (person: Person): boolean => person.entra;
const onGoogle = (person: Person): boolean => person.google;
const onBoth = (person: Person): boolean => person.entra && person.google;

/** Minutes between the two sign-ins for the band, at a great-circle distance. */
function minutesFor(actor: Actor, band: Band, km: number): number {
  if (band === 'clear') return actor.random.real(8, 45);
  if (band === 'near') return ((km - radiiKm) / (thresholdKmh * actor.random.real(1.06, 1.3))) * 60;
  return (km / (thresholdKmh * actor.random.real(0.72, 0.92))) * 60;
}

interface Plan {
  readonly home: Step;
  readonly away: Step;
  readonly attackerFirst?: boolean;
  readonly homeLate?: number;
  readonly km: Readonly<Record<Band, readonly [number, number]>>;
  /** Minutes instead of those for the speed. */
  readonly minutes?: (actor: Actor, band: Band) => number;
}

const far: Plan['km'] = { clear: [2500, 9500], near: [2000, 7000], below: [2000, 6500] };

function travel(name: string, needs: (person: Person) => boolean, plan: Plan): Attack {
  return {
    name,
    detector: 'impossible-travel',
    bands: ['clear', 'near', 'below'],
    needs: (person, world, band) => needs(person) && world.reaches(person, ...plan.km[band]),
    after: 2,
    stage: (actor, band, noon, world) => stageTravel(actor, band, noon, world, plan),
  };
}

function stageTravel(actor: Actor, band: Band, noon: number, world: World, plan: Plan): Staged {
  const { person, random } = actor;
  const [low, high] = plan.km[band];
  const away = world.abroad(person, low, high);
  const km = kmBetween(person.home.block.city, away.block.city);
  const minutes = plan.minutes?.(actor, band) ?? minutesFor(actor, band, km);
  const gap = minutes * minuteMs;
  const start = noon + random.within(-3 * hourMs, hourMs);
  // An MFA sign-in's last row is later than its first: the gap counts from the end of the first to the start of the second below
  // the threshold, and from the start of the first to the end of the second above it.
  const second = start + Math.max(0, gap + (plan.minutes === undefined && band === 'below' ? slackMs : 0));
  const attackerFirst = plan.attackerFirst === true;
  const homeAt = attackerFirst ? second : start;
  const awayAt = attackerFirst ? start : band === 'near' && minutes > 5 ? second - slackMs : second;
  const home = plan.home(actor, homeAt, person.home, plan.homeLate);
  const rows = plan.away(actor, awayAt, away);
  const end = Math.max(rows.end, home.end);
  // Slow enough a way there and back for whatever ordinary life puts around it; 700 km/h by great circle proves nothing.
  const journey = Math.max(3 * hourMs, (km / 700) * hourMs);
  return {
    decisive: rows.decisive,
    related: [...rows.related, ...home.decisive, ...home.related],
    quiet: { from: start - journey, to: end + journey },
    start: Math.min(homeAt, awayAt),
    note: `${person.home.block.city.name} to ${away.block.city.name}, ${Math.round(km)} km in ${minutes.toFixed(1)} min, ${
      minutes < 1 ? 'within the floor on time' : `${Math.round((km / minutes) * 60)} km/h by great circle`
    }`,
  };
}

/** So many exits on all continents, a few minutes apart, that a rule which asks for two to five regions looks away. */
const hopping: Attack = {
  name: 'travel-hopping',
  detector: 'impossible-travel',
  bands: ['clear', 'near'],
  needs: onEntra,
  after: 2,
  stage(actor, band, noon, world): Staged {
    const start = noon + actor.random.within(-3 * hourMs, hourMs);
    const home = easySignIn(actor, start, { spot: actor.person.home, device: actor.person.laptop });
    const hops = band === 'clear' ? 8 : 2;
    const gap = band === 'clear' ? 4 : 20;
    const rows = Array.from({ length: hops }, (_, n) =>
      successAbroad(actor, start + (n + 1) * gap * minuteMs, world.abroad(actor.person, 2500, 9500)),
    );
    const end = start + (hops + 1) * gap * minuteMs;
    return {
      decisive: rows.flatMap(({ decisive }) => decisive),
      related: [...home.decisive, ...rows.flatMap(({ related }) => related)],
      quiet: { from: start - 14 * hourMs, to: end + 14 * hourMs },
      start,
      note: `${hops} exits, ${gap} min apart`,
    };
  },
};

export const travelAttacks: readonly Attack[] = [
  hopping,
  travel('travel-foreign-success', onEntra, { home: homeEntra, away: successAbroad, km: far }),
  travel('travel-attacker-first', onEntra, { home: homeEntra, away: successAbroad, attackerFirst: true, km: far }),
  travel('travel-cross-provider', onBoth, { home: homeEntra, away: googleAbroad, km: far }),
  travel('travel-stopped-abroad', onEntra, { home: homeEntra, away: stoppedAbroad, km: far }),
  travel('travel-late-proof', onEntra, { home: homeEntra, away: successAbroad, homeLate: 3 * hourMs, km: far }),
  travel('travel-google', onGoogle, { home: homeGoogle, away: googleAbroad, km: far }),
  travel('travel-two-hours', onEntra, {
    home: homeEntra,
    away: successAbroad,
    km: { clear: [5000, 6200], near: [5000, 7000], below: [5000, 6500] },
    minutes: (actor, band) => (band === 'clear' ? actor.random.real(115, 125) : band === 'near' ? 265 : 500),
  }),
  travel('travel-distance', onEntra, {
    home: homeEntra,
    away: successAbroad,
    km: { clear: [1500, 2500], near: [760, 1300], below: [120, 470] },
    minutes: (actor) => actor.random.real(3, 9),
  }),
  travel('travel-same-instant', onEntra, {
    home: homeEntra,
    away: (actor, time, spot) => easySignIn(actor, time, foreign(actor, spot)),
    km: { clear: [3000, 9500], near: [760, 1500], below: [120, 470] },
    minutes: (actor, band) => (band === 'near' ? actor.random.real(0.9, 1.1) : actor.random.real(0, 0.2)),
  }),
];
