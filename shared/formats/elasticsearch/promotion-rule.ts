/**
 * A rule of Elastic Security's detection engine that makes a detection alert of each of our alerts, as its import takes it (elastic.co,
 * "Import rules", API `detection_engine/rules/_import`: a rule a line). Elastic's own promotion rules read `logs-*`; this one reads us alone.
 */

import { severities } from '@gatewatch/domain';
import { severityNumbers } from '../siem/severity-numbers.ts';

/** In Kibana's query language; with AND and NOT in capitals it is Lucene's too. */
export const promotionQuery = 'event.kind:alert AND event.module:gatewatch AND NOT gatewatch.alert.state:withdrawn';

export function promotionRule(): object {
  return {
    rule_id: 'gatewatch-alerts',
    name: 'Gatewatch alerts',
    description:
      'Makes a detection alert of each alert that Gatewatch found in sign-ins and identity changes. The alert explains itself: event.reason says why, gatewatch.alert.facts the numbers against their thresholds.',
    type: 'query',
    language: 'kuery',
    query: promotionQuery,
    index: ['gatewatch-alerts-*'],
    // By when it was written, not by when it happened: an attack of yesterday that is found today is new.
    timestamp_override: 'event.ingested',
    from: 'now-10m',
    to: 'now',
    interval: '1m',
    max_signals: 1000,
    severity: 'medium',
    severity_mapping: severities.map((severity) => ({
      field: 'event.severity',
      operator: 'equals',
      severity,
      value: String(severityNumbers[severity].elastic),
    })),
    risk_score: 47,
    risk_score_mapping: [{ field: 'event.risk_score', operator: 'equals', value: '' }],
    rule_name_override: 'rule.name',
    enabled: false,
    tags: ['Gatewatch', 'Use Case: Identity and Access Audit', 'Rule Type: Promotion'],
    author: ['Gatewatch'],
    license: 'Apache-2.0',
    references: [],
    false_positives: [],
    threat: [],
    actions: [],
    exceptions_list: [],
    version: 1,
  };
}
