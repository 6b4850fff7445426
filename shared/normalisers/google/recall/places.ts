/** The values of an activity that differ from record to record, by where they stand. */

import { createPlaces, type Holes as HolesAt } from '../../stencil/places.ts';

/** What the normaliser reads of one of them must follow from it alone, as `form.ts` and `who.ts` have it. */
const read = {
  time: 'id.time',
  qualifier: 'id.uniqueQualifier',
  email: 'actor.email',
  profile: 'actor.profileId',
  ip: 'ipAddress',
} as const;
/** Those that nobody reads; and the qualifier as a number, which may have lost digits. */
const unread = ['etag', 'id.uniqueQualifier', 'networkInfo.ipAsn[]', 'networkInfo.regionCode', 'networkInfo.subdivisionCode'];

export type Place = keyof typeof read;
export type Holes = HolesAt<Place>;

export const places = createPlaces<Place>(read, unread);
