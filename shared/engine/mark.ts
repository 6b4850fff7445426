/** What the engine remembers beside a row. A mark never changes; those that say the same of plain rows are one object. */

import type { Finding } from '@gatewatch/domain';

/** A finding as it stands on its row. */
export interface RowFinding {
  readonly detector: string;
  readonly version: number;
  readonly joinMs: number;
  readonly epoch: string;
  readonly finding: Finding;
  anchor: string;
  anchorTime: number;
}

export interface Mark {
  readonly findings: readonly RowFinding[];
  readonly timers: readonly { readonly detector: string; readonly at: number }[];
  /** Epoch of the row's last judgement; '': none yet. */
  readonly epoch: string;
  /** Decisive in a final finding of medium or above. */
  readonly suspect: boolean;
  /** Behind the horizon, or cited rows were let go: never judged again. */
  readonly final: boolean;
}

export const none: readonly never[] = [];
const mostEpochs = 1000;
/** By epoch: plain, suspect, final, both. */
const plain = new Map<string, readonly Mark[]>();

export function markOf({ findings, timers, epoch, suspect, final }: Mark): Mark {
  return findings.length === 0 && timers.length === 0
    ? plainMark(epoch, suspect, final)
    : { findings, timers, epoch, suspect, final };
}

export function plainMark(epoch: string, suspect = false, final = false): Mark {
  let marks = plain.get(epoch);
  if (marks === undefined) {
    if (plain.size >= mostEpochs) plain.clear();
    marks = [0, 1, 2, 3].map((flags) => ({
      findings: none,
      timers: none,
      epoch,
      suspect: (flags & 1) !== 0,
      final: (flags & 2) !== 0,
    }));
    plain.set(epoch, marks);
  }
  return marks[(suspect ? 1 : 0) + (final ? 2 : 0)] ?? { findings: none, timers: none, epoch, suspect, final };
}

/** Of a row that was not judged yet. */
export const newMark: Mark = plainMark('');

export function isPlain(mark: Mark): boolean {
  return mark.findings.length === 0 && mark.timers.length === 0;
}

export function finalMark(mark: Mark): Mark {
  if (mark.final) return mark;
  return isPlain(mark) ? plainMark(mark.epoch, mark.suspect, true) : { ...mark, final: true };
}

export function suspectMark(mark: Mark): Mark {
  if (mark.suspect) return mark;
  return isPlain(mark) ? plainMark(mark.epoch, true, mark.final) : { ...mark, suspect: true };
}
