/** Named courses of days of a process: what must be told, and what must stay quiet. A course is a reading every other minute. */

import { dayMs, hourMs, minuteMs } from '@gatewatch/domain';
import type { Reading } from './reading.ts';

export interface Course {
  readonly name: string;
  readonly days: number;
  /** Begins it anew. `t`: ms since Monday 00:00 UTC of the first week; null: the process does not run. */
  readonly make: () => (t: number) => Partial<Reading> | null;
  /** Rule and severity of each alert as it stands at the end, `closed` where it is over; none: quiet. */
  readonly told: readonly string[];
}

export const stepMs = 2 * minuteMs;

const halfHour = 30 * minuteMs;
const weekday = (t: number) => Math.floor(t / dayMs) % 7 < 5;
const hour = (t: number) => Math.floor(t / hourMs) % 24;
/** Steps in which a small tenant's people work: one record each, Monday to Friday, 8 to 17 h. */
const atWork = (t: number) => weekday(t) && hour(t) >= 8 && hour(t) < 17;

/** Records that came until `t`, where one comes at each step at which it `comes`. */
function counted(comes: (t: number) => boolean, from = 0): (t: number) => number {
  let at = from;
  let count = 0;
  return (t) => {
    for (; at <= t; at += stepMs) if (comes(at)) count++;
    return count;
  };
}

const source = { tenant: 'example', source: 'entra/signins', received: 0, quarantined: 0, progress: null, kept: null };
export const begin = Date.UTC(2026, 2, 2); // a Monday
/** Read up to now. */
const speaking = (t: number, received: number, more: object = {}) => ({
  sources: [{ ...source, received, progress: begin + t, ...more }],
});
const buckets = (all: number, withinHour: number) => [
  { seconds: 3600, count: withinHour },
  { seconds: 86_400, count: all },
  { seconds: Number.POSITIVE_INFINITY, count: all },
];

