/** One partition that we own: events in order to the intake, then the checkpoint, then how far it has been read. */

import type { LastEnqueuedEventProperties, PartitionProperties, ReceivedEventData } from '@azure/event-hubs';
import type { Intake, LiveSource, RawBody } from '@gatewatch/domain';
import { bodyBytes } from './body-bytes.ts';
import type { Checkpointer } from './checkpointer.ts';
import type { LocalClock, ServiceTime } from './service-time.ts';

export interface PartitionParts {
  readonly source: LiveSource;
  readonly intake: Intake;
  readonly checkpointer: Checkpointer;
  readonly clock: LocalClock;
  readonly service: ServiceTime;
  readonly properties: () => Promise<PartitionProperties>;
  /** Sequence number of the last event taken before; −1 where there is none. */
  readonly position: number;
  readonly tick: number;
  readonly signal: AbortSignal;
  readonly checkpointOf: (event: ReceivedEventData) => Parameters<Checkpointer['note']>[0];
  /** Told each time progress was told. */
  readonly progressed: (progress: number) => void;
}

export interface PartitionReader {
  /** Events in order, or none where none came for a while. Never rejects but with a bug of the intake. */
  read(events: readonly ReceivedEventData[], newest: LastEnqueuedEventProperties | undefined): Promise<void>;
  /** Nothing more is taken: it is read by another, or no longer. */
  close(): void;
  readonly closed: boolean;
  /** Resolves when what is under way has ended. */
  readonly settled: Promise<unknown>;
  /** Inside `read` now. */
  readonly busy: boolean;
  /** When the service last gave an answer for it, by the steady clock. */
  readonly lastRead: number;
  /** Events that the partition has beyond what was taken, by its newest word; null: it has not said. */
  readonly behind: number | null;
}

export function partitionReader(parts: PartitionParts): PartitionReader {
  const { source, intake, clock, service, signal } = parts;
  let taken = parts.position;
  let newest: number | null = null;
  let progress = Number.NEGATIVE_INFINITY;
  let told = Number.NEGATIVE_INFINITY;
  let toldAt = Number.NEGATIVE_INFINITY;
  let asked = Number.NEGATIVE_INFINITY;
  let lastRead = clock.steady();
  let asking = false;
  let closed = false;
  let busy = false;
  let settled: Promise<unknown> = Promise.resolve();

  const take = async (events: readonly ReceivedEventData[]): Promise<void> => {
    const last = events.at(-1);
    if (last === undefined) return;
    await intake.take(source, events.map(rawBody), signal);
    taken = last.sequenceNumber;
    progress = Math.max(progress, receivedAt(last));
    parts.checkpointer.note(parts.checkpointOf(last));
  };
  /** Nothing comes: is the partition silent, or are we? Reading does not wait for the answer. */
  const ask = (): void => {
    if (asking || clock.steady() - asked < parts.tick) return;
    asked = clock.steady();
    const before = service.least();
    asking = true;
    parts
      .properties()
      .then(({ lastEnqueuedSequenceNumber, isEmpty }) => {
        lastRead = clock.steady();
        newest = lastEnqueuedSequenceNumber;
        if (lastEnqueuedSequenceNumber <= taken || isEmpty) progress = Math.max(progress, before);
      })
      .catch(() => {}) // the client tells its own trouble
      .finally(() => {
        asking = false;
      });
  };
  const tell = async (): Promise<void> => {
    if (progress <= told || clock.steady() - toldAt < parts.tick) return;
    const upTo = progress;
    toldAt = clock.steady();
    await intake.progress(source, upTo, signal);
    told = upTo;
    parts.progressed(upTo);
  };
  const step = async (events: readonly ReceivedEventData[], last: LastEnqueuedEventProperties | undefined): Promise<void> => {
    if (events.length === 0) ask();
    else await take(events);
    if (last?.sequenceNumber !== undefined && events.length > 0) {
      newest = Math.max(last.sequenceNumber, taken);
      const seen = last.retrievedOn?.getTime() ?? Number.NaN;
      service.saw(Number.isFinite(seen) ? seen : progress);
      if (last.sequenceNumber === taken && Number.isFinite(seen)) progress = Math.max(progress, seen);
    }
    await tell();
  };
  return {
    async read(events, last) {
      if (closed) return;
      // That nothing came is no answer of the service: the client says so of a lost connection too.
      if (events.length > 0) lastRead = clock.steady();
      busy = true;
      const stepping = step(events, last);
      settled = stepping.catch(() => {});
      try {
        await stepping;
      } catch (error) {
        if (!signal.aborted) throw error;
      } finally {
        busy = false;
        if (events.length > 0) lastRead = clock.steady();
      }
    },
    close() {
      closed = true;
    },
    get closed() {
      return closed;
    },
    get settled() {
      return settled;
    },
    get busy() {
      return busy;
    },
    get lastRead() {
      return lastRead;
    },
    get behind() {
      return newest === null ? null : Math.max(0, newest - taken);
    },
  };

  function receivedAt(event: ReceivedEventData): number {
    const at = event.enqueuedTimeUtc?.getTime() ?? Number.NaN;
    return Number.isFinite(at) ? at : service.least();
  }
  function rawBody(event: ReceivedEventData): RawBody {
    return { position: event.sequenceNumber, received: receivedAt(event), bytes: bodyBytes(event.body) };
  }
}
