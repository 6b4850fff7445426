/** An enriched event as an ECS document: what an index and a SIEM hold of it (knowledge of Elastic's own field choices: sources.md 6). */

import { deviceKey, type Identity, type IdentityEvent, type SignIn } from '@gatewatch/domain';
import { ecsSource } from './ecs-source.ts';
import { ecsVersion, iso } from './ecs-version.ts';

const categories: Readonly<Partial<Record<IdentityEvent['kind'], readonly string[]>>> = {
  'sign-in': ['authentication'],
  'session-end': ['session'],
  'policy-change': ['configuration'],
  'risk-signal': ['threat'],
};

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ecsEvent(event: IdentityEvent): object {
  return {
    '@timestamp': iso(event.time),
    ecs: { version: ecsVersion },
    event: {
      kind: 'event',
      category: categories[event.kind] ?? ['iam'],
      type: typeOf(event),
      action: 'operation' in event ? event.operation : event.kind,
      outcome: outcomeOf(event),
      code: event.kind === 'sign-in' ? event.code : null,
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
    gatewatch: { event: { id: event.id, kind: event.kind, subject: event.actor?.key, gaps: event.gaps, ...ownOf(event) } },
  };
}

function ownOf(event: IdentityEvent): object {
  const network = event.network === null ? {} : { network_class: event.network.class };
  if (event.kind !== 'sign-in')
    return { ...network, ...('action' in event ? { action: event.action, of: event.subjectOf } : {}) };
  return {
    ...network,
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
    policies: event.policies.map(({ name, result }) => `${name}: ${result}`),
    report_only: event.reportOnly.map(({ name, result }) => `${name}: ${result}`),
    vendor_risk: event.risk?.level,
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
  if (event.kind === 'sign-in')
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
