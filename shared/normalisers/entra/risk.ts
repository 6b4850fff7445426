/** Identity Protection's own verdicts: one detection (`UserRiskEvents`), or how a user stands now (`RiskyUsers`); sources.md 1.13. */

import type { EventBase, RiskSignal } from '@gatewatch/domain';
import { meaningful, text } from './fields.ts';
import type { Opened } from './opened.ts';

/** Somebody, or the vendor, has settled it: the risk is no longer held. */
const settled: ReadonlySet<string> = new Set(['confirmedsafe', 'remediated', 'dismissed', 'none']);

export function risk({ category, top, fields }: Opened, base: EventBase): RiskSignal {
  const state = text(fields.riskState);
  // `riskType` may be "generic" while `riskEventType` says what it is.
  const type = meaningful(fields.riskEventType) ?? meaningful(fields.riskType);
  const level = meaningful(fields.riskLevel);
  return {
    ...base,
    kind: 'risk-signal',
    operation: text(top.operationName) ?? (category === 'RiskyUsers' ? 'Risky user' : 'User Risk Detection'),
    result: 'unknown',
    action: state !== null && settled.has(state.toLowerCase()) ? 'removed' : 'reported',
    subjectOf: category === 'RiskyUsers' ? 'risky-user' : type,
    before: null,
    after: level === null ? state : state === null ? level : `${level} ${state}`,
    correlationId: text(fields.requestId) ?? text(fields.correlationId) ?? text(top.correlationId),
    session: null,
  };
}
