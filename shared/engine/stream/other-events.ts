/** The fields of every kind but the sign-in, in the order in which they travel. The compiler sees that none is forgotten. */

import type {
  Change,
  EventBase,
  EventKind,
  IdentityEvent,
  Signal,
  Snapshot,
  Timer,
  TokenGrant,
  Verdict,
} from '@gatewatch/domain';
import { riskOf, riskTuple } from './part-codec.ts';
import { flag, list, number, type Read, text, textOrNull, texts, Unreadable, word, wordOrNull } from './readers.ts';

interface Field<T> {
  readonly read: Read<T>;
  readonly write: (value: T) => unknown;
}
type FieldsOf<E> = { readonly [K in Exclude<keyof E, keyof EventBase | 'kind'>]: Field<E[K]> };

const asIs = <T>(read: Read<T>): Field<T> => ({ read, write: (value) => value });
const asWord = <T extends string>(): Field<T> => ({ read: (value) => word<T>(value), write: (value) => value });
const asWordOrNull = <T extends string>(): Field<T | null> => ({
  read: (value) => wordOrNull<T>(value),
  write: (value) => value,
});
const asText = asIs(text);
const asTextOrNull = asIs(textOrNull);
const asTexts = asIs(texts);
const asNumber = asIs(number);
const asFlag: Field<boolean> = { read: flag, write: (value) => (value ? 1 : 0) };
const asRisk: Field<TokenGrant['risk']> = { read: riskOf, write: riskTuple };

const change: FieldsOf<Change> = {
  operation: asText,
  result: asWord(),
  action: asWord(),
  subjectOf: asTextOrNull,
  before: asTextOrNull,
  after: asTextOrNull,
  correlationId: asTextOrNull,
  session: asIs(() => null),
};

const tokenGrant: FieldsOf<TokenGrant> = {
  grant: asWord(),
  outcome: asWord(),
  failure: asWordOrNull(),
  code: asText,
  app: asTextOrNull,
  appId: asTextOrNull,
  resource: asTextOrNull,
  scopes: asTexts,
  credential: asTextOrNull,
  client: asTextOrNull,
  correlationId: asTextOrNull,
  risk: asRisk,
};

const snapshot: FieldsOf<Snapshot> = {
  of: asWord(),
  name: asTextOrNull,
  states: {
    write: (states) => states.map(({ fact, about, value }) => [fact, about, value]),
    read: (value) =>
      list(value).map((one) => {
        const [fact, about, said] = list(one);
        return { fact: word(fact), about: textOrNull(about), value: textOrNull(said) };
      }),
  },
};

const signal: FieldsOf<Signal> = { detector: asText, count: asNumber, withdrawn: asFlag };
const timer: FieldsOf<Timer> = { detector: asText, askedBy: asText };
const verdict: FieldsOf<Verdict> = {
  alert: asText,
  disposition: asWord(),
  note: asText,
  analyst: asTextOrNull,
  places: asTexts,
  devices: asTexts,
};

/** They begin with their kind; a vendor's events have it behind the base. Evidence is the same text on either side of a log. */
const madeHere: ReadonlySet<EventKind> = new Set(['signal', 'timer', 'verdict']);

type AnyField = readonly [string, Field<unknown>];
type OtherKind = Exclude<EventKind, 'sign-in'>;

const fieldsOf: Readonly<Record<OtherKind, readonly AnyField[]>> = {
  'factor-change': inOrder(change),
  'device-registration': inOrder(change),
  'policy-change': inOrder(change),
  'role-change': inOrder(change),
  consent: inOrder(change),
  'account-change': inOrder(change),
  'mail-change': inOrder(change),
  'session-end': inOrder(change),
  'risk-signal': inOrder(change),
  other: inOrder(change),
  'token-grant': inOrder(tokenGrant),
  snapshot: inOrder(snapshot),
  signal: inOrder(signal),
  timer: inOrder(timer),
  verdict: inOrder(verdict),
};

export function otherFields(event: Exclude<IdentityEvent, { readonly kind: 'sign-in' }>): readonly unknown[] {
  const values = event as unknown as Readonly<Record<string, unknown>>;
  return fieldsOf[event.kind].map(([name, { write }]) => write(values[name]));
}

/** Throws Unreadable. */
export function readOther(kind: OtherKind, base: EventBase, values: readonly unknown[]): IdentityEvent {
  if (!Object.hasOwn(fieldsOf, kind)) throw new Unreadable(`there is no kind of event ${kind}`);
  const event: Record<string, unknown> = madeHere.has(kind) ? { kind, ...base } : { ...base, kind };
  fieldsOf[kind].forEach(([name, { read }], i) => {
    event[name] = read(values[i]);
  });
  return event as unknown as IdentityEvent;
}

function inOrder<E>(fields: FieldsOf<E>): readonly AnyField[] {
  return Object.entries(fields) as unknown as readonly AnyField[];
}
