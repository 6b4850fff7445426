/** An intake in memory that keeps what it was given, and fails or waits on command: what live sources are tested against. */

import type { Intake, LiveSource, LogRecord, RawBody } from '@gatewatch/domain';

export type IntakeCall =
  | { readonly kind: 'take'; readonly source: LiveSource; readonly bodies: readonly RawBody[] }
  | { readonly kind: 'progress'; readonly source: LiveSource; readonly progress: number }
  | { readonly kind: 'idle'; readonly source: LiveSource }
  | { readonly kind: 'control'; readonly records: readonly Exclude<LogRecord, { readonly type: 'event' }>[] };

export interface IntakeFault {
  readonly error: unknown;
  /** How many calls in a row it meets; 1 where not said. */
  readonly times?: number;
  /** `before`, as where not said: nothing was kept. `after`: what was given is durable, and the caller never hears of it. */
  readonly when?: 'before' | 'after';
}

export interface RecordingIntake extends Intake {
  /** Every call that became durable, in order. */
  readonly calls: readonly IntakeCall[];
  /** Texts of all bodies taken of the source, in order. */
  texts(source: string): readonly string[];
  /** The next calls of the kind reject. */
  fail(kind: IntakeCall['kind'], fault: IntakeFault): void;
  /** Calls of the kind wait from now on, as under back-pressure, until the function that comes back is called. */
  hold(kind: IntakeCall['kind']): () => void;
}

export function recordingIntake(): RecordingIntake {
  const calls: IntakeCall[] = [];
  const faults = new Map<IntakeCall['kind'], { readonly fault: IntakeFault; left: number }>();
  const gates = new Map<IntakeCall['kind'], Promise<void>>();
  const called = async (call: IntakeCall, signal?: AbortSignal): Promise<void> => {
    await open(gates.get(call.kind), signal);
    signal?.throwIfAborted();
    const planned = faults.get(call.kind);
    const hit = planned !== undefined && planned.left-- > 0 ? planned.fault : null;
    if (hit !== null && hit.when !== 'after') throw hit.error;
    calls.push(call);
    if (hit !== null) throw hit.error;
  };
  return {
    calls,
    texts: (source) =>
      calls.flatMap((call) =>
        call.kind === 'take' && call.source.name === source
          ? call.bodies.map(({ bytes }) => new TextDecoder().decode(bytes))
          : [],
      ),
    fail: (kind, fault) => void faults.set(kind, { fault, left: fault.times ?? 1 }),
    hold(kind) {
      const { promise, resolve } = Promise.withResolvers<void>();
      gates.set(kind, promise);
      return () => {
        gates.delete(kind);
        resolve();
      };
    },
    async take(source, bodies, signal) {
      await called({ kind: 'take', source, bodies }, signal);
      return { records: bodies.length, events: bodies.length, quarantined: 0 };
    },
    progress: (source, progress, signal) => called({ kind: 'progress', source, progress }, signal),
    idle: (source, signal) => called({ kind: 'idle', source }, signal),
    control: (records, signal) => called({ kind: 'control', records }, signal),
    async [Symbol.asyncDispose]() {},
  };
}

/** Rejects with the signal's reason where it is aborted before the gate opens. */
async function open(gate: Promise<void> | undefined, signal: AbortSignal | undefined): Promise<void> {
  if (gate === undefined) return;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([gate, promise]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
