/** One HTTP call as an answer: faults of the network and of the other side alike. */

import type { Answer } from '@gatewatch/domain';
import type { WallClock } from '../sending/wall-clock.ts';
import { answerOf, answerOfError } from './answer.ts';
import type { Guard } from './guard.ts';
import { type HttpAnswer, type HttpCall, httpCall } from './post.ts';

export interface HttpWorld {
  readonly guard: Guard;
  readonly clock: WallClock;
}

/** `means`: what the vendor's own words make of it; null: what HTTP makes of it. */
export async function deliverByHttp(
  call: HttpCall,
  { guard, clock }: HttpWorld,
  signal: AbortSignal,
  means: (answer: HttpAnswer) => Answer | null = () => null,
): Promise<Answer> {
  try {
    const answer = await httpCall(call, guard, signal);
    return means(answer) ?? answerOf(answer, clock.now());
  } catch (error) {
    return answerOfError(error);
  }
}
