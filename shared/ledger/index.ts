/** Door of the ledgers and the small stores: one port each, one contract suite each, each implementation by its name. */

export { memoryLedger } from './memory.ts';
export { memoryBookmarks } from './memory-bookmarks.ts';
export { memoryLinks } from './memory-links.ts';
export { sqliteLedger } from './sqlite.ts';
export { sqliteBookmarks } from './sqlite-bookmarks.ts';
export { LedgerUnusable } from './sqlite-database.ts';
export { sqliteLinks } from './sqlite-links.ts';
