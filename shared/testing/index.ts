/** Door of the builders: people, places, rows and timelines as data, and the toy detectors of the engine's test bed. */

import type { CountingDetector, Detector } from '@gatewatch/domain';
import { toyAbsence } from './toy-absence.ts';
import { toyBurst } from './toy-burst.ts';
import { toyMirror } from './toy-mirror.ts';
import { toyNewPlace } from './toy-new-place.ts';
import { toySharedAddress } from './toy-shared-address.ts';
import { toySignalled } from './toy-signalled.ts';

export { type ChangeDraft, change } from './change.ts';
export { type City, cities, norway } from './cities.ts';
export { clock, dayOne } from './clock.ts';
export { type EventHubs, type EventHubsPlan, type HubBody, startEventHubs } from './event-hubs.ts';
export { faintWords, headingLevels, namelessControls } from './in-page.ts';
export { type MmdbDraft, type MmdbValue, mmdbFile } from './mmdb-file.ts';
export { type NetworkName, networks } from './networks.ts';
export { eventParcel, exampleParcels, hostileText, parcel, parcelAlert } from './parcels.ts';
export { type IntakeCall, type IntakeFault, type RecordingIntake, recordingIntake } from './recording-intake.ts';
export type { Recorded } from './reports-server/activities.ts';
export { recorded } from './reports-server/activity.ts';
export {
  type Fault as ReportsFault,
  type ListCall,
  type ReportsServer,
  type ReportsServerOf,
  refused,
  reportsServer,
} from './reports-server.ts';
export { laptop, person, type SignInDraft, signIn, stranger } from './sign-in.ts';
export { daily, type Expectation, type Timeline } from './timeline.ts';
export { toyFinding } from './toy-parts.ts';
export { toyAbsence, toyBurst, toyMirror, toyNewPlace, toySharedAddress, toySignalled };

export const toyDetectors: readonly Detector[] = [toyAbsence, toyBurst, toyNewPlace, toySignalled];
export const toyCounting: readonly CountingDetector[] = [toySharedAddress];
