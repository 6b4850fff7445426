/** A component that the process needs does not work. */

import { minuteMs } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import { lengthOf } from '../words.ts';

interface Seen {
  readonly works: boolean;
  readonly says: string | null;
  readonly since: number;
}

export const componentFailing: Rule<null, Seen> = {
  id: 'component-failing',
  title: 'A part of the monitor does not work',
  steps: [
    'See what it says of itself: /readyz and the log name server and reason.',
    'It is tried again all the time; nothing is lost until then.',
  ],
  options: {
    failingMinutes: { default: 5, unit: 'min', reason: 'a server that is started anew is back within it' },
    failingGreatMinutes: { default: 60, unit: 'min', reason: 'nobody has mended it by themselves' },
  },
  observe: (reading) =>
    reading.components.map(({ component, works, says, since }) => ({ component, tenant: null, seen: { works, says, since } })),
  judge(_, { works, says, since }, { now }, options) {
    const forMs = now - since;
    if (works || forMs < (options.failingMinutes ?? 5) * minuteMs) return { memory: null, trouble: null };
    return {
      memory: null,
      trouble: {
        severity: forMs >= (options.failingGreatMinutes ?? 60) * minuteMs ? 'high' : 'medium',
        explanation: `It has not worked for ${lengthOf(forMs)}${says === null ? '' : `: ${says.replace(/\.$/, '')}`}.`,
        numbers: { forMs },
      },
    };
  },
  measure: ({ forMs = 0 }, options) => [
    {
      name: 'failingMinutes',
      value: Math.floor(forMs / minuteMs),
      unit: 'min',
      threshold: options.failingMinutes ?? null,
      test: '>=',
    },
  ],
};
