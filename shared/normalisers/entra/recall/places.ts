/** The values of a sign-in that differ from record to record, by where they stand. */

import { createPlaces, type Holes as HolesAt } from '../../stencil/places.ts';

/** Values that differ from record to record. What the normaliser reads of one of them must follow from it alone, as `form.ts` and `where.ts` have it. */
const read = {
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

export type Place = keyof typeof read;
export type Holes = HolesAt<Place>;

export const places = createPlaces<Place>(read, unread);
