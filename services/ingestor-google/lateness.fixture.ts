/**
 * Activities of a made-up customer with the lateness that is documented and was observed (support.google.com/a/answer/7061566 and
 * reports of collectors): most within minutes, many logins 30 min to 3 h, a few up to a day.
 */

import { dayMs, hourMs, minuteMs, secondMs } from '@gatewatch/domain';
import { type Recorded, recorded } from '@gatewatch/testing';
import type { Application } from './applications.ts';

/** Part of the records, and between which lags (ms) it comes. */
type Lags = readonly (readonly [part: number, from: number, to: number])[];

const nearRealTime: Lags = [
  [0.98, 20 * secondMs, 5 * minuteMs],
  [0.02, 5 * minuteMs, 30 * minuteMs],
];
const lags: Readonly<Record<Application, Lags>> = {
  login: [
    [0.5, 20 * secondMs, 10 * minuteMs],
    [0.48, 30 * minuteMs, 3 * hourMs],
    [0.02, 3 * hourMs, dayMs],
  ],
  user_accounts: [
    [0.99, 10 * minuteMs, 50 * minuteMs],
    [0.01, hourMs, dayMs],
  ],
  admin: nearRealTime,
  saml: nearRealTime,
  token: [
    [0.99, minuteMs, 2 * hourMs],
    [0.01, 2 * hourMs, 4 * hourMs],
  ],
  mobile: [
    [0.9, minuteMs, 10 * minuteMs],
    [0.1, 10 * minuteMs, 4 * hourMs],
  ],
};
const shares: Readonly<Record<Application, number>> = {
  login: 0.55,
  user_accounts: 0.05,
  admin: 0.05,
  token: 0.2,
  saml: 0.1,
  mobile: 0.05,
};

/** `count` activities between the times, the same for the same `seed`. */
export function lateActivities(count: number, from: number, to: number, seed: number): Readonly<Record<Application, Recorded[]>> {
  const next = random(seed);
  const records: Record<Application, Recorded[]> = { login: [], user_accounts: [], admin: [], token: [], saml: [], mobile: [] };
  for (let id = 0; id < count; id++) {
    const application = pick(shares, next());
    const time = Math.floor(from + next() * (to - from));
    records[application].push(recorded({ application, id, time, listed: time + lagOf(lags[application], next(), next()) }));
  }
  return records;
}

function pick(parts: Readonly<Record<Application, number>>, draw: number): Application {
  let left = draw;
  for (const application of applications) if ((left -= parts[application]) < 0) return application;
  return 'login';
}

export const applications: readonly Application[] = ['login', 'user_accounts', 'admin', 'token', 'saml', 'mobile'];

function lagOf(of: Lags, which: number, where: number): number {
  let left = which;
  for (const [part, from, to] of of) if ((left -= part) < 0) return Math.floor(from + where * (to - from));
  return 0;
}

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
