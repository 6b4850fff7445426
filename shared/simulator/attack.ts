/** What every staged attack is made of: a kind, a band, and staging that returns what it left behind. */

import type { Actor } from './flows-entra.ts';
import type { Label } from './label.ts';
import type { Person } from './person.ts';
import type { Spot } from './spot.ts';

export type Band = Label['band'];

export interface Staged {
  readonly decisive: readonly string[];
  readonly related: readonly string[];
  /** Unix ms: ordinary life of the person keeps out of it. */
  readonly quiet: { readonly from: number; readonly to: number };
  readonly start: number;
  readonly note: string;
  /** Its success stays unnoticed, so that the network belongs to the person from then on: nothing else is staged on them. */
  readonly spoils?: boolean;
}

export interface Attack {
  readonly name: string;
  readonly detector: Label['detector'];
  readonly bands: readonly Band[];
  /** Whom it can be staged on in the band, besides being plain. */
  readonly needs: (person: Person, world: World, band: Band) => boolean;
  /** The habit of its victims, where they are not plain. */
  readonly on?: Person['habit'];
  /** Days of ordinary life before it: what is normal for the person has to be seen first. */
  readonly after: number;
  /** `noon`: Unix ms of 12:00 local time of the person on the day. */
  stage(actor: Actor, band: Band, noon: number, world: World): Staged;
}

export interface World {
  /** Whether a provider that the person never uses has an access line at such a distance from their home, km. */
  reaches(person: Person, lowKm: number, highKm: number): boolean;
  /** Such a line. Throws where there is none. */
  abroad(person: Person, lowKm: number, highKm: number): Spot;
  /** A rented server or VPN exit, in another country than the person's home. */
  rented(person: Person): Spot;
  /** A line of a provider that the person never uses, in another country, at least 900 km away. */
  foreign(person: Person): Spot;
  /** A line of a provider that the person never uses, in their country and less than 450 km away; null where there is none. */
  stranger(person: Person): Spot | null;
  /** Another subscriber of the person's own provider and city. */
  sameLine(person: Person): Spot;
  /** Somebody else of the organisation, for what one does to another. */
  readonly helpDesk: Person;
  colleague(person: Person): Person;
  /** Another subscriber of the person's city, of another provider where it is asked for and there is one. */
  neighbour(person: Person, otherProvider?: boolean): Spot;
}
