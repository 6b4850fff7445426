/** What a destination is told, and when. */

import type { Alert, EventKind, IdentityEvent, Severity } from '@gatewatch/domain';
import { severities } from '@gatewatch/domain';
import type { Window } from './sending/window.ts';

/** Most notices of a tenant in a window; the rest becomes one summary at its end. A digest has 0. */
export interface Flood {
  readonly most: number;
  readonly window: Window;
  /** From this severity on an alert is told at once and not counted; null: none is. */
  readonly atOnce: Severity | null;
}

export interface Rule {
  /** The destination's name. */
  readonly name: string;
  readonly severity: Severity;
  /** Detector ids, tenants and subject keys it is told of; empty: all. */
  readonly detectors: readonly string[];
  readonly tenants: readonly string[];
  readonly subjects: readonly string[];
  /** Amendments wait for so long, and the newest revision is sent. */
  readonly coalesceMs: number;
  /** A critical alert that nobody closed is told of again after so long, then after twice as long; null: never. */
  readonly remindMs: number | null;
  /** What was owed for so long is given up. */
  readonly giveUpMs: number;
  /** How long what is not critical waits for more, so that they go in one call. */
  readonly gatherMs: number;
  /** False: it is told of events alone. */
  readonly alerts: boolean;
  /** Kinds of events it is told of; none: of alerts alone. */
  readonly events: readonly EventKind[];
  /** Null: neither cap nor digest. */
  readonly flood: Flood | null;
}

export function isFor(rule: Rule, alert: Alert): boolean {
  return (
    rule.alerts &&
    severities.indexOf(alert.severity) >= severities.indexOf(rule.severity) &&
    has(rule.detectors, alert.detector.id) &&
    has(rule.tenants, alert.tenant) &&
    has(rule.subjects, alert.subject.key)
  );
}

export function isForEvent({ events, tenants, subjects }: Rule, { kind, tenant, actor, target }: IdentityEvent): boolean {
  const people = [actor?.key, target?.key].filter((key) => key !== null && key !== undefined);
  return events.includes(kind) && has(tenants, tenant) && (subjects.length === 0 || people.some((key) => subjects.includes(key)));
}

function has(list: readonly string[], one: string): boolean {
  return list.length === 0 || list.includes(one);
}
