/** A source is not read up to now, and does not gain: its horizon stands still, and so does every timer of its tenant. */

import { hourMs, minuteMs } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import { lengthOf } from '../words.ts';

interface Memory {
  readonly first: number;
  readonly readings: readonly { readonly at: number; readonly progress: number | null }[];
}

const gainMs = 30 * minuteMs;

export const sourceBehind: Rule<Memory, { readonly progress: number | null }> = {
  id: 'source-behind',
  title: 'A source is not read up to now',
  steps: [
    'See what /readyz and the log say of the source: refused, throttled, or stuck at one file or partition.',
    'Ask the source: `gatewatch source test NAME`.',
    'Nothing is lost while the vendor still keeps it: Event Hubs for its retention (1 to 90 days), Google for 180 days.',
  ],
  options: {
    behindHours: { default: 1, unit: 'h', reason: 'vendors throttle for minutes, not for an hour' },
  },
  observe: (reading) =>
    reading.sources.map(({ source, tenant, progress }) => ({ component: `source ${source}`, tenant, seen: { progress } })),
  judge(before, { progress }, { now, elapsedMs }, options) {
    const known = elapsedMs === null ? [] : (before?.readings ?? []);
    const first = elapsedMs === null ? now : (before?.first ?? now);
    const since = known.findLast(({ at }) => at <= now - gainMs) ?? null;
    const memory = { first, readings: [...known.filter(({ at }) => at >= (since?.at ?? 0)), { at: now, progress }] };
    const behindMs = now - (progress ?? first);
    const gained = progress === null || since === null ? 0 : progress - (since.progress ?? progress);
    const stuck = since !== null && gained <= now - since.at;
    if (!stuck || behindMs < (options.behindHours ?? 1) * hourMs) return { memory, trouble: null };
    return {
      memory,
      trouble: {
        severity: behindMs >= 6 * hourMs ? 'high' : 'medium',
        explanation:
          progress === null
            ? `It has not once been read up to now in the ${lengthOf(behindMs)} since the start.`
            : `It is read up to ${lengthOf(behindMs)} ago and gained ${Math.max(0, Math.round(gained / minuteMs))} min in the last ${Math.round((now - since.at) / minuteMs)} min.`,
        numbers: { behindMs, gainedMs: Math.max(0, gained), withinMs: now - since.at },
      },
    };
  },
  measure: ({ behindMs = 0, gainedMs = 0, withinMs = 0 }, options) => [
    {
      name: 'behindHours',
      value: Math.round((behindMs / hourMs) * 100) / 100,
      unit: 'h',
      threshold: options.behindHours ?? null,
      test: '>=',
    },
    {
      name: 'gained',
      value: Math.round(gainedMs / minuteMs),
      unit: 'min',
      threshold: Math.round(withinMs / minuteMs),
      test: '<=',
    },
  ],
};
