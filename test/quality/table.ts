/** A score as text: recall by kind and band, false alerts by detector per 1,000 users and day, and by cause. */

import type { Score } from './score.ts';

/** `userDays`: users × days of all runs together. */
export function qualityTable({ recall, false: wrong, causes }: Score, userDays: number, detectors: readonly string[]): string {
  const rows = [...recall].sort(([a], [b]) => (a < b ? -1 : 1));
  const staged = rows.reduce((sum, [, row]) => sum + row.staged, 0);
  const found = rows.reduce((sum, [, row]) => sum + row.found, 0);
  const all = [...wrong.values()].reduce((sum, alerts) => sum + alerts.length, 0);
  const rate = (count: number): string => ((count * 1000) / userDays).toFixed(3);
  return [
    '| attack and band | staged | found | recall |',
    '|---|---|---|---|',
    ...rows.map(([key, row]) => `| ${key} | ${row.staged} | ${row.found} | ${percent(row.found, row.staged)} |`),
    `| **all** | ${staged} | ${found} | ${percent(found, staged)} |`,
    '',
    '| detector | false alerts | per 1,000 users and day |',
    '|---|---|---|',
    ...detectors.map((id) => `| ${id} | ${wrong.get(id)?.length ?? 0} | ${rate(wrong.get(id)?.length ?? 0)} |`),
    `| **all** | ${all} | ${rate(all)} |`,
    '',
    '| cause of false alarms | staged | alerts |',
    '|---|---|---|',
    ...[...causes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cause, { staged, alerts }]) => `| ${cause} | ${staged} | ${alerts} |`),
    '',
  ].join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}
