/** Of which holes something is read, and of what else. */

import { recent } from '@gatewatch/domain';
import type { Holes } from './places.ts';

/** What is read of the same text in these holes under the same number is the same. */
export interface Source {
  readonly holes: Int32Array;
  readonly context: number;
}

/** `said`: what it is read of beside the holes at `places`, as far as they are holes. */
export function sourceOf<P extends string>(at: Holes<P>, places: readonly P[], said: unknown): Source {
  const key = JSON.stringify([places, places.map((place) => at[place] < 0), said]);
  let context = contexts.get(key);
  if (context === undefined) {
    context = ++lastContext;
    contexts.set(key, context);
  }
  return { holes: Int32Array.from(places.flatMap((place) => (at[place] < 0 ? [] : [at[place]]))), context };
}

/** By what they are the number of: each is given once. */
const contexts = recent<number>(1024, { longest: 4096 });
let lastContext = 0;
