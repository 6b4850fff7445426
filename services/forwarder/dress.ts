/** A parcel as a destination may see it: without what is redacted, persons by pseudonym where it has a key. Pure. */

import type { Alert, Evidence, Parcel } from '@gatewatch/domain';
import type { CommonOptions } from './common-options.ts';
import { dressEvent } from './dress-event.ts';
import { type Hides, pseudonym, struck } from './pseudonym.ts';

export type Dress = Pick<CommonOptions, 'redact' | 'pseudonyms'>;

export function dress(parcel: Parcel, { redact, pseudonyms }: Dress): Parcel {
  if (redact.length === 0 && pseudonyms === undefined) return parcel;
  const hides = (what: Dress['redact'][number]) => redact.includes(what);
  const replaced = parcel.alert === null ? new Map<string, string>() : replacements(parcel.alert, hides, pseudonyms);
  const text = (value: string) => replace(value, replaced);
  const alert = parcel.alert === null ? null : dressed(parcel.alert, hides, text, pseudonyms !== undefined);
  const event = parcel.event === undefined ? {} : { event: dressEvent(parcel.event, hides, pseudonyms) };
  const subjectOf = (subject: string) =>
    pseudonyms !== undefined ? pseudonym(subject, pseudonyms) : hides('address') ? struck : subject;
  return {
    ...parcel,
    alert,
    ...event,
    summarised: parcel.summarised.map((one) => ({ ...one, subject: subjectOf(one.subject) })),
  };
}

/** Texts of the alert that must not be seen, longest first, so that no part of one survives. */
function replacements(alert: Alert, hides: Hides, key: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (value: string | null, by: string) => {
    if (value !== null && value !== '') found.set(value, by);
  };
  const person = (value: string) => (key === undefined ? struck : pseudonym(value, key));
  const people = [
    alert.subject.key,
    ...alert.entities.filter(({ type }) => type === 'user' || type === 'account').map(({ value }) => value),
  ];
  if (key !== undefined || hides('address')) for (const one of people) add(one, person(one));
  if (key !== undefined || hides('name')) add(alert.subject.name, key === undefined ? struck : person(alert.subject.key));
  for (const event of alert.evidence.events) {
    if (hides('ip')) add(event.ip, struck);
    if (hides('device')) add(event.device, struck);
    if (hides('place')) add(event.place?.city ?? null, struck);
  }
  if (hides('ip')) for (const { type, value } of alert.entities) if (type === 'ip') add(value, struck);
  return new Map([...found].sort(([a], [b]) => b.length - a.length));
}

function dressed(alert: Alert, hides: Hides, text: (value: string) => string, pseudonymous: boolean): Alert {
  const rows =
    hides('rows') || pseudonymous || hides('address') || hides('name') || hides('ip') || hides('device') || hides('place');
  const event = (one: Evidence): Evidence => ({
    ...one,
    ip: hides('ip') ? null : one.ip,
    place: hides('place') ? null : one.place,
    device: hides('device') ? null : one.device,
    row: rows ? null : one.row, // a record names the person, the address and the device in many fields
  });
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, deep(one)]));
    return value;
  };
  const plain: Alert = { ...alert, evidence: { ...alert.evidence, events: alert.evidence.events.map(event) } };
  return deep(plain) as Alert; // texts for texts, in the same shape
}

function replace(value: string, replaced: ReadonlyMap<string, string>): string {
  let text = value;
  for (const [from, by] of replaced) text = text.replaceAll(from, by);
  return text;
}
