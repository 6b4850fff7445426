/** A lane partition's one input log (SEMANTICS.md 1.1). */

import type { IdentityEvent } from './identity-event.ts';

/** Who wrote a control record, and its place among that writer's: copied into every partition of its tenant, applied once. */
export interface Stamp {
  readonly writer: string;
  /** Grows with each record of the writer. */
  readonly sequence: number;
}

export type LogRecord =
  /** `stamp` where the event is a verdict. */
  | { readonly type: 'event'; readonly at: number; readonly event: IdentityEvent; readonly stamp?: Stamp }
  /** The source has been fully read up to `progress` (Unix ms); its lateness bound is configuration. */
  | { readonly type: 'tick'; readonly at: number; readonly tenant: string; readonly source: string; readonly progress: number }
  /** The source is stuck: it no longer holds the horizon back until its next tick. */
  | { readonly type: 'source-idle'; readonly at: number; readonly tenant: string; readonly source: string }
  | {
      readonly type: 'fact';
      readonly at: number;
      readonly tenant: string;
      readonly name: string;
      readonly value: string | null;
      readonly time: number;
      readonly stamp?: Stamp;
    }
  | { readonly type: 'epoch'; readonly at: number; readonly epoch: string; readonly stamp?: Stamp };
