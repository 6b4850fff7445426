/** A sign-in of a person: interactive or not, as Event Hub or Graph write it. */

import type { EventBase, FailureClass, Outcome, SignIn, VendorRisk } from '@gatewatch/domain';
import { device } from './device.ts';
import { factors, passwordVerdict } from './factors.ts';
import { list, meaningful, object, text } from './fields.ts';
import { sessionHash } from './one-way.ts';
import type { Opened } from './opened.ts';
import { policyOutcomes } from './policies.ts';
import { readCode } from './result-codes.ts';
import { route } from './route.ts';
import { signInHash } from './version-hash.ts';

export interface Result {
  readonly code: string;
  readonly failure: FailureClass | null;
  readonly byCode: SignIn['password'];
}

/** Where the two places of the code differ, `status.errorCode` is right (sources.md 1.7). null where neither says one. */
export function resultOf({ top, fields }: Opened, gaps: string[]): Result {
  const status = object(fields.status);
  const code = codeText(status?.errorCode) ?? codeText(top.resultType);
  if (code === null) {
    gaps.push('result-missing');
    return { code: '', failure: 'unknown', byCode: 'unknown' };
  }
  const { failure, password } = readCode(code, text(status?.failureReason) ?? text(top.resultDescription));
  return { code, failure, byCode: password };
}

function codeText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null;
  const found = text(value)?.trim() ?? '';
  if (found === '0' || /^\d{1,9}$/.test(found)) return String(Number(found));
  return /^success$/i.test(found) ? '0' : null;
}

const interrupts: ReadonlySet<FailureClass> = new Set(['interrupt', 'second-factor-required']);

export function outcomeOf(failure: FailureClass | null): Outcome {
  if (failure === null) return 'success';
  if (interrupts.has(failure)) return 'interrupted';
  return failure === 'policy' ? 'blocked' : 'failure';
}

export function signIn(record: Opened, base: Omit<EventBase, 'hash'>, result: Result): SignIn {
  const { fields, top } = record;
  const found = factors(fields, result.code, result.failure);
  const outcomes = policyOutcomes(fields.appliedConditionalAccessPolicies ?? fields.conditionalAccessPolicies);
  const session = text(fields.sessionId);
  const password = passwordVerdict(result.byCode, found, result.failure, fields.incomingTokenType);
  const risk = riskOf(fields);
  const way = route(fields, result.failure === null && found.secondFactor === 'not-asked', outcomes.policies);
  const { code, failure } = result;
  const { secondFactor, methods } = found;
  const { policies, reportOnly } = outcomes;
  const judged = { code, failure, password, secondFactor, methods, excuse: way.excuse, risk, policies, reportOnly };
  // Every field by its name: a spread of the base would cost as much as reading the record.
  return {
    id: base.id,
    recordId: base.recordId,
    tenant: base.tenant,
    provider: base.provider,
    category: base.category,
    time: base.time,
    processed: base.processed,
    hash: signInHash(judged, fields.conditionalAccessStatus),
    gaps: base.gaps,
    actor: base.actor,
    target: base.target,
    ip: base.ip,
    place: base.place,
    network: base.network,
    kind: 'sign-in',
    // The category is not always right (50140 rows of SignInLogs say false), the flag is.
    interactive:
      typeof fields.isInteractive === 'boolean' ? fields.isInteractive : record.category !== 'NonInteractiveUserSignInLogs',
    outcome: outcomeOf(failure),
    failure,
    code,
    password,
    secondFactor,
    methods,
    protocol: meaningful(fields.authenticationProtocol),
    route: way,
    client: text(fields.clientAppUsed),
    device: device(fields.deviceDetail),
    session: session === null ? null : sessionHash(session),
    app: text(fields.appDisplayName),
    appId: text(fields.appId),
    resource: text(fields.resourceDisplayName),
    requestId: text(fields.originalRequestId) ?? base.recordId,
    correlationId: text(fields.correlationId) ?? text(top.correlationId),
    policies,
    reportOnly,
    risk,
  };
}

export function riskOf(fields: Opened['fields']): VendorRisk | null {
  const level = meaningful(fields.riskLevelDuringSignIn) ?? meaningful(fields.riskLevelAggregated);
  const state = meaningful(fields.riskState);
  const named = list(fields.riskEventTypes_v2);
  const types = named.length > 0 ? named : list(fields.riskEventTypes);
  if (level === null && state === null && types.length === 0) return null;
  const risk = { level, state, types: types.slice(0, 16).flatMap((type) => text(type) ?? []) };
  return level === null && state === null && risk.types.length === 0 ? null : risk;
}
