/** Door of the engine: the reference, the worker, and what they are made of. */

export { type AlertContent, alertId, type Case, contentOf } from './case.ts';
export { factsIn, progressIn } from './clock.ts';
export { decodeSubject, encodeSubject } from './codec.ts';
export { asRow, joinCopies } from './copies.ts';
export { createIdentities, type Identities, type Link } from './identity/identities.ts';
export { linkId } from './identity/link-request.ts';
export { createLinkedIdentities, type LinkedIdentities } from './identity/linked-identities.ts';
export { type IdentityRules, normalAddress } from './identity/normal-address.ts';
export { compareRows, keysOf } from './order.ts';
export { emptyProfile, mergeRow, type ProfileBuild } from './profile.ts';
export { fingerprint, type Outcome, type ReferenceSettings, reference } from './reference.ts';
export type { EventSource } from './replay/event-source.ts';
export { externalSort } from './replay/external-sort.ts';
export { mergeSources, OutOfOrder } from './replay/merge-sources.ts';
export { compareReleased, type Sortable } from './replay/released.ts';
export { createReplayLog, replaySource } from './replay/replay-log.ts';
export { isRoutine } from './routine.ts';
export type { EngineSettings } from './settings.ts';
export { type Published, type Subject, subjectKey } from './subject.ts';
export { type VerdictGiven, verdictEvent } from './verdict-event.ts';
export { createWorker, type Worker, type WorkerInput, type WorkerStats } from './worker.ts';
