/** An alert or an event as one line of ArcSight's Common Event Format, version 0. */

import { isIPv6 } from 'node:net';
import type { Alert, IdentityEvent } from '@gatewatch/domain';
import { eventWords } from './event-words.ts';
import { inertText } from './inert-json.ts';
import { severityNumbers } from './severity-numbers.ts';

export interface CefVersion {
  /** Of Gatewatch, in the header. */
  readonly product: string;
}

/** A text is cut at so many characters, the explanation later: even where all of it is escaped, a line stays below 8,192, which collectors take. */
const longest = 270;
const longestMessage = 900;
/** Of ten: it tells that nothing needs to be done. */
export const severityOfWithdrawn = 1;

export function cefAlert(alert: Alert, version: CefVersion): string {
  const last = alert.evidence.events.findLast(({ id }) => alert.evidence.decisive.includes(id));
  const header = [
    'Gatewatch',
    'Gatewatch',
    version.product,
    alert.detector.id,
    alert.state === 'withdrawn' ? `Withdrawn: ${alert.title}` : alert.title,
    String(alert.state === 'withdrawn' ? severityOfWithdrawn : severityNumbers[alert.severity].ten),
  ];
  return line(header, [
    ['externalId', alert.id],
    ['rt', alert.detectedAt],
    ['start', alert.firstSeen],
    ['end', alert.lastSeen],
    ['cnt', alert.findings],
    ['cat', 'identity'],
    ['act', alert.state],
    ['outcome', last?.outcome],
    ['suser', alert.subject.key],
    ['suid', alert.subject.name],
    ...addressOf(last?.ip ?? null),
    ['reason', alert.state === 'withdrawn' ? causeOf(alert) : alert.because.join('; ')],
    [
      'msg',
      alert.state === 'withdrawn' ? `Taken back because of ${causeOf(alert)}. It said: ${alert.explanation}` : alert.explanation,
    ],
    ['cs1Label', 'attack'],
    ['cs1', alert.attack.join('; ')],
    ['cs2Label', 'tenant'],
    ['cs2', alert.tenant],
    ['cs3Label', 'country'],
    ['cs3', last?.place?.country],
    ['cs4Label', 'network'],
    ['cs4', last?.network?.owner],
    ['cs5Label', 'application'],
    ['cs5', last?.app],
    ['cs6Label', 'confidence'],
    ['cs6', alert.confidence],
    ['cn1Label', 'revision'],
    ['cn1', alert.revision],
    ['cn2Label', 'risk'],
    ['cn2', alert.risk],
  ]);
}

/** Severity 1 of 10: an event is no finding. */
export function cefEvent(event: IdentityEvent, version: CefVersion): string {
  const words = eventWords(event);
  return line(
    ['Gatewatch', 'Gatewatch', version.product, event.kind, words.action, '1'],
    [
      ['externalId', event.recordId],
      ['rt', event.time],
      ['cat', event.category],
      ['act', words.action],
      ['outcome', words.outcome],
      ['reason', words.code],
      ['suser', event.actor?.key ?? event.actor?.address],
      ['suid', event.actor?.id],
      ['duser', event.target?.key ?? event.target?.address],
      ['duid', event.target?.id],
      ...addressOf(event.ip),
      ['cs1Label', 'about'],
      ['cs1', words.about],
      ['cs2Label', 'tenant'],
      ['cs2', event.tenant],
      ['cs3Label', 'country'],
      ['cs3', event.place?.country],
      ['cs4Label', 'network'],
      ['cs4', event.network?.owner],
      ['cs5Label', 'application'],
      ['cs5', words.app],
      ['cs6Label', 'secondFactor'],
      ['cs6', event.kind === 'sign-in' ? event.secondFactor : null],
    ],
  );
}

type Field = readonly [string, string | number | null | undefined];

/** A label without its value goes too. */
function line(header: readonly string[], extension: readonly Field[]): string {
  const empty = (value: Field[1]) => value === null || value === undefined || value === '';
  const written = extension.flatMap(([key, value], i) => {
    const labelled = key.endsWith('Label') ? extension[i + 1]?.[1] : value;
    if (empty(labelled)) return [];
    return [`${key}=${escapeExtension(inertText(String(value), key === 'msg' ? longestMessage : longest))}`];
  });
  return `CEF:0|${header.map((text) => escapeHeader(inertText(text, 200))).join('|')}|${written.join(' ')}`;
}

/** Why an alert was taken back, and which one holds its record now. */
export function causeOf({ cause, replacedBy }: Alert): string {
  const why = cause ?? 'a later record';
  return replacedBy === null ? why : `${why}, in alert ${replacedBy} now`;
}

/** IPv6 has a field of its own, which `src` does not take. */
function addressOf(ip: string | null): readonly (readonly [string, string])[] {
  if (ip === null) return [];
  return isIPv6(ip)
    ? [
        ['c6a2Label', 'Source IPv6 Address'],
        ['c6a2', ip],
      ]
    : [['src', ip]];
}

/** A backslash and a pipe are escaped in the header; line ends are gone already. */
function escapeHeader(text: string): string {
  return text.replaceAll(/[\\|]/g, (sign) => `\\${sign}`);
}

/** A backslash and an equals sign are escaped in the extension. */
function escapeExtension(text: string): string {
  return text.replaceAll(/[\\=]/g, (sign) => `\\${sign}`);
}
