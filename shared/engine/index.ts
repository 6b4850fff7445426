
export { type AlertContent, alertId, type Case, contentOf } from './case.ts';
export { asRow, joinCopies } from './copies.ts';
export { compareRows } from './order.ts';
export { emptyProfile, mergeRow, type ProfileBuild } from './profile.ts';
export { fingerprint, keysOf, type ReferenceSettings, reference } from './reference.ts';
export { isRoutine } from './routine.ts';
