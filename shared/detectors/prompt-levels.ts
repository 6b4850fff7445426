/** What prompts weigh, and how many thresholds they reached one after the other. */

import { minuteMs, type Options, type Past } from '@gatewatch/domain';
import type { Level } from './escalation.ts';
import { isOwnLoop } from './own-loop.ts';
import type { Prompt } from './prompts.ts';
import { round1 } from './words.ts';

/** Of the 20 rows that an alert names, so that an approval and a registration have room. */
export const mostDecisive = 18;

export function weightOf(prompts: readonly Prompt[], options: Options): number {
  let weight = 0;
  for (const { kind, times } of prompts) weight += kind === 'duplicate' ? (options.duplicateWeight ?? 0.5) : times;
  return round1(weight);
}

/** How many bursts each prompt made, with those of the window before it. */
export function burstLevels(prompts: readonly Prompt[], past: Past, options: Options): readonly Level[] {
  const windowMs = (options.burstMinutes ?? 10) * minuteMs;
  const strange = prompts.map((prompt) => !isOwnLoop(prompt, past));
  let from = 0;
  return prompts.map(({ row }, end) => {
    while (from < end && (prompts[from]?.row.time ?? row.time) <= row.time - windowMs) from++;
    const start = Math.max(from, end + 1 - mostDecisive);
    const weight = strange.slice(start, end + 1).includes(true) ? weightOf(prompts.slice(start, end + 1), options) : 0;
    return { time: row.time, level: Math.floor(weight / (options.burstPrompts ?? 5)) };
  });
}

export function dripLevels(strange: readonly Prompt[], options: Options): readonly Level[] {
  return strange.map(({ row }, end) => {
    const weight = weightOf(strange.slice(Math.max(0, end + 1 - mostDecisive), end + 1), options);
    return { time: row.time, level: Math.floor(weight / (options.dripPrompts ?? 8)) };
  });
}
