/** Port: a live source that reads by itself until it is stopped. */

export interface LiveReader extends AsyncDisposable {
  /** Ends reading within seconds; what was not handed over whole is read again by whoever reads next. May be called again. */
  stop(): Promise<void>;
  /** Resolves once reading ended; rejects with the bug that ended it. Trouble outside never ends it: that is retried, and told in vitals. */
  readonly settled: Promise<void>;
}

/** One line of `gatewatch source test`. */
export interface SourceFinding {
  readonly ok: boolean;
  /** One plain sentence: what answers, or what is missing and what to do. Without secrets. */
  readonly text: string;
}
