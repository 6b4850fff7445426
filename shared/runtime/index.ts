/** Door of the runtime: configuration, people's mistakes, progress, and what a running service tells of itself. */

export { emptyConfig, loadConfig, type Problem, parseConfig, type ReadConfig, readConfig, refuse } from './config.ts';
export { configReference, exampleConfig } from './config-docs.ts';
export type { GoogleSource } from './config-google.ts';
export type { HttpSettings } from './config-http.ts';
export { type Config, configSchema } from './config-schema.ts';
export { duration } from './config-values.ts';
export { live, Stopped, type Surroundings } from './life.ts';
export { type Listener, listen } from './listener.ts';
export { createLog, type Log } from './log.ts';
export { hostOf, isLoopback } from './loopback.ts';
export { makeFolders } from './make-folders.ts';
export { metricsReference } from './metrics-docs.ts';
export { plainIssue } from './plain-issue.ts';
export { createProgress, type Progress, progressLine } from './progress.ts';
export { type Reach, unprotected } from './protection.ts';
export { reasonOf } from './reason-of.ts';
export { hiding } from './secrets.ts';
export { UserMistake } from './user-mistake.ts';
export { type ComponentHealth, createVitals, type ProcessVitals, type Sample, type VitalsOptions } from './vitals.ts';
