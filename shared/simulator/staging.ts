/** The frame of most attacks: a start in the person's day, staged rows, and room around them. */

import type { Attack, Band, Staged, World } from './attack.ts';
import type { Actor } from './flows-entra.ts';
import type { Person } from './person.ts';
import type { Spot } from './spot.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface Done {
  readonly decisive: readonly string[];
  readonly related?: readonly string[];
  /** Unix ms of the last row. */
  readonly end: number;
  readonly note: string;
  readonly spoils?: boolean;
}

export interface Act {
  readonly actor: Actor;
  readonly band: Band;
  /** Unix ms. */
  readonly start: number;
  readonly world: World;
}

/** Of a person whose rights are nothing special: a privileged one is asked about where others are not. */
export const ordinaryEntra = (person: Person): boolean => person.entra && !person.privileged;

export function staging(
  name: string,
  detector: Attack['detector'],
  bands: readonly Band[],
  act: (act: Act) => Done,
  more: Partial<Pick<Attack, 'needs' | 'after' | 'on'>> = {},
): Attack {
  return {
    name,
    detector,
    bands,
    needs: more.needs ?? ((person, world) => ordinaryEntra(person) && world.stranger(person) !== null),
    ...(more.on === undefined ? {} : { on: more.on }),
    after: more.after ?? 8, // five active days that have become the profile, and a weekend
    stage(actor, band, noon, world): Staged {
      const start = noon + actor.random.within(-3 * hourMs, 5 * hourMs);
      const { decisive, related = [], end, note, spoils = false } = act({ actor, band, start, world });
      return { decisive, related, quiet: { from: start - 30 * minuteMs, to: end + 30 * minuteMs }, start, note, spoils };
    },
  };
}

/** clear: a rented machine abroad; near: the line of a provider that the person never uses, close by; below: their own provider's. */
export function attackersSpot({ actor, band, world }: Act): Spot {
  if (band === 'clear') return world.rented(actor.person);
  return (band === 'near' ? world.stranger(actor.person) : null) ?? world.sameLine(actor.person);
}

export function whereWords(spot: Spot): string {
  return `${spot.block.city.name} (${spot.block.owner})`;
}
