/**
 * Google Workspace to events: Reports API activities of `login`, `user_accounts`, `admin`, `token`, `saml` and `mobile` by table, others
 * kept as `other`; users of the Directory API.
 */

import type { EventBase, IdentityEvent, Normalised, Normaliser, RecordContext, SignIn } from '@gatewatch/domain';
import { hash64, plainRoute } from '@gatewatch/domain';
import { parseAddress } from '../address.ts';
import { contentHash } from '../canonical.ts';
import { parseTime } from '../time-text.ts';
import { accountEvents, type ChangeRule } from './account-events.ts';
import { adminEvents } from './admin-events.ts';
import { changeEvent } from './change.ts';
import { directoryUser, isDirectoryUser } from './directory.ts';
import { digits, type Fields, fields, isFields, text } from './fields.ts';
import { mobileRule } from './mobile.ts';
import { Parameters } from './parameters.ts';
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
    const list: readonly unknown[] = split ? [record.events] : Array.isArray(record.events) ? record.events : [];
    if (list.length === 0) return refused('not-a-record', 'an activity without events');
    return { events: eventsOf(record, id, time, String(id.time), split, list, context) };
  },
};

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
  const directory = digits(id.customerId)?.text ?? null;
  const application = text(id.applicationName);
  const qualifier = qualifierOf(record, id, gaps);
  const actor = actorOf(fields(record.actor), directory, gaps);
  const ip = addressOf(record.ipAddress, gaps);
  if (application === null) gaps.push('application-missing');
  const ordinals = new Map<string, number>();
  return list.map((item) => {
    const event = fields(item);
    const name = text(event.name);
    const operation = name ?? 'unnamed';
    const parameters = new Parameters(event);
    const ordinal = ordinals.get(operation) ?? 0;
    ordinals.set(operation, ordinal + 1);
    const key = `${directory}\0${timeText}\0${qualifier}\0${operation}\0${ordinal}`;
    const content = parameters.content();
    const base: EventBase = {
      id: `google:${hash64(split ? `${key}\0${content}` : key)}`,
      recordId: `${timeText.slice(0, 64)}/${qualifier}`,
      tenant: context.tenant,
      provider: 'google',
      category: application ?? 'unknown',
      time,
      processed: null,
      hash: hash64(`${content}${application}\0${actor?.address}\0${actor?.id}\0${ip}`),
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

function addressOf(value: unknown, gaps: string[]): string | null {
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
