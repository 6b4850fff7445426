/** Verdicts that analysts give while it runs, out of the ledger's own list into the log: at once where there is something new. */

import type { Ledger, LogRecord } from '@gatewatch/domain';
import { verdictRecords } from '../triage/give-verdict.ts';

export interface VerdictFeed {
  look(): Promise<void>;
}

/** `apply`: each verdict's stamp makes a second time harmless. */
export function createVerdictFeed(ledger: Ledger, apply: (records: readonly LogRecord[]) => Promise<void>): VerdictFeed {
  let known = -1;
  return {
    async look() {
      const all = await verdictRecords(ledger);
      if (all.length === known) return;
      await apply(known < 0 ? all : all.slice(known));
      known = all.length;
    },
  };
}
