/** A revision of an alert as one line for a person. */

import { type Alert, label } from '@gatewatch/domain';
import { instant } from '../triage/lines.ts';

export function alertLine(alert: Alert): string {
  const what =
    alert.disposition === 'resolved' ? 'over' : alert.disposition === null ? alert.state : `closed as ${alert.disposition}`;
  return [
    instant(alert.lastSeen),
    alert.severity.padEnd(8),
    what.padEnd(9),
    label(alert.subject.key, 80),
    `${label(alert.title, 80)}: ${label(alert.explanation, 400)}`,
    `(${label(alert.id, 60)}, revision ${alert.revision})`,
  ].join('  ');
}
