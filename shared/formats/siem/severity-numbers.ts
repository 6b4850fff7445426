/** Our four severities as each format counts them. */

import type { Severity } from '@gatewatch/domain';

interface Numbers {
  /** CEF and LEEF: 0 or 1 to 10 (ArcSight CEF guide, IBM LEEF 2.0). */
  readonly ten: number;
  /** Syslog severity (RFC 5424, 6.2.1): 2 critical, 3 error, 4 warning, 5 notice. */
  readonly syslog: number;
  /** event.severity that Elastic's promotion rules map to low, medium, high and critical. */
  readonly elastic: number;
  /** OCSF severity_id: 2 low, 3 medium, 4 high, 5 critical. */
  readonly ocsf: number;
}

export const severityNumbers: Readonly<Record<Severity, Numbers>> = {
  low: { ten: 3, syslog: 5, elastic: 21, ocsf: 2 },
  medium: { ten: 5, syslog: 4, elastic: 47, ocsf: 3 },
  high: { ten: 8, syslog: 3, elastic: 73, ocsf: 4 },
  critical: { ten: 10, syslog: 2, elastic: 99, ocsf: 5 },
};
