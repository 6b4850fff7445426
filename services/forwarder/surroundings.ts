/** What a destination is opened with: its guard, the time, and the files that its options name. */

import { readFile } from 'node:fs/promises';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
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
  const pem = async (key: string, path: string | undefined): Promise<Record<string, string>> => {
    if (path === undefined) return {};
    try {
      return { [key]: await readFile(pathOf(path), 'utf8') };
    } catch (cause) {
      throw new UserMistake(
        `destinations.${name}.${key}: ${path} cannot be read (${reasonOf(cause)}): name a PEM file that exists.`,
        cause,
      );
    }
  };
  return {
    name,
    guard: createGuard(allow),
    clock,
    pathOf,
    insecure,
    tls: async (ca, cert, key) => ({ ...(await pem('ca', ca)), ...(await pem('cert', cert)), ...(await pem('key', key)) }),
  };
}
