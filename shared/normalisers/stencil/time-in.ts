/** A time in a hole of the record that was read, where it stands. */

import type { Block } from '../decode/block.ts';
import { parseTime, timeAt } from '../time-text.ts';
import type { Stencils } from './stencils.ts';

/** Unix ms; null where it is no time. */
export function timeIn(block: Block, stencils: Stencils<unknown>, hole: number): number | null {
  const { starts, ends } = stencils;
  return timeAt(block.bytes, starts[hole] ?? 0, ends[hole] ?? 0) ?? parseTime(stencils.text(block, hole));
}
