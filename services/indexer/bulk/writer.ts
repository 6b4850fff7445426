/**
 * The bulk writer: documents go out by size, count or time, several requests at once while the cluster takes them. What it refuses
 * for now is sent again for as long as it takes; what it refuses for ever goes to the quarantine with its reason. Bounded: who brings
 * documents waits for room, so a cluster that fails pauses the intake and loses nothing.
 */

import type { Vitals } from '@gatewatch/domain';
import type { BulkAnswer } from './answer.ts';
import { actionOf, type Document } from './document.ts';
import { createPace } from './pace.ts';

export interface BulkLimits {
  /** Of one request. */
  readonly bytes: number;
  readonly documents: number;
  /** How long a document waits for company. */
  readonly withinMs: number;
  readonly concurrency: number;
  /** Of everything that is held: more is let in only once some has gone. */
  readonly heldBytes: number;
}

export const bulkLimits: BulkLimits = {
  bytes: 5_000_000,
  documents: 2000,
  withinMs: 1000,
  concurrency: 4,
  heldBytes: 64_000_000,
};

export interface Refused {
  readonly document: Document;
  /** The server's own. */
  readonly code: string;
  readonly why: string;
}

export interface BulkWriterPlan {
  /** Sends one bulk of so many documents; settles in time, and rejects only with the signal's reason or a bug. */
  readonly bulk: (body: string, count: number, signal: AbortSignal) => Promise<BulkAnswer>;
  /** Keeps what is refused for ever; tries until it is kept. */
  readonly quarantine: (refused: readonly Refused[], signal: AbortSignal) => Promise<void>;
  readonly vitals: Vitals;
  readonly limits?: Partial<BulkLimits>;
  readonly now?: () => number;
  readonly random?: () => number;
  /** How long what is held may still go out when the writer is closed. */
  readonly farewellMs?: number;
}

export interface BulkWriter extends AsyncDisposable {
  /** May more be brought? */
  readonly hasRoom: boolean;
  /** Resolves when it may. */
  room(): Promise<void>;
  /** Takes them all, and resolves once each is in its index or in the quarantine. Rejects with what ended the writer. */
  write(documents: readonly Document[]): Promise<void>;
  /** Rejects with the bug that ended it. */
  readonly settled: Promise<void>;
}

interface Waiting {
  readonly document: Document;
  readonly bytes: number;
  /** Unix ms. */
  readonly since: number;
  readonly of: Write;
}

/** What one call brought. */
interface Write extends PromiseWithResolvers<void> {
  left: number;
}

const component = 'elasticsearch';
/** Of a document's first line, about. */
const actionBytes = 160;

