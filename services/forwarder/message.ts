/** A parcel in words for people: what, who, where from, why, what to do. Texts are cut and inert; each chat escapes its own signs. */

import { type Alert, label, type Notice, type Parcel, type Severity } from '@gatewatch/domain';
import { inertText } from '@gatewatch/formats';

export interface Message {
  readonly severity: Severity | null;
  readonly headline: string;
  /** Label and text, in the order of reading. */
  readonly lines: readonly (readonly [string, string])[];
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
};
const mostSteps = 5;
const mostNamed = 15;

/** `link`: an address with {id} in it, or undefined. */
export function messageOf(parcel: Parcel, link: string | undefined): Message {
  const { alert, notice } = parcel;
  if (alert === null) return summaryOf(parcel);
  return {
    severity: notice === 'withdrawn' ? null : alert.severity,
    headline: text(`${said[notice]}${alert.title}: ${alert.subject.name ?? alert.subject.key}`, 200),
    lines: linesOf(alert, notice),
    steps: notice === 'withdrawn' ? [] : alert.steps.slice(0, mostSteps).map((step) => text(step, 300)),
    link: link === undefined ? null : link.replaceAll('{id}', encodeURIComponent(alert.id)),
  };
}

function linesOf(alert: Alert, notice: Notice): readonly (readonly [string, string])[] {
  const last = alert.evidence.events.findLast(({ id }) => alert.evidence.decisive.includes(id)) ?? alert.evidence.events.at(-1);
  const place =
    last?.place === undefined || last.place === null
      ? null
      : [last.place.city, last.place.country].filter((one) => one !== null).join(', ');
  const from = [last?.ip ?? null, place, last?.network?.owner ?? null].filter((one) => one !== null && one !== '').join(' · ');
  const withdrawn =
    alert.replacedBy === null
      ? `Taken back because of ${alert.cause ?? 'a later record'}: nothing needs to be done.`
      : `Taken back because of ${alert.cause ?? 'a later record'}; alert ${alert.replacedBy} holds its record now.`;
  const all: readonly (readonly [string, string | null | undefined])[] = [
    ['Why', notice === 'withdrawn' ? withdrawn : alert.explanation],
    ['Severity', `${alert.severity}, risk ${alert.risk} of 100, confidence ${alert.confidence}`],
    [
      'Who',
      alert.subject.key === alert.subject.name || alert.subject.name === null
        ? alert.subject.key
        : `${alert.subject.name} (${alert.subject.key})`,
    ],
    ['Where from', from],
    ['With', [last?.app, last?.device].filter((one) => one !== null && one !== undefined && one !== '').join(' · ')],
    ['When', `${iso(alert.firstSeen)}${alert.firstSeen === alert.lastSeen ? '' : ` to ${iso(alert.lastSeen)}`} UTC`],
    ['Tenant', alert.tenant],
    ['Alert', `${alert.id}, revision ${alert.revision}`],
  ];
  return all.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, text(value, 900)] as const],
  );
}

function summaryOf({ tenant, revision, summarised }: Parcel): Message {
  const counts = new Map<string, number>();
  for (const { title } of summarised) counts.set(title, (counts.get(title) ?? 0) + 1);
  const named = summarised
    .slice(-mostNamed)
    .map(({ title, severity, subject, alert }) => ['·', text(`${title}: ${subject} (${severity}, ${alert})`, 200)] as const);
  const more = summarised.length - named.length;
  return {
    severity: null,
    headline: text(`${summarised.length} more alerts of ${tenant} in one notice`, 200),
    lines: [
      ['In all', `${revision} alerts in this time`],
      ['Kinds', text([...counts].map(([title, count]) => `${title} ×${count}`).join(', '), 900)],
      ...named,
      ...(more > 0 ? ([['·', `and ${more} more`]] as const) : []),
    ],
    steps: [],
    link: null,
  };
}

function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

function text(value: string, max: number): string {
  // As analysts write it: no mail program and no chat makes a link of it.
  return inertText(label(value, max)).replaceAll(/\bhttp(s?):\/\//gi, 'hxxp$1://');
}
