/**
 * When a destination's turn comes: a port. A schedule only wakes; what a turn sends, the rows of the outbox decide. So it may forget
 * a wake and may wake for nothing: what was forgotten is found by asking the rows. One contract suite, every implementation runs it.
 */

export interface Turn {
  /** When the next one is due (Unix ms); null: nothing is owed that this process could send. */
  readonly at: number | null;
  /** No turn of this process comes before `until` (Unix ms); of nobody, where the other side asked for it. */
  readonly quiet: { readonly until: number; readonly everybody: boolean } | null;
}

export interface Line {
  readonly destination: string;
  /** Turns in a second on average, over all processes that share the schedule. */
  readonly perSecond: number;
  /** Does what is due; one at a time in a process. Rejects with bugs and broken stores. */
  turn(signal: AbortSignal): Promise<Turn>;
  /** When something is owed earliest (Unix ms): asked at the start and now and then. */
  next(): Promise<number | null>;
}

export interface Schedule extends AsyncDisposable {
  /** Something of the destination is due from `at` on (Unix ms). Never rejects. */
  wake(destination: string, at: number): Promise<void>;
  /** Gives turns until the signal is aborted and the last one has ended. Rejects with what a turn rejected with. */
  run(line: Line, signal: AbortSignal): Promise<void>;
}

export function earliest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}
