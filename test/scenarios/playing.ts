/** Plays a timeline through the reference engine with one detector, and writes down why it stayed silent. */

import { detectors } from '@gatewatch/detectors';
import { type Detector, type Options, optionsOf } from '@gatewatch/domain';
import { type AlertContent, reference } from '@gatewatch/engine';
import type { Timeline } from '@gatewatch/testing';

export interface Played {
  readonly alerts: readonly AlertContent[];
  readonly reasons: ReadonlySet<string>;
}

export function play(timeline: Timeline, detector: Detector, overrides: Options = {}): Played {
  const reasons = new Set<string>();
  const heard: Detector = {
    ...detector,
    judge(row, past, options) {
      const judgement = detector.judge(row, past, options);
      if (judgement.silent !== undefined) reasons.add(judgement.silent);
      return judgement;
    },
  };
  const beside = detectors.filter(({ card }) => timeline.with?.includes(card.id));
  const alerts = reference(timeline.rows, {
    detectors: [
      ...beside.map((other) => ({ detector: other, options: optionsOf(other.card) })),
      { detector: heard, options: optionsOf(detector.card, overrides) },
    ],
    facts: Object.entries(timeline.facts ?? {}).map(([name, value]) => ({ name, value, time: 0 })),
  });
  return { alerts: alerts.filter((alert) => alert.detector.id === detector.card.id), reasons };
}

/** What differs from the expectation, in words; empty where all is as expected. */
export function differences(timeline: Timeline, { alerts, reasons }: Played): readonly string[] {
  const { expect } = timeline;
  if ('quiet' in expect) {
    const loud = alerts.map((alert) => `an alert: ${alert.severity}, ${alert.explanation} [${alert.because.join('; ')}]`);
    const said = expect.quiet === null || reasons.has(expect.quiet);
    return said ? loud : [...loud, `silent for ${[...reasons].join(', ') || 'no reason'}, not for ${expect.quiet}`];
  }
  const [alert] = alerts;
  if (alert === undefined) return [`no alert (silent for ${[...reasons].join(', ') || 'no reason'})`];
  const wrong: string[] = [];
  const compare = (what: string, is: unknown, should: unknown) => {
    if (is !== should) wrong.push(`${what} is ${String(is)}, not ${String(should)}`);
  };
  compare('number of alerts', alerts.length, expect.alerts ?? 1);
  compare('severity', alert.severity, expect.alert);
  const recordOf = new Map(timeline.rows.map((row) => [row.id, row.recordId]));
  compare(
    'decisive',
    alert.evidence.decisive
      .map((id) => recordOf.get(id))
      .sort()
      .join(' '),
    [...expect.decisive].sort().join(' '),
  );
  if (expect.findings !== undefined) compare('findings', alert.findings, expect.findings);
  if (expect.confidence !== undefined) compare('confidence', alert.confidence, expect.confidence);
  if (expect.risk !== undefined) compare('risk', alert.risk, expect.risk);
  for (const [name, value] of Object.entries(expect.facts ?? {})) {
    compare(name, alert.facts.find((fact) => fact.name === name)?.value, value);
  }
  const text = [alert.explanation, ...alert.because].join('\n');
  for (const phrase of expect.says ?? []) if (!text.includes(phrase)) wrong.push(`does not say '${phrase}': ${text}`);
  for (const phrase of expect.saysNot ?? []) if (text.includes(phrase)) wrong.push(`says '${phrase}': ${text}`);
  return wrong;
}
