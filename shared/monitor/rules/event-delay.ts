/** Events reach the log long after they happened, while their sources are read up to now: the vendor or the export is late. */

import { hourMs, minuteMs, secondMs } from '@gatewatch/domain';
import { type Slot, sumOf, withGrowth } from '../recent-growth.ts';
import { grown, type Rule } from '../rule.ts';

interface Memory {
  /** Events so far, and those of them that were late. */
  readonly all: number;
  readonly late: number;
  readonly slots: readonly Slot[];
  /** Share of late ones as it usually is, 0–1, over so many events and since when. */
  readonly usual: number;
  readonly events: number;
  readonly since: number;
}

interface Seen {
  readonly provider: string;
  readonly buckets: readonly { readonly seconds: number; readonly count: number }[];
  /** All sources are read up to about now: delay is not our own. */
  readonly caughtUp: boolean;
}

/** The usual share follows slowly: about this many events are remembered. */
const rememberedEvents = 20_000;
const caughtUpMs = 15 * minuteMs;

export const eventDelay: Rule<Memory, Seen> = {
  id: 'event-delay',
  title: 'Events come much later than usual',
  steps: [
    "See the vendor's status page: sign-in logs are late for everybody now and then.",
    'See whether the export, its subscription or its schedule was changed.',
    'Until it is over alerts come as late as the events.',
  ],
  options: {
    // Entra: sign-in logs within minutes, at most 2 h ("Activity log latencies"); Google: login events "up to a few hours".
    delayEntraHours: { default: 2, unit: 'h', reason: "Microsoft's own bound of what is late" },
    delayGoogleHours: { default: 4, unit: 'h', reason: "Google's own bound of what is late" },
    delayShare: { default: 0.5, most: 1, unit: 'share', reason: 'half of the events of an hour: not single stragglers' },
    delayMoreThanUsual: {
      default: 0.3,
      least: 0,
      most: 1,
      unit: 'share',
      reason: 'an export once a day is always late: that is its usual share',
    },
    delayLeastEvents: { default: 20, unit: 'events', reason: 'fewer make no share' },
  },
  observe: (reading) =>
    reading.delays.map(({ provider, buckets }) => ({
      component: `events of ${provider}`,
      tenant: null,
      seen: {
        provider,
        buckets,
        caughtUp: reading.sources.every(({ progress }) => progress === null || reading.now - progress < caughtUpMs),
      },
    })),
  judge(before, { provider, buckets, caughtUp }, moment, options) {
    const bound = (provider === 'google' ? (options.delayGoogleHours ?? 4) : (options.delayEntraHours ?? 2)) * hourMs;
    const all = Math.max(0, ...buckets.map(({ count }) => count));
    const within = Math.max(0, ...buckets.map(({ seconds, count }) => (seconds * secondMs <= bound ? count : 0)));
    const late = all - within;
    const was = before ?? { all: 0, late: 0, slots: [], usual: 0, events: 0, since: moment.now };
    const moreAll = grown(all, was.all, moment);
    const moreLate = Math.min(moreAll, grown(late, was.late, moment));
    // What is read while we catch up is late by our own doing, and teaches nothing.
    const slots = withGrowth(was.slots, moment.now, hourMs, caughtUp ? moreAll : 0, caughtUp ? moreLate : 0);
    const { of, part } = sumOf(slots);
    const share = of === 0 ? 0 : part / of;
    const standing =
      caughtUp &&
      of >= (options.delayLeastEvents ?? 20) &&
      share >= (options.delayShare ?? 0.5) &&
      share >= was.usual + (options.delayMoreThanUsual ?? 0.3) &&
      moment.now - was.since >= 24 * hourMs;
    const learns = caughtUp && moreAll > 0;
    const weight = learns ? Math.min(1, moreAll / Math.min(rememberedEvents, was.events + moreAll)) : 0;
    const memory: Memory = {
      all,
      late,
      slots,
      usual: was.usual + weight * (moreAll === 0 ? 0 : moreLate / moreAll - was.usual),
      events: was.events + (learns ? moreAll : 0),
      since: was.since,
    };
    if (!standing) return { memory, trouble: null };
    const percent = Math.round(share * 100);
    return {
      memory,
      trouble: {
        severity: 'medium',
        explanation: `Of ${of} events of ${provider} in the last hour ${percent} % came more than ${bound / hourMs} h after they happened; usually it is ${Math.round(was.usual * 100)} %.`,
        numbers: { share, usual: was.usual, events: of, boundHours: bound / hourMs },
      },
    };
  },
  measure: ({ share = 0, usual = 0, events = 0, boundHours = 0 }, options) => [
    { name: 'delayShare', value: rounded(share), unit: 'share', threshold: options.delayShare ?? null, test: '>=' },
    {
      name: 'delayMoreThanUsual',
      value: rounded(share - usual),
      unit: 'share',
      threshold: options.delayMoreThanUsual ?? null,
      test: '>=',
    },
    { name: 'delayLeastEvents', value: events, unit: 'events', threshold: options.delayLeastEvents ?? null, test: '>=' },
    { name: 'delayCountsFrom', value: boundHours, unit: 'h', threshold: null, test: null },
  ],
};

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
