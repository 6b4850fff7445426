/**
 * Port: enriched events in the order in which they were taken, kept until everybody who reads them has passed them. In the distributed
 * setting the log of the bus is that; this is what a single process has in its place. One contract suite, every implementation runs it.
 */

import type { IdentityEvent } from './identity-event.ts';

export interface LoggedEvent {
  /** Grows with each event, and is never given twice. */
  readonly sequence: number;
  /** Unix ms at which it was appended. */
  readonly at: number;
  readonly event: IdentityEvent;
}

export interface EventLog extends AsyncDisposable {
  /** Resolves when they are durable. */
  append(events: readonly IdentityEvent[], at: number): Promise<void>;
  /** In order, at most `most`, those after the sequence. */
  read(after: number, most: number): Promise<readonly LoggedEvent[]>;
  /** Lets go of those up to the sequence, and of those that were appended before `since` (Unix ms). Resolves with how many of the second kind stood after it. */
  trim(through: number, since: number): Promise<number>;
}
