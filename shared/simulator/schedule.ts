/** Who is attacked when: about one staged attack per 25 people and week, kinds and bands in turn, never two on a person within three days. */

import type { Attack, Band, World } from './attack.ts';
import { bypassAttacks, singleFactorAttacks } from './attacks-bypass.ts';
import { deviceCodeAttacks } from './attacks-device-code.ts';
import { fatigueAttacks } from './attacks-fatigue.ts';
import { legacyAttacks, ropcAttacks } from './attacks-legacy.ts';
import { deviceAttacks, factorAttacks } from './attacks-registration.ts';
import { travelAttacks } from './attacks-travel.ts';
import { createDay } from './day.ts';
import type { Label } from './label.ts';
import type { Organisation } from './organisation.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

export interface Schedule {
  /** Stages the attacks of a day. Days must come in order; `midnight` in UTC, Unix ms. */
  stageDay(day: number, midnight: number): readonly Label[];
}

interface Turn {
  readonly attack: Attack;
  readonly band: Band;
}

const families: readonly (readonly Attack[])[] = [
  travelAttacks,
  fatigueAttacks,
  bypassAttacks,
  deviceAttacks,
  legacyAttacks,
  deviceCodeAttacks,
  factorAttacks,
  ropcAttacks,
  singleFactorAttacks,
];

/** The families take turns, and every kind comes in all its bands before any comes twice in one. */
function allTurns(): readonly Turn[] {
  const bands: readonly Band[] = ['clear', 'near', 'below'];
  const queues = families.map((family) =>
    bands.flatMap((_, round) =>
      family.flatMap((attack, i) => {
        const band = bands.filter((one) => attack.bands.includes(one))[(i + round) % bands.length];
        return band === undefined ? [] : [{ attack, band }];
      }),
    ),
  );
  const longest = Math.max(...queues.map((queue) => queue.length));
  return Array.from({ length: longest }, (_, n) => queues.flatMap((queue) => queue[n] ?? [])).flat();
}

const turns = allTurns();

const restDays = 4;
/** So much of the simulation is ordinary before the first attack. */
const quietDays = 2;

export function createSchedule(
  stage: Stage,
  random: Random,
  org: Organisation,
  world: World,
  days: number,
  perUserWeek: number,
): Schedule {
  const perDay = (org.people.length * perUserWeek) / 7;
  let staged = 0;
  let queue: readonly Turn[] = [];
  /** The first turn that somebody is free for. */
  const next = (day: number): { readonly turn: Turn; readonly person: Person } | null => {
    for (const turn of queue) {
      if (turn.attack.after > day) continue;
      const free = org.people.filter(
        (person) =>
          person.habit === (turn.attack.on ?? 'plain') &&
          !person.spoiled &&
          day - person.attackedOn >= restDays &&
          turn.attack.needs(person, world, turn.band),
      );
      // Who was attacked least: what an attack leaves behind in a profile is not to decide the next.
      const least = Math.min(...free.map((person) => person.suffered.size));
      if (free.length > 0) return { turn, person: random.pick(free.filter((person) => person.suffered.size === least)) };
    }
    return null;
  };
  /** A turn that nobody is free for must not hold up the others: those that remain wait for the next time round. */
  const again = (day: number): ReturnType<typeof next> => {
    if (queue.length === turns.length) return null;
    queue = turns;
    return next(day);
  };
  const one = (day: number, midnight: number): Label | null => {
    const found = next(day) ?? again(day);
    if (found === null) return null;
    const { turn, person } = found;
    const { attack, band } = turn;
    queue = queue.filter((other) => other !== turn);
    const actor = { stage, random, person };
    const done = attack.stage(actor, band, createDay(actor, day, midnight).at(12), world);
    person.attackedOn = day;
    person.suffered.add(attack.detector);
    person.spoiled = done.spoils === true || band === 'below'; // what came of it is normal for the person from then on
    person.quiet = [...person.quiet.filter((span) => span.to > midnight - 3 * 86_400_000), done.quiet];
    staged++;
    return {
      id: `attack-${String(staged).padStart(4, '0')}`,
      attack: attack.name,
      band,
      tenant: org.tenant,
      subject: person.address,
      detector: attack.detector,
      decisive: done.decisive,
      related: done.related,
      time: new Date(done.start).toISOString(),
      note: done.note,
      expected: band !== 'below',
    };
  };
  return {
    stageDay(day, midnight) {
      // The last day is left alone: a drip or a late proof needs the day after.
      if (day < quietDays || day > days - 2) return [];
      const spread = (day - quietDays + 1) / Math.max(1, days - quietDays - 1);
      const due = Math.round(perDay * days * spread);
      const labels: Label[] = [];
      while (staged < due) {
        const label = one(day, midnight);
        if (label === null) break;
        labels.push(label);
      }
      return labels;
    },
  };
}
