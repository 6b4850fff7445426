/** Many records of a source become no event: its form changed, or it carries what is not meant for us. */

import { minuteMs } from '@gatewatch/domain';
import { type Slot, sumOf, withGrowth } from '../recent-growth.ts';
import { grown, type Rule } from '../rule.ts';

interface Memory {
  readonly received: number;
  readonly quarantined: number;
  readonly slots: readonly Slot[];
}

export const quarantineRate: Rule<Memory, { readonly received: number; readonly quarantined: number }> = {
  id: 'quarantine-rate',
  title: 'Many records of a source cannot be read',
  steps: [
    'Look at the quarantine: each record stands there with its bytes, its place and a reason.',
    '`foreign-tenant`: the source carries records of a directory that no tenant of the configuration names.',
    'Other reasons: the form changed. After an update of Gatewatch, replay the quarantine.',
  ],
  options: {
    quarantineShare: { default: 0.05, least: 0, most: 1, unit: 'share', reason: 'one record of twenty: more than stray lines' },
    quarantineLeast: { default: 20, unit: 'records', reason: 'fewer are looked at in the quarantine, not in an alert' },
  },
  observe: (reading) =>
    reading.sources.map(({ source, tenant, received, quarantined }) => ({
      component: `source ${source}`,
      tenant,
      seen: { received, quarantined },
    })),
  judge(before, { received, quarantined }, moment, options) {
    const was = before ?? { received: 0, quarantined: 0, slots: [] };
    const slots = withGrowth(
      was.slots,
      moment.now,
      30 * minuteMs,
      grown(received, was.received, moment),
      grown(quarantined, was.quarantined, moment),
    );
    const { of, part } = sumOf(slots);
    const share = of === 0 ? 0 : Math.min(1, part / of);
    const memory = { received, quarantined, slots };
    if (part < (options.quarantineLeast ?? 20) || share < (options.quarantineShare ?? 0.05)) return { memory, trouble: null };
    return {
      memory,
      trouble: {
        severity: share >= 0.5 ? 'high' : 'medium',
        explanation: `Of ${of} records in half an hour ${part} (${Math.round(share * 100)} %) became no event.`,
        numbers: { received: of, quarantined: part },
      },
    };
  },
  measure: ({ received = 0, quarantined = 0 }, options) => [
    {
      name: 'quarantineShare',
      value: received === 0 ? 0 : Math.round(Math.min(1, quarantined / received) * 1000) / 1000,
      unit: 'share',
      threshold: options.quarantineShare ?? null,
      test: '>=',
    },
    { name: 'quarantineLeast', value: quarantined, unit: 'records', threshold: options.quarantineLeast ?? null, test: '>=' },
  ],
};
