/** The life of a service: it works until a signal asks it to stop, and stops within its grace. */

export interface Surroundings {
  once(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(status: number): void;
  /** One sentence for a person. */
  tell(sentence: string): void;
}

/** Kubernetes grants 30 s before SIGKILL, Docker 10 s ("docker container stop"). */
const graceMs = 10_000;
/** What is still open when the work has ended, such as a client that tries again to reach a server, keeps the process so long. */
const leftOpenMs = 2000;
/** Exit status of a program that a signal ended: 128 and its number. */
const statusOf = { SIGINT: 130, SIGTERM: 143 } as const;
type Asked = keyof typeof statusOf;

/**
 * SIGTERM or SIGINT aborts `work`'s signal; work then ends in its own time, within 10 s. A second signal ends the process at
 * once, with 128 and its number; work that overruns its grace is ended with 1, and loses nothing that was committed. Once it has ended,
 * nothing keeps the process for long.
 */
export async function live(
  work: (signal: AbortSignal) => Promise<void>,
  surroundings: Surroundings = ofProcess,
  grace = graceMs,
  leftOpen = leftOpenMs,
): Promise<void> {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const asked = (signal: Asked) => {
    if (stopping.signal.aborted) return surroundings.exit(statusOf[signal]);
    surroundings.once(signal, listeners[signal]);
    timer = setTimeout(() => {
      surroundings.tell(
        `It did not stop within ${grace / 1000} s and is ended: what was committed stands, the rest is read again.`,
      );
      surroundings.exit(1);
    }, grace);
    stopping.abort(new Stopped(signal));
  };
  const listeners = { SIGINT: () => asked('SIGINT'), SIGTERM: () => asked('SIGTERM') };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) surroundings.once(signal, listeners[signal]);
  try {
    await work(stopping.signal);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    clearTimeout(timer);
    if (stopping.signal.aborted) setTimeout(() => surroundings.exit(Number(process.exitCode ?? 0)), leftOpen).unref();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) surroundings.off(signal, listeners[signal]);
  }
}

/** Why the signal of `live` was aborted: no failure. */
export class Stopped extends Error {
  constructor(signal: string) {
    super(`${signal} asked to stop`);
    this.name = 'Stopped';
  }
}

const ofProcess: Surroundings = {
  once: (signal, listener) => process.once(signal, listener),
  off: (signal, listener) => process.off(signal, listener),
  exit: (status) => process.exit(status),
  tell: (sentence) => void process.stderr.write(`gatewatch: ${sentence}\n`),
};
