/** Who is attacked when: about one staged attack per 25 people and week, kinds and bands in turn, never two on a person within three days. */

import type { Attack, Band, World } from './attack.ts';
import { fatigueAttacks } from './attacks-fatigue.ts';
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

/** Both kinds alternate, and every kind comes in all its bands before any comes twice in one. */
const turns: readonly { readonly attack: Attack; readonly band: Band }[] = ['clear', 'near', 'below'].flatMap((band) =>
  travelAttacks.flatMap((attack, i) => {
    const other = fatigueAttacks[i % fatigueAttacks.length];
    return [attack, ...(other === undefined ? [] : [other])].flatMap((each) => {
      const found = each.bands.find((name) => name === band);
      return found === undefined ? [] : [{ attack: each, band: found }];
    });
  }),
);

const restDays = 4;
/** So much of the simulation is ordinary before the first attack: what is normal has to be seen first. */
const quietDays = 2;

export function createSchedule(
  stage: Stage,
  random: Random,
  org: Organisation,
  world: World,
  days: number,
  perUserWeek: number,
): Schedule {
  const victims = org.people.filter((person) => person.habit === 'plain');
  const perDay = (org.people.length * perUserWeek) / 7;
  let staged = 0;
  const one = (day: number, midnight: number): Label | null => {
    const turn = turns[staged % turns.length];
    if (turn === undefined) return null;
    const { attack, band } = turn;
    const free = victims.filter((person) => attack.needs(person) && day - person.attackedOn >= restDays);
    if (free.length === 0) return null;
    const person: Person = random.pick(free);
    const actor = { stage, random, person };
    const done = attack.stage(actor, band, createDay(actor, day, midnight).at(12), world);
    person.attackedOn = day;
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
