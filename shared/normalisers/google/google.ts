/**
 * Google Workspace to events: Reports API activities of `login`, `user_accounts`, `admin`, `token`, `saml` and `mobile` by table, others
 * kept as `other`; users of the Directory API.
 */

import type { EventBase, IdentityEvent, Normalised, Normaliser, RecordContext, SignIn } from '@gatewatch/domain';
import { plainRoute } from '@gatewatch/domain';
import { parseAddress } from '../address.ts';
import { contentHash } from '../canonical.ts';
import { parseTime } from '../time-text.ts';
import { accountEvents, type ChangeRule } from './account-events.ts';
import { adminEvents } from './admin-events.ts';
import { changeEvent } from './change.ts';
import { directoryUser, isDirectoryUser } from './directory.ts';
import { digits, type Fields, fields, isFields, text } from './fields.ts';
import { contentBegin, eventIdOf, recordIdOf, splitText, versionOf, whoseText } from './ids.ts';
import { mobileRule } from './mobile.ts';
import type { Parameters } from './parameters.ts';
import { partsOf } from './parts.ts';
import { actorOf } from './people.ts';
import { isSaml, readSaml } from './saml.ts';
import { isSignIn, readSignIn } from './sign-in.ts';
import { tokenGrant } from './token.ts';

export const google: Normaliser = {
  provider: 'google',

  recognises(record) {
    if (record.kind === 'admin#reports#activity' || isDirectoryUser(record)) return true;
    const id = record.id;
    return isFields(id) && record.events !== undefined && (id.applicationName !== undefined || id.uniqueQualifier !== undefined);
  },

  normalise(record, context) {
    if (isDirectoryUser(record)) return directoryUser(record, context);
    const id = fields(record.id);
    if (id.time === undefined || id.time === null || id.time === '') return refused('no-time', 'id.time is missing');
    const time = typeof id.time === 'string' ? parseTime(id.time) : null;
    if (time === null) return refused('bad-time', `id.time is ${label(id.time)}`);
    const split = isFields(record.events);
    const list = listOf(record.events);
    if (list.length === 0) return refused('not-a-record', 'an activity without events');
    return { events: eventsOf(record, id, time, String(id.time), split, list, context) };
  },
};

/** Some collectors make a record of each event. */
export function listOf(events: unknown): readonly unknown[] {
  return isFields(events) ? [events] : Array.isArray(events) ? events : [];
}

function eventsOf(
  record: Fields,
  id: Fields,
  time: number,
  timeText: string,
  split: boolean,
  list: readonly unknown[],
  context: RecordContext,
): readonly IdentityEvent[] {
  const gaps: string[] = [];
  const directory = directoryOf(id);
  const application = text(id.applicationName);
  const qualifier = qualifierOf(record, id, gaps);
  const actor = actorOf(fields(record.actor), directory, gaps);
  const ip = addressOf(record.ipAddress, gaps);
  const whose = whoseText(application, actor, ip);
  if (application === null) gaps.push('application-missing');
  return partsOf(list).map(({ name, operation, ordinal, parameters, content }) => {
    const base: EventBase = {
      id: eventIdOf(directory, timeText, qualifier, operation, ordinal, split ? splitText(content) : ''),
      recordId: recordIdOf(timeText, qualifier),
      tenant: context.tenant,
      provider: 'google',
      category: application ?? 'unknown',
      time,
      processed: null,
      hash: versionOf(contentBegin(content), whose),
      gaps: name === null ? [...gaps, 'name-missing'] : gaps,
      actor,
      target: null,
      ip,
      place: null,
      network: null,
    };
    const told =
      application === 'login' && isSignIn(operation)
        ? readSignIn(operation, parameters)
        : application === 'saml' && isSaml(operation)
          ? readSaml(operation, parameters)
          : null;
    if (told !== null) return signInEvent(base, operation, told, qualifier);
    const grant = application === 'token' ? tokenGrant(base, operation, parameters, qualifier) : null;
    if (grant !== null) return grant;
    return changeEvent(base, operation, ruleOf(application, operation, parameters), parameters, qualifier, directory);
  });
}

type Told = ReturnType<typeof readSignIn> & { readonly app?: string | null };

function signInEvent(base: EventBase, code: string, told: Told, qualifier: string): SignIn {
  return {
    ...base,
    kind: 'sign-in',
    interactive: true,
    code,
    client: null,
    device: null,
    session: null,
    appId: null,
    resource: null,
    requestId: qualifier,
    correlationId: qualifier,
    policies: [],
    reportOnly: [],
    route: plainRoute,
    ...told,
    app: told.app ?? null,
  };
}

/** The same account event arrives under `login` and `user_accounts`; a record's `type` may be absent and is never asked. */
function ruleOf(application: string | null, name: string, parameters: Parameters): ChangeRule | null {
  if (application === 'login' || application === 'user_accounts') return accountEvents.get(name) ?? null;
  if (application === 'mobile') return mobileRule(name, parameters);
  return application === 'admin' ? (adminEvents.get(name) ?? null) : null;
}

/** Digits of the qualifier as text; without one the hash of the content stands in (SEMANTICS.md 3.1). */
function qualifierOf(record: Fields, id: Fields, gaps: string[]): string {
  const found = digits(id.uniqueQualifier);
  if (found === null) {
    gaps.push('id-from-content');
    return contentHash(record);
  }
  if (found.rounded) gaps.push('qualifier-rounded');
  return found.text;
}

export function directoryOf(id: Fields): string | null {
  return digits(id.customerId)?.text ?? null;
}

export function addressOf(value: unknown, gaps: string[]): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') {
    gaps.push('address-illegal');
    return null;
  }
  const { ip, gap } = parseAddress(value);
  if (gap !== null) gaps.push(gap);
  return ip;
}

function refused(reason: 'no-time' | 'bad-time' | 'not-a-record', detail: string): Normalised {
  return { quarantined: { reason, detail } };
}

function label(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40).toWellFormed()) : typeof value;
}
