/** Door of the runtime: configuration, people's mistakes, progress. */

export { emptyConfig, loadConfig, parseConfig, reasonOf } from './config.ts';
export { configReference, exampleConfig } from './config-docs.ts';
export { type Config, configSchema } from './config-schema.ts';
export { createLog, type Log } from './log.ts';
export { hostOf, isLoopback } from './loopback.ts';
export { createProgress, type Progress, progressLine } from './progress.ts';
export { UserMistake } from './user-mistake.ts';
