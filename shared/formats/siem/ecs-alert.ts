/** An alert as an ECS document. Its own words stand under `gatewatch`; everything else is ECS. */

import { type Alert, type Evidence, secondMs } from '@gatewatch/domain';
import { ecsSource } from './ecs-source.ts';
import { ecsVersion, iso } from './ecs-version.ts';
import { severityNumbers } from './severity-numbers.ts';
import { techniqueOf } from './techniques.ts';

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ecsAlert(alert: Alert): {
  readonly event: object;
  readonly gatewatch: object;
  readonly [field: string]: unknown;
} {
  const decisive = new Set(alert.evidence.decisive);
  const rows = alert.evidence.events.filter((event) => decisive.has(event.id));
  const last = rows.at(-1);
  const techniques = alert.attack.map(techniqueOf);
  return {
    '@timestamp': iso(alert.lastSeen),
    ecs: { version: ecsVersion },
    message: alert.title,
    event: {
      kind: 'alert',
      category: ['authentication'],
      type: ['info'],
      action: alert.detector.id,
      dataset: 'gatewatch.alerts',
      module: 'gatewatch',
      id: alert.id,
      severity: severityNumbers[alert.severity].elastic,
      risk_score: alert.risk,
      reason: alert.explanation,
      created: iso(alert.detectedAt),
      start: iso(alert.firstSeen),
      end: iso(alert.lastSeen),
    },
    rule: {
      id: alert.detector.id,
      name: alert.title,
      version: String(alert.detector.version),
      category: 'identity',
      ruleset: 'gatewatch',
    },
    threat:
      techniques.length === 0
        ? null
        : {
            framework: 'MITRE ATT&CK',
            technique: { id: techniques.map(({ id }) => id), name: techniques.map(({ name }) => name) },
          },
    user: userOf(alert),
    source: last === undefined ? null : ecsSource(last),
    related: {
      ip: unique(alert.evidence.events.map(({ ip }) => ip)),
      user: unique([alert.subject.key, alert.subject.name]),
    },
    organization: { id: alert.tenant },
    gatewatch: {
      subject: alert.subject.key,
      alert: {
        revision: alert.revision,
        epoch: alert.epoch,
        state: alert.state,
        severity: alert.severity,
        confidence: alert.confidence,
        because: alert.because,
        subject: alert.subject.key,
        subject_kind: alert.subject.kind,
        providers: alert.subject.providers,
        findings: alert.findings,
        evidence: { rows: alert.evidence.rows, record_ids: alert.evidence.events.map(({ recordId }) => recordId) },
        facts: alert.facts.map(({ name, value, unit, threshold, test }) => ({
          name,
          value: String(value),
          unit,
          threshold,
          test,
        })),
        measured: measuredIn(alert),
        baseline: alert.baseline,
        steps: alert.steps,
        cause: alert.cause,
        replaced_by: alert.replacedBy,
        disposition: alert.disposition,
        gaps: alert.gaps,
        delay_seconds: (alert.detectedAt - alert.lastSeen) / secondMs,
        countries: unique(rows.map(countryOf)),
        places: placesOf(rows),
        applications: unique(rows.map(({ app }) => app)),
        devices: unique(rows.map(({ device }) => device)),
      },
    },
  };
}

/** Numbers under names that can be counted by: `certain speed` is `certain_speed`. */
function measuredIn({ facts }: Alert): object {
  return Object.fromEntries(
    facts.flatMap(({ name, value }) => (typeof value === 'number' ? [[name.replaceAll(/\W+/g, '_').toLowerCase(), value]] : [])),
  );
}

function userOf({ subject }: Alert): object {
  const at = subject.key.lastIndexOf('@');
  return {
    name: subject.key,
    email: at > 0 ? subject.key : null,
    domain: at > 0 ? subject.key.slice(at + 1) : null,
    full_name: subject.name,
  };
}

/** Each place once: what a map draws. */
function placesOf(rows: readonly Evidence[]): readonly object[] {
  const found = rows.flatMap(({ place }) => (place === null ? [] : [{ lat: place.latitude, lon: place.longitude }]));
  return [...new Map(found.map((one) => [`${one.lat} ${one.lon}`, one])).values()];
}

function countryOf({ place }: Evidence): string | null {
  return place?.country ?? null;
}

function unique(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
