/** What the activities of one stencil are: their first one, and what of them follows from it. */

import type { Change, Hashed, IdentityEvent, SignIn, TokenGrant } from '@gatewatch/domain';
import type { JsonObject } from '../../decode/decoded.ts';
import type { Cut } from '../../stencil/cut.ts';
import { type Source, sourceOf } from '../../stencil/source.ts';
import { type Fields, fields, isFields, text } from '../fields.ts';
import { directoryOf, google, listOf } from '../google.ts';
import { contentBegin, splitText } from '../ids.ts';
import { type Part, partsOf } from '../parts.ts';
import { type Holes, places } from './places.ts';

export interface Form {
  /** Of the record: all that says whose it is. */
  readonly id: Fields;
  readonly actor: Fields;
  readonly ipAddress: unknown;
  readonly directory: string | null;
  readonly application: string | null;
  readonly models: readonly Model[];
  readonly at: Holes;
  readonly who: Source;
}

/** One event of the activity. */
export interface Model {
  /** In no tenant: all of it but what is in holes holds of each record of the form. */
  readonly event: SignIn | TokenGrant | Change;
  /** Whom it is about is who did it. */
  readonly isOfActor: boolean;
  readonly operation: string;
  readonly ordinal: number;
  readonly split: string;
  readonly content: Hashed;
}

/** Any other key may make a record one of another kind, or an envelope. */
const keys: ReadonlySet<string> = new Set(['kind', 'id', 'etag', 'actor', 'ownerDomain', 'ipAddress', 'networkInfo', 'events']);
export const nowhere = { tenant: '', origin: { source: '', position: 0 }, received: null };

/** null where the record, or what its holes would hold, is no activity without any remark. */
export function formOf(cut: Cut): Form | null {
  const record = cut.value;
  const { kind, id, actor, events, ipAddress } = record;
  if (!Object.keys(record).every((key) => keys.has(key)) || (kind !== undefined && kind !== 'admin#reports#activity'))
    return null;
  const at = places.holesOf(cut);
  if (!isFields(id) || !google.recognises(record) || at.time < 0 || at.qualifier < 0) return null;
  const made = eventsOf(record);
  // A target of its own may be the actor of the next record.
  if (made === null || made.some(({ actor, target }) => target !== null && target !== actor)) return null;
  const parts = partsOf(listOf(events));
  const directory = directoryOf(id);
  const application = text(id.applicationName);
  const said = fields(actor);
  const { email, profileId, ...rest } = said;
  return {
    id: { customerId: id.customerId },
    actor: said,
    ipAddress,
    directory,
    application,
    models: made.flatMap((event, i) => modelOf(event, parts[i], isFields(events))),
    at,
    who: sourceOf(at, whoPlaces, [
      ['activity', directory, application, rest],
      [at.email < 0 && email, at.profile < 0 && profileId, at.ip < 0 && ipAddress],
    ]),
  };
}

const whoPlaces = ['email', 'profile', 'ip'] as const;

function modelOf(event: IdentityEvent, part: Part | undefined, isSplit: boolean): readonly Model[] {
  if (part === undefined || !('correlationId' in event)) return [];
  const { operation, ordinal, content } = part;
  return [
    {
      event,
      isOfActor: event.target !== null,
      operation,
      ordinal,
      content: contentBegin(content),
      split: isSplit ? splitText(content) : '',
    },
  ];
}

/** The events of an activity without any remark, in no tenant; else null. */
export function eventsOf(record: JsonObject): readonly IdentityEvent[] | null {
  const made = google.normalise(record, nowhere);
  return 'events' in made && made.events.every(({ gaps }) => gaps.length === 0) ? made.events : null;
}