export function createBulkWriter(plan: BulkWriterPlan): BulkWriter {
  const { bulk, quarantine, vitals, now = Date.now, farewellMs = 5000 } = plan;
  const limits = { ...bulkLimits, ...plan.limits };
  const pace = createPace(limits.concurrency, now, plan.random);
  const ending = new AbortController();
  const ended = Promise.withResolvers<void>();
  ended.promise.catch(() => {}); // who does not ask is not told
  ending.signal.addEventListener('abort', () => {
    for (const write of writes) write.reject(ending.signal.reason);
  });
  const gathering: Waiting[] = [];
  let gatheredBytes = 0;
  /** Refused for now, as they were sent. */
  const again: Waiting[][] = [];
  const writes = new Set<Write>();
  const underWay = new Set<readonly Waiting[]>();
  let heldBytes = 0;
  let hurry = false;
  let timer: NodeJS.Timeout | null = null;
  let rooms = Promise.withResolvers<void>();
  const idle: (() => void)[] = [];

  function pump(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    while (!ending.signal.aborted && underWay.size < pace.concurrency) {
      const waitMs = untilDue();
      if (waitMs > 0) {
        if (Number.isFinite(waitMs)) timer = setTimeout(pump, Math.ceil(waitMs));
        break;
      }
      const batch = again.shift() ?? gather();
      underWay.add(batch);
      send(batch).then(
        () => {
          underWay.delete(batch);
          pump();
        },
        (error: unknown) => {
          if (ending.signal.aborted) return;
          ended.reject(error);
          ending.abort(error);
        },
      );
    }
    measure();
    if (underWay.size === 0 && again.length === 0 && gathering.length === 0) for (const tell of idle.splice(0)) tell();
  }

  /** 0: something is to be sent. Infinity: there is nothing. */
  function untilDue(): number {
    const oldest = gathering[0];
    if (again.length === 0 && oldest === undefined) return Number.POSITIVE_INFINITY;
    const full = gathering.length >= limits.documents || gatheredBytes >= limits.bytes || hurry || again.length > 0;
    const due = full || oldest === undefined ? 0 : oldest.since + limits.withinMs - now();
    return Math.max(due, pace.resumeAt - now(), 0);
  }

  function gather(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const one of gathering) {
      if (count > 0 && (count >= limits.documents || bytes + one.bytes > limits.bytes)) break;
      bytes += one.bytes;
      count++;
    }
    gatheredBytes -= bytes;
    return gathering.splice(0, count);
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    const begun = performance.now();
    const answer = await bulk(batch.map(({ document }) => actionOf(document)).join(''), batch.length, ending.signal);
    vitals.observe('gatewatch_index_seconds', {}, (performance.now() - begun) / 1000);
    if (answer.kind === 'items') return await settle(batch, answer.items);
    if (answer.kind === 'again') {
      putBack(batch, answer.busy);
      return refused(answer);
    }
    const [only] = batch;
    if (batch.length === 1 && only !== undefined) return await settle(batch, [{ ...answer, kind: 'poison' }]);
    putBack(batch, true);
  }

  /** Before everything else; `smaller`: in two halves, because it may be too much at once for ever. */
  function putBack(batch: readonly Waiting[], smaller: boolean): void {
    const middle = smaller ? Math.ceil(batch.length / 2) : batch.length;
    again.unshift(...[batch.slice(0, middle), batch.slice(middle)].filter(({ length }) => length > 0));
  }

  async function settle(batch: readonly Waiting[], items: Extract<BulkAnswer, { kind: 'items' }>['items']): Promise<void> {
    const stored: Waiting[] = [];
    const left: Waiting[] = [];
    const poisoned: { readonly one: Waiting; readonly refused: Refused }[] = [];
    const counts = { created: 0, known: 0 };
    let busy = false;
    let why = '';
    for (const [i, one] of batch.entries()) {
      const item = items[i] ?? { kind: 'again', code: 'no-answer', why: 'the answer has no item for it', busy: false };
      if (item.kind === 'again') {
        left.push(one);
        busy ||= item.busy;
        why = item.why;
      } else if (item.kind === 'poison') {
        poisoned.push({ one, refused: { document: one.document, code: item.code, why: item.why } });
      } else {
        counts[item.kind]++;
        stored.push(one);
      }
    }
    for (const result of ['created', 'known'] as const)
      if (counts[result] > 0) vitals.count('gatewatch_indexed_total', { result }, counts[result]);
    for (const one of stored) release(one);
    if (left.length > 0) {
      putBack(left, busy);
      refused({
        why: `${left.length} of ${batch.length} documents wait (${why})`,
        busy,
        afterMs: null,
        partly: stored.length > 0,
      });
    } else {
      pace.wentWell();
      vitals.healthy(component);
    }
    if (poisoned.length === 0) return;
    await quarantine(
      poisoned.map(({ refused: of }) => of),
      ending.signal,
    );
    vitals.count('gatewatch_indexed_total', { result: 'refused' }, poisoned.length);
    for (const { one } of poisoned) release(one);
  }

  function refused(of: { why: string; busy: boolean; afterMs: number | null; partly?: boolean }): void {
    pace.refused({ partly: false, ...of });
    vitals.count('gatewatch_retries_total', { component });
    vitals.failing(component, `Elasticsearch does not take everything: ${of.why}. It is tried again until it does.`);
  }

  function release(one: Waiting): void {
    heldBytes -= one.bytes;
    one.of.left--;
    if (one.of.left === 0) {
      writes.delete(one.of);
      one.of.resolve();
    }
    if (heldBytes < limits.heldBytes) {
      rooms.resolve();
      rooms = Promise.withResolvers<void>();
    }
  }

  function measure(): void {
    let oldest = now();
    for (const batch of [gathering, ...again, ...underWay]) oldest = Math.min(oldest, batch[0]?.since ?? oldest);
    vitals.set('gatewatch_index_oldest_seconds', {}, (now() - oldest) / 1000);
    vitals.set('gatewatch_index_held_bytes', {}, heldBytes);
    vitals.set('gatewatch_index_concurrency', {}, pace.concurrency);
  }

  return {
    get hasRoom() {
      return heldBytes < limits.heldBytes;
    },
    room: () => (heldBytes < limits.heldBytes ? Promise.resolve() : rooms.promise),
    write(documents) {
      if (documents.length === 0) return Promise.resolve();
      if (ending.signal.aborted) return Promise.reject(ending.signal.reason);
      const of: Write = { ...Promise.withResolvers<void>(), left: documents.length };
      writes.add(of);
      const since = now();
      for (const document of documents) {
        const bytes = Buffer.byteLength(document.body) + actionBytes;
        gathering.push({ document, bytes, since, of });
        gatheredBytes += bytes;
        heldBytes += bytes;
      }
      pump();
      return of.promise;
    },
    settled: ended.promise,
    async [Symbol.asyncDispose]() {
      hurry = true;
      if (!ending.signal.aborted) {
        const empty = new Promise<void>((resolve) => idle.push(resolve));
        pump();
        const late = new Promise<void>((resolve) => setTimeout(resolve, farewellMs).unref());
        await Promise.race([empty, late]);
      }
      ending.abort(new Error('the writer ends'));
      if (timer !== null) clearTimeout(timer);
      ended.resolve();
    },
  };
}
