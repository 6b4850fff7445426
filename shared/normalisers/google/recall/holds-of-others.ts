/** Whether a form says of another activity what the normaliser says of it: then nothing but what the form knows follows from the holes. */

import type { JsonObject } from '../../decode/decoded.ts';
import { parseTime } from '../../time-text.ts';
import { fields, isFields } from '../fields.ts';
import { eventsOf, type Form, nowhere } from './form.ts';
import { RecalledActivity } from './recalled-activity.ts';
import { whoOf } from './who.ts';

/** Somebody else, at another time and address. */
const other = {
  time: '2001-02-03T04:05:06.789Z',
  qualifier: '-7203040506070809',
  email: 'Another.One@Gatewatch.Invalid',
  profile: '99999999999999999999',
  ip: '192.0.2.219',
} as const;

export function holdsOfOthers(form: Form, record: JsonObject): boolean {
  const { at } = form;
  const actor = {
    ...fields(record.actor),
    ...(at.email < 0 ? {} : { email: other.email }),
    ...(at.profile < 0 ? {} : { profileId: other.profile }),
  };
  const another = {
    ...record,
    id: { ...fields(record.id), time: other.time, uniqueQualifier: other.qualifier },
    ...(isFields(record.actor) ? { actor } : {}),
    ...(at.ip < 0 ? {} : { ipAddress: other.ip }),
  };
  const who = whoOf(form, fields(another.actor), at.ip < 0 ? record.ipAddress : other.ip);
  const time = parseTime(other.time);
  if (who === null || time === null) return false;
  const said = new RecalledActivity(form, other.time, time, other.qualifier, who).normalise(nowhere);
  return JSON.stringify(said) === JSON.stringify({ events: eventsOf(another) });
}
