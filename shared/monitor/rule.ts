/** A rule of the monitor: pure over a memory of its own about one component, and what is seen of it now. */

import type { Fact, Option, Options, Severity } from '@gatewatch/domain';
import type { Reading } from './reading.ts';

export type Numbers = Readonly<Record<string, number>>;

/** Something is wrong with a component. */
export interface Trouble {
  readonly severity: Severity;
  /** One sentence with the numbers. */
  readonly explanation: string;
  /** From which `measure` computes the facts again. */
  readonly numbers: Numbers;
}

export interface Moment {
  /** Unix ms. */
  readonly now: number;
  /** Since the reading before; null: there is none, or the monitor itself was away in between. */
  readonly elapsedMs: number | null;
  /** Another run of the process than at the reading before: its counters began at 0. */
  readonly restarted: boolean;
}

export interface Observed<S> {
  readonly component: string;
  /** Whose it is; null: the installation's. */
  readonly tenant: string | null;
  readonly seen: S;
}

export interface Judged<M> {
  readonly memory: M;
  readonly trouble: Trouble | null;
}

export interface RuleText {
  readonly id: string;
  readonly title: string;
  /** What to do, in order. */
  readonly steps: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  measure(numbers: Numbers, options: Options): readonly Fact[];
}

export interface Rule<M, S> extends RuleText {
  observe(reading: Reading): readonly Observed<S>[];
  judge(memory: M | null, seen: S, moment: Moment, options: Options): Judged<M>;
}

/** A rule whose memories are kept as JSON by component. */
export interface KeptRule extends RuleText {
  step(
    memories: Readonly<Record<string, unknown>>,
    reading: Reading,
    moment: Moment,
    options: Options,
  ): readonly (Observed<unknown> & Judged<unknown>)[];
}

export function kept<M, S>(rule: Rule<M, S>): KeptRule {
  return {
    ...rule,
    step: (memories, reading, moment, options) =>
      rule.observe(reading).map((observed) => {
        const memory = memories[observed.component];
        return { ...observed, ...rule.judge(memory === undefined ? null : (memory as M), observed.seen, moment, options) }; // as this rule left it
      }),
  };
}

/** A counter's growth since the reading before. */
export function grown(now: number, before: number, { restarted }: Moment): number {
  return restarted || now < before ? now : now - before;
}
