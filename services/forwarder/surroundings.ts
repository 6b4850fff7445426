/** What a destination is opened with: its guard, the time, and the folder of the configuration. */

import type { Surroundings } from './destination-type.ts';
import { createGuard } from './http/guard.ts';
import { type WallClock, wallClock } from './sending/wall-clock.ts';

export interface SurroundingsInput {
  readonly name: string;
  readonly allow?: readonly string[];
  readonly insecure?: boolean;
  readonly pathOf?: (path: string) => string;
  readonly clock?: WallClock;
}

export function createSurroundings(input: SurroundingsInput): Surroundings {
  const { name, allow = [], insecure = false, pathOf = (path: string) => path, clock = wallClock } = input;
  return {
    name,
    guard: createGuard(allow),
    clock,
    pathOf,
    insecure,
  };
}
