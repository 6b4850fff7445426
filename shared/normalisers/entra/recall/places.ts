/** The values of a sign-in that differ from record to record, by where they stand. */

import { Hole } from '../../stencil/cut.ts';

/** Values that differ from record to record. What the normaliser reads of one of them must follow from it alone, as `form.ts` and `where.ts` have it. */
export const read = {
  time: 'time',
  callerIp: 'callerIpAddress',
  topCorrelation: 'correlationId',
  id: 'properties.id',
  created: 'properties.createdDateTime',
  name: 'properties.userDisplayName',
  address: 'properties.userPrincipalName',
  userId: 'properties.userId',
  ip: 'properties.ipAddress',
  agent: 'properties.userAgent',
  deviceId: 'properties.deviceDetail.deviceId',
  deviceName: 'properties.deviceDetail.displayName',
  os: 'properties.deviceDetail.operatingSystem',
  browser: 'properties.deviceDetail.browser',
  correlation: 'properties.correlationId',
  request: 'properties.originalRequestId',
  session: 'properties.sessionId',
} as const;
/** Values that differ and that nobody reads. */
const unread = [
  'identity',
  'location',
  'durationMs',
  'properties.location.city',
  'properties.location.state',
  'properties.location.countryOrRegion',
  'properties.location.geoCoordinates.latitude',
  'properties.location.geoCoordinates.longitude',
  'properties.location.geoCoordinates.altitude',
  'properties.processingTimeInMilliseconds',
  'properties.authenticationDetails[].authenticationStepDateTime',
  'properties.signInIdentifier',
  'properties.alternateSignInName',
  'properties.autonomousSystemNumber',
  'properties.uniqueTokenIdentifier',
];
const readHoles: ReadonlySet<string> = new Set(Object.values(read));
const unreadHoles: ReadonlySet<string> = new Set(unread);

export function isHole(path: string, kind: number): boolean {
  return unreadHoles.has(path) || (kind === Hole.text && readHoles.has(path));
}

export type Place = keyof typeof read;

/** Where each stands among the holes of a record; -1 where there is no hole, and the first record holds. */
export type Holes = Readonly<Record<Place, number>>;
