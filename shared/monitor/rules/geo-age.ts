/** What says where addresses are is old: networks move, and places become wrong. */

import { dayMs } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';

export const geoAge: Rule<null, { readonly ageMs: number }> = {
  id: 'geo-age',
  title: 'Data of places and networks are old',
  steps: ['Fetch newer ones: `gatewatch geo update`, or geo.update.every in the configuration.'],
  options: {
    // DB-IP Lite is published each month, GeoLite2 twice a week (db-ip.com, dev.maxmind.com).
    geoDays: { default: 120, unit: 'days', reason: 'three monthly editions were missed' },
    geoGreatDays: { default: 365, unit: 'days', reason: 'a whole year of allocations and moves is missing' },
  },
  observe: (reading) => reading.geo.map(({ data, ageMs }) => ({ component: `geo data ${data}`, tenant: null, seen: { ageMs } })),
  judge(_, { ageMs }, _moment, options) {
    const days = Math.floor(ageMs / dayMs);
    if (days < (options.geoDays ?? 120)) return { memory: null, trouble: null };
    return {
      memory: null,
      trouble: {
        severity: days >= (options.geoGreatDays ?? 365) ? 'medium' : 'low',
        explanation: `They are ${days} days old.`,
        numbers: { days },
      },
    };
  },
  measure: ({ days = 0 }, options) => [
    { name: 'geoDays', value: days, unit: 'days', threshold: options.geoDays ?? null, test: '>=' },
  ],
};
