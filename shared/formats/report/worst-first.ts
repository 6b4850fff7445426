import { type Alert, severities } from '@gatewatch/domain';

/** The order of a report: severity, then risk, then the newest; the id decides the rest. */
export function worstFirst(a: Alert, b: Alert): number {
  return (
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    b.risk - a.risk ||
    b.lastSeen - a.lastSeen ||
    (a.id < b.id ? -1 : 1)
  );
}
