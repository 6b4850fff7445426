/**
 * Nothing comes from a source in hours of the week in which something always came. The rhythm is the source's own: for each hour of
 * the week whether it had a record, in each of the last four weeks in which the monitor looked.
 */

import { hourMs, minuteMs } from '@gatewatch/domain';
import type { Rule } from '../rule.ts';
import { lengthOf } from '../words.ts';

interface Memory {
  readonly received: number;
  /** When a record came last, Unix ms; null: never yet. */
  readonly last: number | null;
  /** Hours of the week, UTC, from Monday 00:00: one letter a week, oldest first: `1` a record came, `0` none, `x` missed. */
  readonly weeks: readonly string[];
  /** The hour that runs: its begin, how much of it was looked at, whether a record came. */
  readonly hour: number;
  readonly lookedMs: number;
  readonly any: boolean;
  /** Since `last`: busy hours without a record, and time that was looked at. */
  readonly missed: number;
  readonly silentMs: number;
  /** The longest silence that ended by itself, ms. */
  readonly longest: number;
}

const weekHours = 168;
const mostWeeks = 4;
/** An hour of which less was looked at teaches nothing. */
const wholeMs = 50 * minuteMs;
/** 1970-01-05 was a Monday. */
const mondayMs = 4 * 24 * hourMs;

export const sourceSilent: Rule<Memory, { readonly received: number }> = {
  id: 'source-silent',
  title: 'A source is silent beyond its own rhythm',
  steps: [
    'Ask the source: `gatewatch source test NAME`.',
    "See in the vendor's console whether sign-ins are recorded there, and whether the export still runs.",
    'Until it speaks again, attacks on its people are not seen.',
  ],
  options: {
    silentBusyHours: {
      default: 3,
      unit: 'h',
      reason: 'hours of the week that had records in each week before: one may be chance, two a late start or a change of clocks',
    },
    silentGreatBusyHours: { default: 12, unit: 'h', reason: 'a whole working day: nobody is on holiday by chance' },
    silentMostHours: { default: 96, unit: 'h', reason: 'a source without a known rhythm: longer than a long weekend' },
  },
  observe: (reading) =>
    reading.sources.map(({ source, tenant, received }) => ({ component: `source ${source}`, tenant, seen: { received } })),
  judge(before, { received }, { now, elapsedMs, restarted }, options) {
    const was = before ?? fresh(now);
    const came = restarted || received < was.received ? received > 0 : received > was.received;
    const looked = elapsedMs ?? 0;
    const turned = turn({ ...was, received }, now, looked, came);
    const memory: Memory = came
      ? { ...turned, last: now, missed: 0, silentMs: 0, longest: Math.max(turned.longest, turned.silentMs) }
      : { ...turned, silentMs: turned.silentMs + looked };
    if (came || memory.last === null) return { memory, trouble: null };
    const numbers = { silentMs: memory.silentMs, missed: memory.missed, longest: memory.longest };
    const byRhythm = memory.missed >= (options.silentBusyHours ?? 3);
    const byLength = memory.silentMs > Math.max((options.silentMostHours ?? 96) * hourMs, 1.5 * memory.longest);
    if (!byRhythm && !byLength) return { memory, trouble: null };
    const great = memory.missed >= (options.silentGreatBusyHours ?? 12);
    const why = byRhythm
      ? `in ${memory.missed} of these hours of the week a record came in every week before`
      : `its longest silence so far was ${lengthOf(memory.longest)}`;
    return {
      memory,
      trouble: {
        severity: great ? 'high' : 'medium',
        explanation: `Nothing has come for ${lengthOf(memory.silentMs)}; ${why}.`,
        numbers,
      },
    };
  },
  measure: ({ silentMs = 0, missed = 0, longest = 0 }, options) => [
    { name: 'silentBusyHours', value: missed, unit: 'h', threshold: options.silentBusyHours ?? null, test: '>=' },
    { name: 'silent', value: Math.floor(silentMs / hourMs), unit: 'h', threshold: options.silentMostHours ?? null, test: null },
    { name: 'longestSilence', value: Math.floor(longest / hourMs), unit: 'h', threshold: null, test: null },
  ],
};

function fresh(now: number): Memory {
  const weeks = Array.from({ length: weekHours }, () => '');
  return { received: 0, last: null, weeks, hour: hourOf(now), lookedMs: 0, any: false, missed: 0, silentMs: 0, longest: 0 };
}

/** Closes the hour that ran, where it is over, and begins the one of `now`. */
function turn(memory: Memory, now: number, looked: number, came: boolean): Memory {
  const hour = hourOf(now);
  if (hour === memory.hour) return { ...memory, lookedMs: memory.lookedMs + looked, any: memory.any || came };
  const inNew = Math.min(looked, now - hour);
  const lookedMs = memory.lookedMs + looked - inNew;
  const begun = { ...memory, hour, lookedMs: inNew, any: came };
  if (lookedMs < wholeMs || hour !== memory.hour + hourMs) return begun;
  const index = Math.floor((memory.hour - mondayMs) / hourMs) % weekHours;
  const known = memory.weeks[index] ?? '';
  // One outage does not blind the rule, but what is missed for a second week is a new rhythm.
  const busy = known.length >= 2 && !known.includes('0') && !/x.*x/.test(known);
  // What came in this hour came after `last` was set: `missed` counts whole hours without.
  const missed = !memory.any && busy && memory.last !== null && memory.last <= memory.hour ? memory.missed + 1 : memory.missed;
  const learned = `${known}${memory.any ? '1' : missed > memory.missed ? 'x' : '0'}`.slice(-mostWeeks);
  return { ...begun, missed, weeks: memory.weeks.with(index, learned) };
}

function hourOf(time: number): number {
  return Math.floor(time / hourMs) * hourMs;
}
