/** Trouble as an alert like any other: same schema, same outbox. Its subject is the component. */

import { type Alert, hash64, type Options } from '@gatewatch/domain';
import { monitorHealth } from './card.ts';
import type { Numbers, RuleText, Trouble } from './rule.ts';

/** Whose alert it is that concerns the installation as a whole. */
export const ownTenant = 'gatewatch';

export interface Episode {
  readonly id: string;
  /** Unix ms. */
  readonly opened: number;
  readonly lastSeen: number;
  readonly readings: number;
  readonly revision: number;
  readonly tenant: string;
  readonly trouble: Trouble;
}

export interface EvidenceRow {
  readonly rule: string;
  readonly numbers: Numbers;
  readonly options: Options;
}

export function episodeId(tenant: string, rule: string, component: string, opened: number): string {
  return `${monitorHealth.id}-${hash64(`${tenant}\n${rule}\n${component}\n${opened}`)}`;
}

/** `closed`: the trouble is over by itself. */
export function alertOf(rule: RuleText, component: string, of: Episode, at: number, options: Options, closed: boolean): Alert {
  const { trouble, tenant, opened, lastSeen, revision } = of;
  const own = Object.fromEntries(Object.keys(rule.options).map((name) => [name, options[name] ?? 0]));
  const row: EvidenceRow = { rule: rule.id, numbers: trouble.numbers, options: own };
  const id = `gatewatch:${of.id}`;
  const risks = { low: 20, medium: 45, high: 70, critical: 90 };
  return {
    schema: 1,
    id: of.id,
    revision,
    epoch: hash64(JSON.stringify([monitorHealth.version, own])),
    detector: { id: monitorHealth.id, version: monitorHealth.version },
    title: rule.title,
    explanation: closed
      ? `${capital(component)}: it is over. Before: ${trouble.explanation}`
      : `${capital(component)}: ${trouble.explanation}`,
    severity: trouble.severity,
    risk: risks[trouble.severity],
    confidence: 'high',
    because: ['measured by the monitor of itself'],
    tenant,
    subject: { key: component, name: null, providers: [], kind: 'component' },
    entities: [{ type: 'component', value: component }],
    firstSeen: opened,
    lastSeen,
    detectedAt: at,
    findings: of.readings,
    evidence: {
      rows: of.readings,
      decisive: [id],
      events: [
        {
          id,
          recordId: rule.id,
          provider: 'gatewatch',
          kind: 'health',
          time: lastSeen,
          ip: null,
          place: null,
          network: null,
          device: null,
          app: null,
          outcome: closed ? 'over' : 'stands',
          code: rule.id,
          secondFactor: null,
          row,
        },
      ],
    },
    facts: rule.measure(trouble.numbers, own),
    baseline: [],
    attack: rule.id === 'source-silent' ? monitorHealth.attack : [],
    steps: rule.steps,
    state: revision === 1 ? 'open' : 'amended',
    cause: null,
    replacedBy: null,
    disposition: closed ? 'resolved' : null,
    gaps: [],
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
