/**
 * Calls of one destination: paced, cut at its patience, halved where they are too large, and kept from it while its breaker is open.
 * What is owed of alerts and of events goes through the same calls.
 */

import type { Answer, Destination, Parcel, Vitals } from '@gatewatch/domain';
import { createBreaker } from './breaker.ts';
import { createPace } from './pace.ts';
import type { WallClock } from './wall-clock.ts';

export interface CallsPlan {
  /** The destination's name. */
  readonly name: string;
  readonly destination: Destination;
  readonly vitals: Vitals;
  readonly clock: WallClock;
  /** In [0, 1): jitter. */
  readonly random: () => number;
  /** As the destination may see it: redaction and pseudonyms. */
  readonly dress: (parcel: Parcel) => Parcel;
}

/** `split` is over with: what is too large alone is rejected. */
export type FinalAnswer = Exclude<Answer, { readonly kind: 'split' }>;

export interface Calls {
  readonly limits: Destination['limits'];
  /** One answer a parcel, in order; null: the signal was aborted before it was known. */
  send(parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly FinalAnswer[] | null>;
  /** Unix ms before which nothing is to be sent; 0 where it is open to all. */
  readonly closedUntil: number;
  /** Unix ms until when the other side itself asked for quiet. */
  readonly askedUntil: number;
  /** True while only one call may try. */
  readonly trying: boolean;
  /** What went wrong last. */
  readonly failure: { readonly code: string; readonly why: string } | null;
}

const mendedMs = 60_000; // a person is needed

export function createCalls({ name, destination, vitals, clock, random, dress }: CallsPlan): Calls {
  const { limits } = destination;
  const breaker = createBreaker();
  const pace = createPace(limits.perSecond);
  const component = `destination ${name}`;
  let failure: Calls['failure'] = null;
  let asked = 0;

  async function call(parcels: readonly Parcel[], signal: AbortSignal): Promise<readonly FinalAnswer[]> {
    const answers = await destination.send(parcels, AbortSignal.any([signal, AbortSignal.timeout(limits.patienceMs)]));
    note(answers);
    const final: (FinalAnswer | null)[] = parcels.map((_, i) => {
      const answer = answers[i] ?? { kind: 'retry', code: 'no-answer', why: 'the destination said nothing of it', afterMs: null };
      if (answer.kind !== 'split') return answer;
      return parcels.length === 1 ? { ...answer, kind: 'rejected' } : null;
    });
    const tooMuch = parcels.flatMap((parcel, i) => (final[i] === null ? [{ parcel, i }] : []));
    const half = Math.ceil(tooMuch.length / 2);
    for (const part of [tooMuch.slice(0, half), tooMuch.slice(half)]) {
      if (part.length === 0) continue;
      const said = await call(
        part.map(({ parcel }) => parcel),
        signal,
      );
      for (const [place, { i }] of part.entries()) final[i] = said[place] ?? null;
    }
    return final.flatMap((answer) => answer ?? []);
  }

  function note(answers: readonly Answer[]): void {
    const bad = answers.find((answer) => answer.kind === 'retry' || answer.kind === 'refused');
    if (bad === undefined) {
      breaker.succeeded();
      vitals.healthy(component);
      return;
    }
    vitals.count('gatewatch_retries_total', { component });
    if (bad.kind === 'retry' && bad.afterMs !== null) asked = Math.max(asked, clock.now() + bad.afterMs);
    breaker.failed(clock.now(), random(), bad.kind === 'retry' ? (bad.afterMs ?? 0) : mendedMs);
    vitals.failing(component, bad.why);
    failure = { code: bad.code, why: bad.why };
  }

  return {
    limits,
    async send(parcels, signal) {
      for (let waits = pace.take(clock.now()); waits > 0; waits = pace.take(clock.now())) {
        await clock.wait(waits, signal);
        if (signal.aborted) return null;
      }
      const answers = await call(parcels.map(dress), signal);
      return signal.aborted ? null : answers;
    },
    get closedUntil() {
      return breaker.openUntil;
    },
    get askedUntil() {
      return asked;
    },
    get trying() {
      return breaker.trying;
    },
    get failure() {
      return failure;
    },
  };
}
