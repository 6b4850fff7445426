/** The time that one summary stands for: a fixed length of the clock, or from one hour of a schedule to the next. Pure. */

import { dayMs, minuteMs } from '@gatewatch/domain';

export type Window =
  | { readonly every: number }
  /** Minutes of the day and days of the week (0 Sunday), as the clocks of the zone show them (IANA name). */
  | { readonly at: readonly number[]; readonly days: readonly number[]; readonly zone: string };

export interface Span {
  /** Unix ms. */
  readonly start: number;
  readonly end: number;
}

const last = new WeakMap<Window, Span>();

export function spanOf(window: Window, now: number): Span {
  const known = last.get(window);
  if (known !== undefined && known.start <= now && now < known.end) return known;
  const span = 'every' in window ? fixed(window.every, now) : scheduled(window, now);
  last.set(window, span);
  return span;
}

function fixed(every: number, now: number): Span {
  const start = Math.floor(now / every) * every;
  return { start, end: start + every };
}

function scheduled({ at, days, zone }: Extract<Window, { readonly at: readonly number[] }>, now: number): Span {
  const today = Math.floor((now + offsetMs(now, zone)) / dayMs);
  const times: number[] = [];
  for (let day = today - 8; day <= today + 8; day++) {
    if (!days.includes((day + 4) % 7)) continue; // 1 January 1970 was a Thursday
    for (const minute of at) times.push(instantOf(day * dayMs + minute * minuteMs, zone));
  }
  return {
    start: Math.max(...times.filter((time) => time <= now)),
    end: Math.min(...times.filter((time) => time > now)),
  };
}

/** When the clocks of the zone show it, as Unix ms; one that they skip in spring is an hour on. */
function instantOf(shown: number, zone: string): number {
  const near = shown - offsetMs(shown, zone);
  return shown - offsetMs(near, zone);
}

/** What the clocks of the zone are ahead of UTC. */
function offsetMs(time: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  }).formatToParts(time);
  const of = (name: string) => Number(parts.find(({ type }) => type === name)?.value ?? 0);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'));
  return shown - Math.floor(time / minuteMs) * minuteMs;
}
