/** A parcel in words for people: what, who, where from, why, what to do. Texts are cut and inert; each chat escapes its own signs. */

import { type Alert, type Evidence, label, type Notice, type Parcel, type Severity } from '@gatewatch/domain';
import { inertText } from '@gatewatch/formats';

export interface Message {
  readonly severity: Severity | null;
  readonly headline: string;
  /** What it is about, in a sentence or two. */
  readonly lead: string;
  /** Label and text, in the order of reading. */
  readonly lines: readonly (readonly [string, string])[];
  /** What a summary stands for, a text each; empty else. */
  readonly items: readonly string[];
  readonly steps: readonly string[];
  /** Where the alert can be seen; null where no address is configured. */
  readonly link: string | null;
}

const said: Readonly<Record<Notice, string>> = {
  opened: '',
  raised: 'Now more severe: ',
  amended: 'More is known: ',
  withdrawn: 'Withdrawn: ',
  reminder: 'Still open: ',
  summary: '',
  test: 'Test, no alert: ',
  event: '',
};
const mostSteps = 5;
const mostNamed = 15;
const mostPlaces = 3;
const mostBaseline = 3;

/** `link`: an address with {id} in it, or undefined. */
export function messageOf(parcel: Parcel, link: string | undefined): Message {
  const { alert, notice } = parcel;
  if (alert === null) return summaryOf(parcel);
  return {
    severity: notice === 'withdrawn' ? null : alert.severity,
    headline: text(`${said[notice]}${alert.title}: ${alert.subject.name ?? alert.subject.key}`, 200),
    lead: text(notice === 'withdrawn' ? takenBack(alert) : alert.explanation, 900),
    lines: linesOf(alert, notice),
    items: [],
    steps: notice === 'withdrawn' ? [] : alert.steps.slice(0, mostSteps).map((step) => text(step, 300)),
    link: link === undefined ? null : link.replaceAll('{id}', encodeURIComponent(alert.id)),
  };
}

function takenBack({ cause, replacedBy }: Alert): string {
  const why = `Taken back because of ${cause ?? 'a later record'}`;
  return replacedBy === null ? `${why}: nothing needs to be done.` : `${why}; alert ${replacedBy} holds its record now.`;
}

function linesOf(alert: Alert, notice: Notice): readonly (readonly [string, string])[] {
  const { subject, severity, risk, confidence } = alert;
  const decisive = alert.evidence.events.filter(({ id }) => alert.evidence.decisive.includes(id));
  const last = decisive.at(-1) ?? alert.evidence.events.at(-1);
  const rating = `${severity}, risk ${risk} of 100, confidence ${confidence}`;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ['Severity', notice === 'withdrawn' ? `was ${rating}` : rating],
    ['Who', subject.key === subject.name || subject.name === null ? subject.key : `${subject.name} (${subject.key})`],
    ['Where from', placesOf(decisive.length > 0 ? decisive : alert.evidence.events)],
    ['With', [last?.app, last?.device].filter((one) => one !== null && one !== undefined && one !== '').join(' · ')],
    ['When', period(alert.firstSeen, alert.lastSeen)],
    ['Because', notice === 'withdrawn' ? null : alert.because.join('; ')],
    ['Normally', notice === 'withdrawn' ? null : alert.baseline.slice(0, mostBaseline).join('; ')],
    ['ATT&CK', notice === 'withdrawn' ? null : alert.attack.join('; ')],
    ['Tenant', alert.tenant],
    ['Alert', `${alert.id}, revision ${alert.revision}`],
  ];
  return all.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, text(value, 900)] as const],
  );
}

/** Each address once, in the order of time: from where to where is what travel is about. */
function placesOf(events: readonly Evidence[]): string {
  const places = events.map(({ ip, place, network }) => {
    const where = place === null ? null : [place.city, place.country].filter((one) => one !== null).join(', ');
    return [ip, where, network?.owner ?? null].filter((one) => one !== null && one !== '').join(' · ');
  });
  return [...new Set(places)]
    .filter((one) => one !== '')
    .slice(-mostPlaces)
    .join(' → ');
}

function summaryOf({ tenant, revision, summarised }: Parcel): Message {
  const counts = new Map<string, number>();
  for (const { title } of summarised) counts.set(title, (counts.get(title) ?? 0) + 1);
  const named = summarised
    .slice(-mostNamed)
    .map(({ title, severity, subject, alert }) => text(`${title}: ${subject} (${severity}, ${alert})`, 200));
  const more = summarised.length - named.length;
  return {
    severity: null,
    headline: text(`${summarised.length} more alerts of ${tenant} in one notice`, 200),
    lead: `${revision} alerts in this time; these were not told one by one.`,
    lines: [['Kinds', text([...counts].map(([title, count]) => `${title} ×${count}`).join(', '), 900)]],
    items: more > 0 ? [...named, `and ${more} more`] : named,
    steps: [],
    link: null,
  };
}

/** `2026-05-04 08:00:00 to 08:20:00 UTC` within a day. */
function period(from: number, to: number): string {
  const [begin, end] = [iso(from), iso(to)];
  if (begin === end) return `${begin} UTC`;
  return `${begin} to ${end.slice(0, 10) === begin.slice(0, 10) ? end.slice(11) : end} UTC`;
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

function text(value: string, max: number): string {
  // As analysts write it: no mail program and no chat makes a link of it.
  return inertText(label(value, max)).replaceAll(/\bhttp(s?):\/\//gi, 'hxxp$1://');
}
