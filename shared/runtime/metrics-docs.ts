/** The list of metrics, out of the domain's own. */

import { type MetricOf, metrics } from '@gatewatch/domain';

export function metricsReference(): string {
  const lines = [
    '# Metrics',
    '',
    'What a running service answers at `/metrics`, in the Prometheus text format; generated from `shared/domain/vitals.ts`. Beside these stand',
    "prom-client's own of the process (`process_*`, `nodejs_*`).",
    '',
    '| metric | kind | labels | meaning |',
    '|---|---|---|---|',
    ...Object.entries<MetricOf>(metrics).map(
      ([name, { kind, help, labels, buckets }]) =>
        `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help}${buckets === undefined ? '' : ` Buckets: ${buckets.join(', ')}.`} |`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
