/** What an analyst sees: findings of one detector and subject that belong together, with the evidence copied in. */

import type { Fact, Severity } from './detector.ts';

export interface Evidence {
  readonly id: string;
  readonly recordId: string;
  readonly provider: string;
  readonly kind: string;
  /** Unix ms inside; ISO 8601 in files. */
  readonly time: number;
  readonly ip: string | null;
  readonly place: {
    readonly country: string;
    readonly city: string | null;
    readonly latitude: number;
    readonly longitude: number;
    readonly radiusKm: number;
  } | null;
  readonly network: { readonly asn: number | null; readonly owner: string | null; readonly class: string } | null;
  readonly device: string | null;
  readonly app: string | null;
  readonly outcome: string;
  readonly code: string | null;
  readonly secondFactor: string | null;
  /** The row as the detector saw it, from which `gatewatch verify` computes the facts again. */
  readonly row: unknown;
}

export interface Alert {
  readonly schema: 1;
  readonly id: string;
  readonly revision: number;
  readonly epoch: string;
  readonly detector: { readonly id: string; readonly version: number };
  readonly title: string;
  readonly explanation: string;
  readonly severity: Severity;
  readonly risk: number;
  readonly confidence: 'low' | 'medium' | 'high';
  readonly because: readonly string[];
  readonly tenant: string;
  readonly subject: {
    readonly key: string;
    readonly name: string | null;
    readonly providers: readonly string[];
    readonly kind: string;
  };
  readonly entities: readonly { readonly type: string; readonly value: string }[];
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly detectedAt: number;
  /** Time of the anchor record when the alert was first published: never changes. Absent in what older releases wrote. */
  readonly anchoredAt?: number;
  readonly findings: number;
  readonly evidence: { readonly rows: number; readonly decisive: readonly string[]; readonly events: readonly Evidence[] };
  readonly facts: readonly Fact[];
  readonly baseline: readonly string[];
  readonly attack: readonly string[];
  readonly steps: readonly string[];
  readonly state: 'open' | 'amended' | 'withdrawn';
  /** On a withdrawal: the record that caused it, and the alert that now holds the anchor record. */
  readonly cause: string | null;
  readonly replacedBy: string | null;
  readonly disposition: string | null;
  readonly gaps: readonly string[];
}
