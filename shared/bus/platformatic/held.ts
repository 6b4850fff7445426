/** The partitions that a member holds, and how far each was asked for and handed out. */

import type { BusMessage } from '@gatewatch/domain';

export interface Held {
  readonly partition: number;
  readonly controller: AbortController;
  /** Offset after what was handed out; null until the reader has said from where. */
  next: number | null;
  /** Offset to ask for: ahead of `next` by what waits to be handed out. */
  ahead: number;
  /** Grows whenever what was asked for before no longer counts. */
  turn: number;
  paused: boolean;
}

export interface Fetched {
  readonly place: Held;
  readonly turn: number;
  readonly node: number;
  readonly messages: readonly BusMessage[];
  /** Offset after all of them, markers of transactions included. */
  readonly after: number;
  readonly end: number;
}

/** From here again, whatever was asked for. */
export function turnTo(place: Held, offset: number): void {
  place.next = offset;
  place.ahead = offset;
  place.turn++;
}

export function stillCounts({ place, turn }: Pick<Fetched, 'place' | 'turn'>): boolean {
  return place.turn === turn && !place.paused && !place.controller.signal.aborted;
}
