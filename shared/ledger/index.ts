/** Door of the ledgers: one port, one contract suite, each implementation by its name. */

export { memoryLedger } from './memory.ts';
export { LedgerUnusable, sqliteLedger } from './sqlite.ts';
