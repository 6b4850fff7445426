/** An enriched event as an ECS document: what an index and a SIEM hold of it (knowledge of Elastic's own field choices: sources.md 6). */

import { deviceKey, type Identity, type IdentityEvent, type SignIn, secondMs, type VendorRisk } from '@gatewatch/domain';
import { ecsSource } from './ecs-source.ts';
import { ecsVersion, iso } from './ecs-version.ts';

const categories: Readonly<Partial<Record<IdentityEvent['kind'], readonly string[]>>> = {
  'sign-in': ['authentication'],
  'token-grant': ['authentication'],
  'session-end': ['session'],
  'policy-change': ['configuration'],
  'risk-signal': ['threat'],
};

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ecsEvent(event: IdentityEvent): {
  readonly event: object;
  readonly gatewatch: object;
  readonly [field: string]: unknown;
} {
  return {
    '@timestamp': iso(event.time),
    ecs: { version: ecsVersion },
    event: {
      kind: 'event',
      category: categories[event.kind] ?? ['iam'],
      type: typeOf(event),
      action: 'operation' in event ? event.operation : event.kind,
      outcome: outcomeOf(event),
      code: 'code' in event ? event.code : null,
      dataset: `gatewatch.${event.kind}`,
      module: 'gatewatch',
      provider: event.category,
      id: event.recordId,
      created: event.processed === null ? null : iso(event.processed),
    },
    user: { ...userOf(event.actor), target: userOf(event.target) },
    source: ecsSource(event),
    related: { ip: event.ip === null ? null : [event.ip], user: related([event.actor, event.target]) },
    organization: { id: event.tenant },
    cloud: { provider: event.provider === 'entra' ? 'azure' : 'gcp' },
    ...(event.kind === 'sign-in' ? device(event) : {}),
    gatewatch: {
      subject: subjectsOf(event),
      event: { id: event.id, kind: event.kind, subject: event.actor?.key, gaps: event.gaps, ...ownOf(event) },
    },
  };
}

/** The keys of whom it is about: who did it and to whom it was done. */
function subjectsOf({ actor, target }: IdentityEvent): readonly string[] {
  return [...new Set([actor, target].flatMap((one) => one?.key ?? []))];
}

function ownOf(event: IdentityEvent): object {
  const delay = event.processed === null ? null : (event.processed - event.time) / secondMs;
  const where = { delay_seconds: delay, network_class: event.network?.class, radius_km: event.place?.radiusKm };
  return { ...where, ...wordsOf(event) };
}

function wordsOf(event: IdentityEvent): object {
  switch (event.kind) {
    case 'sign-in':
      return signInWords(event);
    case 'token-grant':
      return {
        grant: event.grant,
        outcome: event.outcome,
        failure: event.failure,
        client: event.client,
        application: event.app,
        application_id: event.appId,
        resource: event.resource,
        scopes: event.scopes,
        credential: event.credential,
        correlation_id: event.correlationId,
        ...riskWords(event.risk),
      };
    case 'snapshot':
      return {
        of: event.of,
        name: event.name,
        states: event.states.map(({ fact, value }) => `${fact}: ${value ?? 'no longer'}`),
      };
    case 'signal':
      return { detector: event.detector, count: event.count, withdrawn: event.withdrawn };
    case 'timer':
      return { detector: event.detector };
    case 'verdict':
      return { alert: event.alert, disposition: event.disposition, note: event.note, analyst: event.analyst };
    default:
      return {
        action: event.action,
        of: event.subjectOf,
        before: event.before,
        after: event.after,
        correlation_id: event.correlationId,
      };
  }
}

function riskWords(risk: VendorRisk | null): object {
  return { vendor_risk: risk?.level, vendor_risk_state: risk?.state, vendor_risk_types: risk?.types };
}

function signInWords(event: SignIn): object {
  const { route, device: of } = event;
  return {
    interactive: event.interactive,
    outcome: event.outcome,
    failure: event.failure,
    password: event.password,
    second_factor: event.secondFactor,
    methods: event.methods,
    protocol: event.protocol,
    client: event.client,
    session: event.session,
    application: event.app,
    application_id: event.appId,
    resource: event.resource,
    request_id: event.requestId,
    correlation_id: event.correlationId,
    policies: event.policies.map(({ name, result }) => `${name}: ${result}`),
    policy_results: [...new Set(event.policies.map(({ result }) => result))],
    report_only: event.reportOnly.map(({ name, result }) => `${name}: ${result}`),
    route: {
      transfer: route.transfer,
      legacy: route.legacy,
      requirement: route.requirement,
      excuse: route.excuse,
      location: route.location,
      bound: route.bound,
      agent: route.agent,
      cross_tenant: route.crossTenant,
    },
    device: of === null ? null : { name: of.name, managed: of.managed, compliant: of.compliant, trust: of.trust },
    ...riskWords(event.risk),
  };
}

function device(event: SignIn): object {
  if (event.device === null) return {};
  return {
    device: { id: deviceKey(event) },
    host: { name: event.device.name, os: { family: event.device.os } },
    user_agent: { name: event.device.browser },
  };
}

function typeOf(event: IdentityEvent): readonly string[] {
  if (event.kind === 'sign-in')
    return event.outcome === 'success' ? ['start'] : event.outcome === 'blocked' ? ['info', 'denied'] : ['info'];
  if (event.kind === 'session-end') return ['end'];
  if (!('action' in event)) return ['info'];
  const words: Readonly<Record<string, string>> = { added: 'creation', removed: 'deletion', changed: 'change', reset: 'change' };
  return [words[event.action] ?? 'info'];
}

function outcomeOf(event: IdentityEvent): string {
  if ('outcome' in event)
    return event.outcome === 'success' ? 'success' : event.outcome === 'interrupted' ? 'unknown' : 'failure';
  return 'result' in event ? event.result : 'unknown';
}

function userOf(identity: Identity | null): object | null {
  if (identity === null) return null;
  const { address } = identity;
  return {
    id: identity.id,
    name: address ?? identity.key,
    email: address,
    domain: address?.includes('@') === true ? address.slice(address.lastIndexOf('@') + 1) : null,
    full_name: identity.name,
  };
}

function related(identities: readonly (Identity | null)[]): readonly string[] {
  const names = identities.flatMap((identity) =>
    identity === null ? [] : [identity.address, identity.key, identity.name, identity.id],
  );
  return [...new Set(names.filter((name) => name !== null))].sort();
}
