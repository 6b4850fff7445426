/** An alert as an OCSF Detection Finding (class 2004) of schema 1.8.0. */

import { type Alert, severities } from '@gatewatch/domain';
import { ocsfMetadata } from './ocsf-metadata.ts';
import { severityNumbers } from './severity-numbers.ts';
import { techniqueOf } from './techniques.ts';

const classUid = 2004;
/** activity_id: 1 Create, 2 Update, 3 Close. status_id: 1 New, 4 Resolved. confidence_id: 1 Low, 2 Medium, 3 High. */
const activities = {
  open: { id: 1, name: 'Create' },
  amended: { id: 2, name: 'Update' },
  withdrawn: { id: 3, name: 'Close' },
} as const;
const confidences = { low: 1, medium: 2, high: 3 } as const;

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ocsfFinding(alert: Alert): object {
  const activity = activities[alert.state];
  return {
    activity_id: activity.id,
    activity_name: activity.name,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: classUid,
    class_name: 'Detection Finding',
    type_uid: classUid * 100 + activity.id,
    time: alert.detectedAt,
    start_time: alert.firstSeen,
    end_time: alert.lastSeen,
    severity_id: severityNumbers[alert.severity].ocsf,
    severity: capital(alert.severity),
    status_id: alert.state === 'withdrawn' ? 4 : 1,
    status: alert.state === 'withdrawn' ? 'Resolved' : 'New',
    confidence_id: confidences[alert.confidence],
    confidence: capital(alert.confidence),
    risk_score: alert.risk,
    risk_level_id: severities.indexOf(alert.severity) + 1,
    is_alert: true,
    message: alert.explanation,
    metadata: ocsfMetadata(alert.tenant, { uid: `${alert.id}:${alert.revision}` }),
    finding_info: {
      uid: alert.id,
      title: alert.title,
      desc: alert.explanation,
      created_time: alert.detectedAt,
      first_seen_time: alert.firstSeen,
      last_seen_time: alert.lastSeen,
      types: [alert.detector.id],
      analytic: { type_id: 1, type: 'Rule', uid: alert.detector.id, name: alert.title, version: String(alert.detector.version) },
      attacks: alert.attack.map(techniqueOf).map(({ id, name }) => ({ technique: { uid: id, name } })),
      related_events: alert.evidence.events.map(({ recordId, kind }) => ({ uid: recordId, type: kind })),
    },
    evidences: alert.evidence.events.slice(-5).map(({ ip, place, app }) => ({
      src_endpoint: {
        ip,
        location:
          place === null ? null : { country: place.country, city: place.city, lat: place.latitude, long: place.longitude },
      },
      actor: { user: { name: alert.subject.key, full_name: alert.subject.name } },
      api: app === null ? null : { operation: app },
    })),
    observables: observablesOf(alert),
    remediation: { desc: alert.steps.join(' ') },
    unmapped: {
      because: alert.because,
      baseline: alert.baseline,
      gaps: alert.gaps,
      facts: alert.facts,
      cause: alert.cause,
      replaced_by: alert.replacedBy,
    },
  };
}

/** type_id: 2 IP Address, 4 User Name. */
function observablesOf(alert: Alert): readonly object[] {
  const addresses = [...new Set(alert.evidence.events.map(({ ip }) => ip))].filter((ip) => ip !== null).sort();
  return [
    { type_id: 4, type: 'User Name', name: 'actor.user.name', value: alert.subject.key },
    ...addresses.map((ip) => ({ type_id: 2, type: 'IP Address', name: 'src_endpoint.ip', value: ip })),
  ];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
