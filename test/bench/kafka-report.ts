/** The loops of the distributed path as a table, and what of it is said in one figure. */

import type { LoopRun } from './kafka-loops.ts';
import { quantile } from './measure.ts';

const columns = ['loop', 'CPU µs a message', 'wall µs a message', 'of it idle', 'a second', 'start, s'];

/** Medians of the rounds. `cold`: a process's first ingesting, compiling included. */
export function loopTable(runs: Readonly<Record<string, readonly LoopRun[]>>, cold: LoopRun): string {
  const rows = Object.entries({ 'ingest, first of the process': [cold], ...runs }).flatMap(([name, all]) => {
    if (all.length === 0) return [];
    const median = (of: (run: LoopRun) => number) => quantile(all.map(of), 0.5);
    const cells = [
      name,
      (median(({ cpu, messages }) => cpu / messages) * 1e6).toFixed(1),
      (median(({ wall, messages }) => wall / messages) * 1e6).toFixed(1),
      `${Math.round(median(({ idle, wall }) => idle / wall) * 100)} %`,
      String(Math.round(median(({ messages, wall }) => messages / wall))),
      median(({ start }) => start).toFixed(2),
    ];
    return [`| ${cells.join(' | ')} |`];
  });
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`, ...rows].join('\n');
}

/** Median over the rounds of what `bare` takes of what `full` takes; null where one of them did not run. */
export function shareOf(
  bare: readonly LoopRun[] | undefined,
  full: readonly LoopRun[] | undefined,
  of: (run: LoopRun) => number,
): number | null {
  const shares = (full ?? []).flatMap((run, i) => {
    const other = bare?.[i];
    return other === undefined ? [] : [of(other) / of(run)];
  });
  return shares.length === 0 ? null : quantile(shares, 0.5);
}

/** Calls that one round waited for; those that overlap count each. */
export function waitsLine(name: string, run: LoopRun | undefined): string {
  if (run === undefined) return `${name}: not measured`;
  const calls = Object.entries(run.waits).map(([call, { calls, seconds }]) => `${call} ${calls}× ${seconds.toFixed(2)} s`);
  return `${name}, calls of the last round: ${calls.join(', ')}`;
}
