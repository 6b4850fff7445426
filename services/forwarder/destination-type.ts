/** A kind of destination: its options, how it is opened, and what a person must do on the other side. */

import type { Destination, Parcel } from '@gatewatch/domain';
import type { z } from 'zod';
import type { Guard } from './http/guard.ts';
import type { WallClock } from './sending/wall-clock.ts';

export interface Surroundings {
  /** The name in the configuration. */
  readonly name: string;
  readonly guard: Guard;
  readonly clock: WallClock;
  /** A path of the configuration, from the folder of its file. */
  readonly pathOf: (path: string) => string;
  /** Plain http, and TLS without a check of the other side's name, were asked for by name. */
  readonly insecure: boolean;
}

export interface DestinationType<Options = unknown> {
  /** As in the configuration = file name = heading in the docs. */
  readonly type: string;
  readonly title: string;
  /** What to do on the other side, a step a line. */
  readonly setUp: readonly string[];
  /** What is promised and what is not. */
  readonly notes: readonly string[];
  /** Strict: unknown keys are errors. Without the keys that all destinations have. */
  readonly options: z.ZodType<Options>;
  /** Options as a person writes them, for the docs. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Keys of the options whose texts are never told, in logs, errors or health. */
  readonly secrets: readonly string[];
  /** True: it takes enriched events beside alerts. People at chats, mail and pagers do not. */
  readonly events?: boolean;
  /** Throws UserMistake where the options cannot work at all. */
  open(options: Options, surroundings: Surroundings): Promise<Destination>;
  /** What the other side gets for a parcel, for people: a golden file holds it. */
  sample(options: Options, parcels: readonly Parcel[]): string;
}

/** Keeps the options' type with the schema's. */
export function destinationType<Options>(type: DestinationType<Options>): DestinationType<Options> {
  return type;
}
