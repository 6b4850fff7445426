/** Fields of an alert: ECS, and our own under `gatewatch`. What fills them is ecs-alert.ts, and the forwarder's own notices. */

import { ecsFields } from './ecs-fields.ts';
import { type Fields, joined } from './fields.ts';

/** Facts that are numbers, by the names that detectors give them: one line a name. */
const measured: Fields = {
  approval_to_registration: 'double',
  attempts_while_blocked: 'double',
  certain_distance: 'double',
  certain_speed: 'double',
  devices: 'double',
  distance: 'double',
  entered_to_used: 'double',
  prompt_to_approval: 'double',
  prompts: 'double',
  radii: 'double',
  registrations: 'double',
  report_to_registration: 'double',
  reports: 'double',
  reset_to_registration: 'double',
  sign_in_to_registration: 'double',
  span: 'double',
  stop_to_success: 'double',
  time_between: 'double',
};

const own: Fields = {
  event: { severity: 'long', risk_score: 'double', reason: 'text', start: 'date', end: 'date' },
  rule: { id: 'keyword', name: 'keyword', version: 'keyword', category: 'keyword', ruleset: 'keyword' },
  threat: { framework: 'keyword', technique: { id: 'keyword', name: 'keyword' } },
  gatewatch: {
    notice: 'keyword',
    count: 'long',
    alerts: {
      alert: 'keyword',
      revision: 'long',
      title: 'keyword',
      detector: 'keyword',
      severity: 'keyword',
      subject: 'keyword',
    },
    alert: {
      revision: 'long',
      epoch: 'keyword',
      state: 'keyword',
      severity: 'keyword',
      confidence: 'keyword',
      because: 'keyword',
      subject: 'keyword',
      subject_kind: 'keyword',
      providers: 'keyword',
      findings: 'long',
      evidence: { rows: 'long', record_ids: 'keyword' },
      facts: { name: 'keyword', value: 'keyword', unit: 'keyword', threshold: 'double', test: 'keyword' },
      measured,
      baseline: 'text',
      steps: 'text',
      cause: 'keyword',
      replaced_by: 'keyword',
      disposition: 'keyword',
      gaps: 'keyword',
      delay_seconds: 'double',
      countries: 'keyword',
      places: 'geo_point',
      applications: 'keyword',
      devices: 'keyword',
    },
  },
};

export const alertFields: Fields = joined(ecsFields, own);
