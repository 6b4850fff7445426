/** What a worker is told: detectors with options, lateness, epoch. All of it is part of the epoch of its judgements. */

import type { CountingDetector, Detector, EventKind, Options } from '@gatewatch/domain';
import type { Asked, Judging } from './judging.ts';

export interface EngineSettings {
  readonly detectors: readonly { readonly detector: Detector; readonly options: Options }[];
  readonly counting: readonly CountingDetector[];
  /** Lateness bound of a source in ms; 0 in replay, where the sorter has waited. */
  readonly latenessMs: (source: string) => number;
  readonly epoch: string;
  /** Detectors of other epochs that the log still names, so that a log read again is judged as it was; default: those above. */
  readonly detectorsOf?: (epoch: string) => EngineSettings['detectors'] | undefined;
  /** Unix ms: what lies before only teaches; null: everything is judged. */
  readonly judgeFrom: number | null;
  /**
   * Log records between commits, even where a batch has a finding; default 0: a batch with a finding commits at once. A
   * replay, which starts again from its files, sets it high.
   */
  readonly commitEvery?: number;
  /**
   * Events that may wait, so that those of a subject are judged one after another; they come to the same as in the order of the log. Default
   * 0: all that is applied at once is judged before that returns. Beyond it a commit judges what waits, and what would be judged otherwise.
   */
  readonly judgeTogether?: number;
  /** Subjects kept in memory between commits; default 20,000. */
  readonly hotSubjects?: number;
  /**
   * Bytes of memory that they may take, about, and as many again what waits (`judgeTogether`); default: any number. Where `commitEvery` is
   * set, more than so many commit at once, for only what is written can be let go of; a ledger that takes subjects ahead of the commit
   * (`Partition.ahead`) takes them instead.
   */
  readonly hotBytes?: number;
}

export function judgingOf(settings: EngineSettings, epoch: string, silence: (detector: string, reason: string) => void): Judging {
  const detectors = settings.detectorsOf?.(epoch) ?? settings.detectors;
  const byKind = new Map<EventKind, Asked[]>();
  for (const asked of detectors) {
    for (const kind of asked.detector.card.kinds) {
      const list = byKind.get(kind) ?? [];
      list.push(asked);
      byKind.set(kind, list);
    }
  }
  const byId = new Map(detectors.map((asked) => [asked.detector.card.id, asked]));
  return { byKind, byId, judgeFrom: settings.judgeFrom, silence };
}
