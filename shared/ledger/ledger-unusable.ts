/** A ledger that cannot be opened or written: one sentence with what, where and what to do. */
export class LedgerUnusable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'LedgerUnusable';
  }
}
