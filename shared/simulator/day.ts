/** A person's day as a clock and a gate: local hours, and which moments ordinary life may use. */

import type { Actor } from './flows-entra.ts';
import { isQuiet } from './person.ts';

export interface Day {
  readonly actor: Actor;
  /** Days since the start of the simulation. */
  readonly number: number;
  readonly weekday: boolean;
  /** Unix ms of a local hour (8.5 = 08:30) at the person's home; hours past 24 are the next day. */
  at(hour: number): number;
  /** A random moment between two local hours. */
  between(from: number, to: number): number;
  /** Nothing is staged then, and the person is not in the air. */
  free(time: number): boolean;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** `midnight`: Unix ms of the day's start in UTC. `utc`: hours east. */
export function createDay(actor: Actor, number: number, midnight: number, utc = actor.person.office.city.utc): Day {
  const week = new Date(midnight).getUTCDay();
  const at = (hour: number): number => midnight + Math.floor((hour - utc) * hourMs);
  return {
    actor,
    number,
    weekday: week !== 0 && week !== 6,
    at,
    between: (from, to) => at(actor.random.real(from, to)),
    free: (time) => time >= actor.person.notBefore && !isQuiet(actor.person, time),
  };
}

export const dayLengthMs = dayMs;