export const courses: readonly Course[] = [
  course('a small tenant: weeks with quiet nights and weekends', 35, () => {
    const received = counted(atWork);
    return (t) => speaking(t, received(t));
  }),
  course('its first weekend, after one week', 8, () => {
    const received = counted(atWork);
    return (t) => speaking(t, received(t));
  }),
  course(
    'it stops on a Tuesday of the fourth week at noon',
    23 - 0.2,
    () => {
      const received = counted((t) => atWork(t) && t < 22 * dayMs + 12 * hourMs);
      return (t) => speaking(t, received(t));
    },
    ['source-silent medium'],
  ),
  course(
    'it stops for two days and speaks again',
    26,
    () => {
      const received = counted((t) => atWork(t) && (t < 22 * dayMs || t > 24 * dayMs));
      return (t) => speaking(t, received(t));
    },
    ['source-silent high closed'],
  ),
  course('clocks go forward: people come an hour earlier', 35, () => {
    const received = counted((t) => atWork(t < 28 * dayMs ? t : t + hourMs));
    return (t) => speaking(t, received(t));
  }),
  course('it always spoke, and is silent for two hours in its fourth week', 23, () => {
    const received = counted((t) => t < 22 * dayMs || t > 22 * dayMs + 2 * hourMs);
    return (t) => speaking(t, received(t));
  }),
  course('a restart in working hours, with the counters from 0', 23, () => {
    const before = counted(atWork);
    const after = counted(atWork, 22 * dayMs + 13 * hourMs);
    return (t) => {
      if (t > 22 * dayMs + 9 * hourMs && t < 22 * dayMs + 13 * hourMs) return null;
      return t < 22 * dayMs + 10 * hourMs ? speaking(t, before(t)) : { ...speaking(t, after(t)), run: 'second' };
    };
  }),
  course(
    'silent since before a restart',
    24 - 0.2,
    () => {
      const before = counted((t) => atWork(t) && t < 22 * dayMs + 9 * hourMs);
      return (t) => {
        if (t > 22 * dayMs + 10 * hourMs && t < 22 * dayMs + 12 * hourMs) return null;
        return t < 22 * dayMs + 11 * hourMs ? speaking(t, before(t)) : { ...speaking(t, 0), run: 'second' };
      };
    },
    ['source-silent high'],
  ),
  course(
    'a source without a rhythm that says nothing for five days',
    9,
    () => {
      const received = counted((t) => t < 3 * dayMs);
      return (t) => speaking(t, received(t));
    },
    ['source-silent medium'],
  ),
  course('a folder into which nobody has put a file yet', 30, () => (t) => speaking(t, 0)),
  course(
    'half of what comes is of a foreign tenant',
    1,
    () => {
      const received = counted(() => true);
      return (t) => speaking(t, received(t) * 10, { quarantined: received(t) * 4 });
    },
    ['quarantine-rate medium'],
  ),
  course('a stray line now and then', 2, () => {
    const received = counted(() => true);
    return (t) => speaking(t, received(t) * 100, { quarantined: received(t) });
  }),
  course(
    'the vendor is late: sign-ins come six hours after they happened',
    2.5,
    () => {
      const all = counted(() => true);
      const late = counted((t) => t > 2 * dayMs);
      return (t) => ({ delays: [{ provider: 'entra', buckets: buckets(all(t), all(t) - late(t)) }] });
    },
    ['event-delay medium'],
  ),
  course(
    "Google's reports come ten hours late",
    1.5,
    () => {
      const all = counted(() => true);
      const late = counted((t) => t > dayMs);
      return (t) => ({ delays: [{ provider: 'google', buckets: buckets(all(t), all(t) - late(t)) }] });
    },
    ['event-delay medium'],
  ),
  course('an export once a day, always late', 6, () => {
    const all = counted((t) => hour(t) === 3);
    return (t) => ({ delays: [{ provider: 'entra', buckets: buckets(all(t) * 10, all(t)) }] });
  }),
  course('a restart after a night off: what is caught up is late by our own doing, and the log is full', 3, () => {
    const all = counted(() => true);
    const late = counted((t) => t > 2 * dayMs && t < 2 * dayMs + 1.6 * hourMs);
    return (t) => {
      const behind = Math.max(0, 10 * hourMs - 6 * (t - 2 * dayMs));
      if (t > 1.6 * dayMs && t < 2 * dayMs) return null;
      if (t < 2 * dayMs) return { delays: [{ provider: 'entra', buckets: buckets(all(t), all(t)) }] };
      return {
        run: 'second',
        delays: [{ provider: 'entra', buckets: buckets(all(t), all(t) - late(t)) }],
        lags: [{ topic: 'person', records: Math.floor(behind / 1000) }],
        ...speaking(t, all(t), { progress: begin + t - behind }),
      };
    };
  }),
  course(
    'Event Hubs throttles: a source gains nothing',
    0.5,
    () => {
      const received = counted(() => true);
      return (t) => speaking(t, received(t), { progress: begin + Math.min(t, 4 * hourMs) });
    },
    ['source-behind high'],
  ),
  course(
    'the detectors fall behind',
    0.2,
    () => (t) => ({ lags: [{ topic: 'person', records: Math.max(0, t - hourMs) / 100 }] }),
    ['consumer-lag medium'],
  ),
  course('a burst of an hour that is worked off', 0.5, () => (t) => ({
    lags: [{ topic: 'person', records: t < 2 * hourMs ? 0 : Math.max(0, 50_000 - (t - 2 * hourMs) / 200) }],
  })),
  course(
    'the store of checkpoints takes nothing',
    0.5,
    () => {
      const received = counted(() => true);
      return (t) => speaking(t, received(t), { kept: begin + Math.min(t, 4 * hourMs) });
    },
    ['checkpoint-age medium'],
  ),
  course('a night without records, and so without checkpoints', 2, () => {
    const received = counted(atWork);
    const kept = (t: number) => (atWork(t) ? t : Math.floor(t / dayMs) * dayMs + 16 * hourMs);
    return (t) => speaking(t, received(t), { kept: begin + kept(t) });
  }),
  course('data of places are half a year old', 0.1, () => () => ({ geo: [{ data: 'city', ageMs: 180 * dayMs }] }), [
    'geo-age low',
  ]),
  course('data of places are of the year before last', 0.1, () => () => ({ geo: [{ data: 'asn', ageMs: 400 * dayMs }] }), [
    'geo-age medium',
  ]),
  course('data of places are of last month', 0.1, () => () => ({ geo: [{ data: 'city', ageMs: 40 * dayMs }] })),
  course('Redis is away for twenty minutes', 0.1, () => (t) => ({ components: [redis(t, hourMs, hourMs + 20 * minuteMs)] }), [
    'component-failing medium closed',
  ]),
  course('Redis is away for hours', 0.2, () => (t) => ({ components: [redis(t, hourMs, 6 * hourMs)] }), [
    'component-failing high',
  ]),
  course('Redis is started anew', 0.1, () => (t) => ({ components: [redis(t, hourMs, hourMs + 3 * minuteMs)] })),
  course(
    'Redis flaps: away, back for five minutes, away again, which is one trouble',
    0.12,
    () => (t) => ({ components: [redis(t % halfHour, 5 * minuteMs, 25 * minuteMs, t - (t % halfHour))] }),
    ['component-failing medium'],
  ),
];

function redis(t: number, from: number, to: number, began = 0) {
  const works = t < from || t >= to;
  return { component: 'redis', works, says: works ? null : 'connection refused', since: begin + began + (works ? 0 : from) };
}

function course(name: string, days: number, make: Course['make'], told: readonly string[] = []): Course {
  return { name, days, make, told };
}
