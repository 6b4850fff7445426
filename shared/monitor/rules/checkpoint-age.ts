/** Records come from a source, but its place is not kept: after a restart all of them would be read again. */

import { minuteMs } from '@gatewatch/domain';
import { grown, type Rule } from '../rule.ts';

interface Memory {
  readonly received: number;
  readonly kept: number | null;
  /** When the oldest record came that no kept place covers; null: all are covered. */
  readonly since: number | null;
}

export const checkpointAge: Rule<Memory, { readonly received: number; readonly kept: number | null }> = {
  id: 'checkpoint-age',
  title: 'The place of a source is not kept',
  steps: [
    'See what /readyz and the log say of the store of checkpoints: unreachable, read-only or full.',
    'Until its place is kept, a restart reads again what came since: twice, but nothing is lost.',
  ],
  options: {
    checkpointMinutes: { default: 30, unit: 'min', reason: 'places are kept every few seconds while records come' },
  },
  observe: (reading) =>
    reading.sources
      .filter(({ kept }) => kept !== null)
      .map(({ source, tenant, received, kept }) => ({ component: `source ${source}`, tenant, seen: { received, kept } })),
  judge(before, { received, kept }, moment, options) {
    const { now, elapsedMs } = moment;
    const moved = before === null || elapsedMs === null || kept !== before.kept;
    const more = grown(received, before?.received ?? received, moment);
    const since = moved ? null : (before.since ?? (more > 0 ? now : null));
    const memory = { received, kept, since };
    const age = since === null ? 0 : now - since;
    const least = (options.checkpointMinutes ?? 30) * minuteMs;
    if (age < least) return { memory, trouble: null };
    return {
      memory,
      trouble: {
        severity: 'medium',
        explanation: `Records have come for ${Math.floor(age / minuteMs)} min without its place being kept.`,
        numbers: { age },
      },
    };
  },
  measure: ({ age = 0 }, options) => [
    {
      name: 'checkpointMinutes',
      value: Math.floor(age / minuteMs),
      unit: 'min',
      threshold: options.checkpointMinutes ?? null,
      test: '>=',
    },
  ],
};
