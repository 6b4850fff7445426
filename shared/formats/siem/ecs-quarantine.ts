/** A record that became no event, as an ECS document: that it came, from where and why it is none. Its text stays in the quarantine. */

import type { Quarantined } from '@gatewatch/domain';
import { ecsVersion, iso } from './ecs-version.ts';

export interface QuarantinedRecord extends Omit<Quarantined, 'text'> {
  /** Of the source; empty where that is not known. */
  readonly tenant: string;
  /** Transport time, Unix ms. */
  readonly received: number;
}

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ecsQuarantine({ reason, detail, origin, tenant, received }: QuarantinedRecord): {
  readonly event: object;
  readonly gatewatch: object;
  readonly [field: string]: unknown;
} {
  return {
    '@timestamp': iso(received),
    ecs: { version: ecsVersion },
    // ECS has this kind for what a pipeline could not read.
    event: { kind: 'pipeline_error', dataset: 'gatewatch.quarantine', module: 'gatewatch' },
    error: { message: detail },
    organization: { id: tenant === '' ? null : tenant },
    gatewatch: { quarantine: { reason, source: origin.source, position: origin.position } },
  };
}
