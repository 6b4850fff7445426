/** Stages timed in rounds: in each round every stage has its turn, so that a machine that is shared slows all of them alike. */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Timed {
  /** CPU seconds (user and system, all threads) of each round. */
  readonly cpu: readonly number[];
  readonly wall: readonly number[];
  /** Against the floor of the same round. */
  readonly ratios: readonly number[];
}

/** What is timed; where it gives a function, that runs after the clock has stopped. */
export type Turn = () => Promise<unknown>;

/** Rounds that are not counted: code is compiled in them that a running service has compiled long ago. */
const uncounted = 2;

/** The first of `turns` is the floor: it has a turn at both ends of a round. */
export async function measure(turns: readonly Turn[], rounds: number): Promise<readonly Timed[]> {
  const timed = turns.map(() => ({ cpu: [] as number[], wall: [] as number[], ratios: [] as number[] }));
  const floor = turns[0];
  if (floor === undefined) return [];
  for (let round = -uncounted; round < rounds; round++) {
    const spent = [];
    for (const turn of turns) spent.push(await spentBy(turn));
    const again = await spentBy(floor);
    if (round < 0) continue;
    const first = spent[0] ?? again;
    spent[0] = { cpu: (first.cpu + again.cpu) / 2, wall: (first.wall + again.wall) / 2 };
    const least = spent[0].cpu;
    spent.forEach(({ cpu, wall }, i) => {
      timed[i]?.cpu.push(cpu);
      timed[i]?.wall.push(wall);
      timed[i]?.ratios.push(cpu / least);
    });
  }
  return timed;
}

async function spentBy(turn: Turn): Promise<{ cpu: number; wall: number }> {
  collect();
  const begun = performance.now();
  const before = process.cpuUsage();
  const after = await turn();
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - begun) / 1000;
  if (typeof after === 'function') await after();
  return { cpu: (user + system) / 1e6, wall };
}

/** What one stage leaves behind is not collected in the time of the next. */
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
