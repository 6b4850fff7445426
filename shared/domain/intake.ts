/**
 * Port: where a live source hands over what it read, as bytes, before anything is believed about it. A source transports and
 * remembers its place; decoding, tenants, normalising, placing and keys are the intake's.
 */

import type { Provider } from './identity-event.ts';
import type { LogRecord } from './log.ts';

/** One independent line of progress: a partition of a hub, or an application of a Google customer. */
export interface LiveSource {
  /** As the log knows it, unique over the whole configuration: `<name in the configuration>/<partition or application>`. */
  readonly name: string;
  readonly tenant: string;
  readonly provider: Provider;
}

/** What came in one message, one response or one file: one or more records. */
export interface RawBody {
  /** Its place in the source: sequence number, or ordinal. Quarantine names it. */
  readonly position: number;
  /** Transport time (enqueued time, end of the window), Unix ms. */
  readonly received: number;
  readonly bytes: Uint8Array;
}

export interface Taken {
  readonly records: number;
  readonly events: number;
  readonly quarantined: number;
}

export interface Intake extends AsyncDisposable {
  /**
   * Resolves when every record of the bodies is durable downstream, as events or in quarantine: only then may a checkpoint or
   * cursor move. Retries for ever what can be retried, and says so in its vitals; rejects with the signal's reason when it is
   * aborted, and with a bug. Calls of one source come one after the other.
   */
  take(source: LiveSource, bodies: readonly RawBody[], signal?: AbortSignal): Promise<Taken>;
  /** Everything of the source before `progress` (transport time, Unix ms) was taken: a tick, in every partition of the tenant. */
  progress(source: LiveSource, progress: number, signal?: AbortSignal): Promise<void>;
  /** The source is stuck, by its own word: it holds the horizon no longer back until its next progress. */
  idle(source: LiveSource, signal?: AbortSignal): Promise<void>;
  /** Facts and other control records, in every partition of their tenant. */
  control(records: readonly Exclude<LogRecord, { readonly type: 'event' }>[], signal?: AbortSignal): Promise<void>;
}
