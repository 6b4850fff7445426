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

/** The first of `turns` is the floor: it has a turn at both ends of a round. One round before the first is not counted. */
export async function measure(turns: readonly (() => Promise<unknown>)[], rounds: number): Promise<readonly Timed[]> {
  const timed = turns.map(() => ({ cpu: [] as number[], wall: [] as number[], ratios: [] as number[] }));
  const floor = turns[0];
  if (floor === undefined) return [];
  for (let round = -1; round < rounds; round++) {
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

async function spentBy(turn: () => Promise<unknown>): Promise<{ cpu: number; wall: number }> {
  collect();
  const begun = performance.now();
  const before = process.cpuUsage();
  await turn();
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - begun) / 1000 };
}

/** What one stage leaves behind is not collected in the time of the next. */
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
