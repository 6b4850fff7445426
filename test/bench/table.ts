/** A report as a person reads it. */

import type { InputReport } from './report.ts';

export function tableOf({ what, records, bytes, people, stages, came, subjectBytes }: InputReport): string {
  const number = (value: number): string => Math.round(value).toLocaleString('en');
  const lines = [
    `${what}: ${number(records)} records of ${number(bytes / records)} bytes, ${number(people)} people`,
    row('stage', ['x floor', 'least', 'most', 'CPU s', 'µs a record']),
    ...stages.map(({ stage, ratio, cpuSeconds, microsecondsARecord }) =>
      row(stage, [
        ratio.median.toFixed(2),
        ratio.least.toFixed(2),
        ratio.greatest.toFixed(2),
        cpuSeconds.toFixed(2),
        microsecondsARecord.toFixed(1),
      ]),
    ),
    `${number(came.events)} events (${number(came.joined)} joined, ${number(came.thinned)} thinned, ${number(came.late)} late), ` +
      `${number(came.alerts)} alerts, ${number(came.quarantined)} quarantined`,
    `${number(subjectBytes.subjects)} subjects, encoded bytes: p50 ${number(subjectBytes.p50)}, p99 ${number(subjectBytes.p99)}, ` +
      `max ${number(subjectBytes.max)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function row(first: string, rest: readonly string[]): string {
  return `  ${first.padEnd(22)}${rest.map((cell) => cell.padStart(12)).join('')}`;
}
