/** Door of the ledgers and the small stores: one port each, one contract suite each, each implementation by its name. */

export { memoryDeliveries } from './deliveries/memory.ts';
export { sqliteDeliveries } from './deliveries/sqlite.ts';
export { memoryEventLog } from './event-log/memory.ts';
export { sqliteEventLog } from './event-log/sqlite.ts';
export { LedgerUnusable } from './ledger-unusable.ts';
export { memoryLedger } from './memory.ts';
export { memoryBookmarks } from './memory-bookmarks.ts';
export { memoryLinks } from './memory-links.ts';
export { redisBookmarks } from './redis/bookmarks.ts';
export { redisClient } from './redis/client.ts';
export { openRedis, type RedisStore } from './redis/connection.ts';
export { redisDeliveries } from './redis/deliveries.ts';
export { redisLedger } from './redis/ledger.ts';
export { redisLinks } from './redis/links.ts';
export { type RedisSettings, redisDefaults } from './redis/settings.ts';
export { sqliteLedger } from './sqlite.ts';
export { sqliteBookmarks } from './sqlite-bookmarks.ts';
export { sqliteLinks } from './sqlite-links.ts';
