/** An alert as one line of IBM's Log Event Extended Format, version 2.0, attributes parted by a caret. */

import type { Alert } from '@gatewatch/domain';
import { type CefVersion, causeOf, severityOfWithdrawn } from './cef.ts';
import { inertText } from './inert-json.ts';
import { severityNumbers } from './severity-numbers.ts';

/** Rare in texts, and replaced where it stands in one: LEEF knows no escape. */
const delimiter = '^';
const longest = 900;

export function leefAlert(alert: Alert, version: CefVersion): string {
  const last = alert.evidence.events.findLast(({ id }) => alert.evidence.decisive.includes(id));
  const attributes: readonly (readonly [string, string | number | null | undefined])[] = [
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
  ];
  const header = ['Gatewatch', 'Gatewatch', version.product, alert.detector.id].map((text) =>
    clean(text, 200).replaceAll('|', '/'),
  );
  const written = attributes.flatMap(([key, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${key}=${clean(String(value), longest)}`],
  );
  return `LEEF:2.0|${header.join('|')}|${delimiter}|${written.join(delimiter)}`;
}

function clean(text: string, max: number): string {
  return inertText(text, max).replaceAll(delimiter, ' ');
}
