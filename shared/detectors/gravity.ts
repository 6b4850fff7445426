/** Severity in steps, and the risk (0–100) that each stands for. */

import { type Severity, severities } from '@gatewatch/domain';

export const baseRisk: Readonly<Record<Severity, number>> = { low: 20, medium: 45, high: 70, critical: 90 };

/** `steps` up or down, never past either end. */
export function stepped(severity: Severity, steps: number): Severity {
  const place = severities.indexOf(severity) + steps;
  return severities[Math.min(severities.length - 1, Math.max(0, place))] ?? severity;
}
