/** Fields of an enriched event, and of a record that became none: ECS, and our own. What fills them is ecs-event.ts and ecs-quarantine.ts. */

import { ecsFields } from './ecs-fields.ts';
import { type Fields, joined } from './fields.ts';

const own: Fields = {
  event: { code: 'keyword', provider: 'keyword' },
  cloud: { provider: 'keyword' },
  device: { id: 'keyword' },
  host: { name: 'keyword', os: { family: 'keyword' } },
  user_agent: { name: 'keyword' },
  error: { message: 'text' },
  gatewatch: {
    // records that became no event
    quarantine: { reason: 'keyword', source: 'keyword', position: 'long' },
    event: {
      id: 'keyword',
      kind: 'keyword',
      subject: 'keyword',
      gaps: 'keyword',
      radius_km: 'double',
      delay_seconds: 'double',
      network_class: 'keyword',
      // sign-ins
      interactive: 'boolean',
      outcome: 'keyword',
      failure: 'keyword',
      password: 'keyword',
      second_factor: 'keyword',
      methods: 'keyword',
      protocol: 'keyword',
      client: 'keyword',
      session: 'keyword',
      application: 'keyword',
      application_id: 'keyword',
      resource: 'keyword',
      request_id: 'keyword',
      correlation_id: 'keyword',
      policies: 'keyword',
      policy_results: 'keyword',
      report_only: 'keyword',
      vendor_risk: 'keyword',
      vendor_risk_state: 'keyword',
      vendor_risk_types: 'keyword',
      route: {
        transfer: 'keyword',
        legacy: 'keyword',
        requirement: 'keyword',
        excuse: 'keyword',
        location: 'keyword',
        bound: 'boolean',
        agent: 'keyword',
        cross_tenant: 'boolean',
      },
      device: { name: 'keyword', managed: 'boolean', compliant: 'boolean', trust: 'keyword' },
      // token grants
      grant: 'keyword',
      scopes: 'keyword',
      credential: 'keyword',
      // changes
      action: 'keyword',
      of: 'keyword',
      before: 'keyword',
      after: 'keyword',
      // rows of rosters and policies, verdicts, signals
      name: 'keyword',
      states: 'keyword',
      alert: 'keyword',
      disposition: 'keyword',
      note: 'text',
      analyst: 'keyword',
      detector: 'keyword',
      count: 'long',
      withdrawn: 'boolean',
    },
  },
};

export const eventFields: Fields = joined(ecsFields, own);
