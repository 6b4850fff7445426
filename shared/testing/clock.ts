/** `'3 09:00:30'` → Unix ms: day, time UTC. Day 1 is Monday, 4 May 2026. */

import { dayMs, hourMs, minuteMs, secondMs } from '@gatewatch/domain';

export const dayOne = Date.UTC(2026, 4, 4);

export function clock(text: string): number {
  const match = /^(\d+) (\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?$/.exec(text);
  if (match === null) throw new Error(`not a time of a timeline: '${text}' (write '3 09:00' or '3 09:00:30')`);
  const [day = 1, hour = 0, minute = 0, second = 0, ms = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return dayOne + (day - 1) * dayMs + hour * hourMs + minute * minuteMs + second * secondMs + ms;
}
