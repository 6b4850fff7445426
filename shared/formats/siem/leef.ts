/** An alert or an event as one line of IBM's Log Event Extended Format, version 2.0, attributes parted by a caret. */

import type { Alert, IdentityEvent } from '@gatewatch/domain';
import { type CefVersion, causeOf, severityOfWithdrawn } from './cef.ts';
import { eventWords } from './event-words.ts';
import { inertText } from './inert-json.ts';
import { severityNumbers } from './severity-numbers.ts';

/** Rare in texts, and replaced where it stands in one: LEEF knows no escape. */
const delimiter = '^';
const longest = 900;

export function leefAlert(alert: Alert, version: CefVersion): string {
  const last = alert.evidence.events.findLast(({ id }) => alert.evidence.decisive.includes(id));
  return line(version, alert.detector.id, [
    ['cat', 'identity'],
    ['devTime', alert.detectedAt],
    ['devTimeFormat', 'epoch'],
    ['sev', alert.state === 'withdrawn' ? severityOfWithdrawn : severityNumbers[alert.severity].ten],
    ['usrName', alert.subject.key],
    ['accountName', alert.subject.name],
    ['src', last?.ip],
    ['identSrc', last?.ip],
    ['policy', alert.detector.id],
    ['alertId', alert.id],
    ['revision', alert.revision],
    ['state', alert.state],
    ['risk', alert.risk],
    ['confidence', alert.confidence],
    ['tenant', alert.tenant],
    ['country', last?.place?.country],
    ['network', last?.network?.owner],
    ['application', last?.app],
    ['attack', alert.attack.join('; ')],
    ['firstSeen', alert.firstSeen],
    ['lastSeen', alert.lastSeen],
    ['withdrawnBy', alert.state === 'withdrawn' ? causeOf(alert) : null],
    ['reason', alert.explanation],
  ]);
}

export function leefEvent(event: IdentityEvent, version: CefVersion): string {
  const words = eventWords(event);
  return line(version, event.kind, [
    ['cat', event.category],
    ['devTime', event.time],
    ['devTimeFormat', 'epoch'],
    ['sev', 1],
    ['usrName', event.actor?.key ?? event.actor?.address],
    ['accountName', event.actor?.name],
    ['target', event.target?.key ?? event.target?.address],
    ['src', event.ip],
    ['identSrc', event.ip],
    ['recordId', event.recordId],
    ['action', words.action],
    ['outcome', words.outcome],
    ['code', words.code],
    ['about', words.about],
    ['tenant', event.tenant],
    ['country', event.place?.country],
    ['network', event.network?.owner],
    ['application', words.app],
    ['secondFactor', event.kind === 'sign-in' ? event.secondFactor : null],
  ]);
}

type Field = readonly [string, string | number | null | undefined];

function line(version: CefVersion, id: string, attributes: readonly Field[]): string {
  const header = ['Gatewatch', 'Gatewatch', version.product, id].map((text) => clean(text, 200).replaceAll('|', '/'));
  const written = attributes.flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${key}=${clean(String(value), longest)}`],
  );
  return `LEEF:2.0|${header.join('|')}|${delimiter}|${written.join(delimiter)}`;
}

function clean(text: string, max: number): string {
  return inertText(text, max).replaceAll(delimiter, ' ');
}
