/** Two detecting processes against one, each with a share of a core, as a table and as ratios with their least and most. */

import type { ProcessesRuns, Running } from './kafka-processes.ts';
import { quantile } from './measure.ts';

const columns = [
  'detecting processes',
  'messages a second',
  'against one',
  'cores used, each',
  'CPU µs a message',
  'machine idle',
];

/** `share`: of a core, that one has. Medians of the rounds; a ratio is that of its round. */
export function processesTable(runs: ProcessesRuns | null, share: number): string {
  if (runs === null) return 'two detecting processes: left out, no share of a core can be set here (it wants Linux and root).';
  const rows = Object.entries(runs).map(([name, all]) => {
    const cells = [
      name,
      String(Math.round(median(all.map(rateOf)))),
      spread(all.map((run, i) => rateOf(run) / rateOf(runs.one[i] ?? run))),
      spread(all.flatMap(({ used }) => used)),
      median(all.map(costOf)).toFixed(1),
      percent(median(all.map(({ idle }) => idle))),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const counted = runs.one[0]?.messages ?? 0;
  const said = `by wall time, one share is ${share} of a core, ${counted} messages counted; median (least to most) of ${runs.one.length} rounds`;
  return [said, `| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`, ...rows].join('\n');
}

export function runLine(name: string, run: Running): string {
  const used = run.used.map((one) => one.toFixed(2)).join(' and ');
  return `${name}: ${Math.round(rateOf(run))}/s in ${run.wall.toFixed(1)} s, ${used} of a core used, machine ${percent(run.idle)} idle`;
}

const rateOf = ({ messages, wall }: Running): number => messages / wall;
/** Microseconds of processor time a message, of all detecting processes. */
const costOf = ({ messages, wall, used }: Running): number => (used.reduce((sum, one) => sum + one, 0) * wall * 1e6) / messages;
const median = (values: readonly number[]): number => quantile(values, 0.5);
const percent = (share: number): string => `${Math.round(share * 100)} %`;

function spread(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
}
