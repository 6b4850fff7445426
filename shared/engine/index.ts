/** Door of the engine: the reference, the worker, and what they are made of. */

export { type AlertContent, alertId, type Case, contentOf } from './case.ts';
export { decodeSubject, encodeSubject } from './codec.ts';
export { asRow, joinCopies } from './copies.ts';
export { createIdentities, type Identities, type IdentityRules, normalAddress } from './identity/identities.ts';
export { compareRows } from './order.ts';
export { emptyProfile, mergeRow, type ProfileBuild } from './profile.ts';
export { fingerprint, keysOf, type ReferenceSettings, reference } from './reference.ts';
export { externalSort } from './replay/external-sort.ts';
export { type EventSource, mergeSources, TooOld } from './replay/merge-sources.ts';
export { compareReleased } from './replay/released.ts';
export { createReplayLog, replaySource } from './replay/replay-log.ts';
export { isRoutine } from './routine.ts';
export type { EngineSettings } from './settings.ts';
export { createWorker, type Worker, type WorkerInput, type WorkerStats } from './worker.ts';
