/** Random histories of a few people: small numbers of everything, so that collisions, copies and ties happen all the time. */

import {
  type Disposition,
  dayMs,
  type FactName,
  factKey,
  hourMs,
  type IdentityEvent,
  type LogRecord,
  minuteMs,
  plainRoute,
  type Route,
  type SignIn,
} from '@gatewatch/domain';
import { type AlertContent, verdictEvent } from '@gatewatch/engine';
import fc from 'fast-check';
import type { RunPlan } from './running.ts';

export const start = Date.UTC(2026, 4, 4);

const people = ['ada@example.com', 'bo@example.com', 'cy@example.com'];
const places = [
  { country: 'NO', city: 'Oslo', latitude: 59.91, longitude: 10.75, radiusKm: 30 },
  { country: 'NG', city: 'Lagos', latitude: 6.45, longitude: 3.39, radiusKm: 50 },
  { country: 'AU', city: 'Sydney', latitude: -33.87, longitude: 151.21, radiusKm: 40 },
  null,
];
const networks = [
  { asn: 2119, owner: 'Telenor', class: 'isp' as const },
  { asn: 29465, owner: 'MTN', class: 'mobile' as const },
  { asn: 14061, owner: 'DigitalOcean', class: 'hosting' as const },
];
const devices = [
  { id: 'd1', name: 'laptop', os: 'windows', browser: 'edge', managed: true, compliant: true, trust: 'joined' },
  { id: null, name: null, os: 'linux', browser: 'firefox', managed: null, compliant: null, trust: null },
  null,
];
/** By correlation: the same for every copy of a record. */
const routes: readonly Route[] = [
  plainRoute,
  { ...plainRoute, transfer: 'device-code', agent: 'windows' },
  { ...plainRoute, legacy: 'imap', requirement: 'one-factor', location: 'Head office; east' },
  { ...plainRoute, requirement: 'two-factors', bound: false, crossTenant: true },
  { ...plainRoute, requirement: 'one-factor', excuse: 'app-password', agent: 'python-requests' },
];
/** By correlation too. */
const protocols = [null, 'deviceCode', null, null, 'ropc'];
const endings = [
  ['success', null, 'yes', 'passed'],
  ['success', null, 'yes', 'satisfied-earlier'],
  ['success', null, 'yes', 'not-asked'],
  ['failure', 'wrong-password', 'no', 'not-asked'],
  ['failure', 'second-factor-failed', 'yes', 'denied'],
  ['failure', 'second-factor-failed', 'yes', 'no-answer'],
  ['failure', 'second-factor-failed', 'yes', 'wrong-number'],
  ['failure', 'second-factor-failed', 'yes', 'fraud-reported'],
  ['interrupted', 'second-factor-required', 'yes', 'pending'],
  ['blocked', 'policy', 'yes', 'not-asked'],
] as const;

/** What may be changed: rows of one registration, things of two names, what precedes a registration. */
const changes = {
  'factor-change': [
    { operation: 'User registered security info', action: 'added', subjectOf: 'authenticator' },
    { operation: 'User registered all required security info', action: 'added', subjectOf: null },
    { operation: 'Disable Strong Authentication', action: 'removed', subjectOf: 'strong authentication' },
    { operation: 'Reset password (by admin)', action: 'reset', subjectOf: 'password' },
  ],
  'device-registration': [
    { operation: 'Register device', action: 'added', subjectOf: 'PC-1' },
    { operation: 'Add registered owner to device', action: 'added', subjectOf: 'PC-1' },
    { operation: 'Register device', action: 'added', subjectOf: 'PC-2' },
    { operation: 'Update device', action: 'changed', subjectOf: 'PC-1' },
  ],
  'risk-signal': [
    { operation: 'Suspicious activity reported', action: 'reported', subjectOf: null },
    { operation: 'suspicious_login', action: 'other', subjectOf: null },
  ],
  'account-change': [{ operation: 'Enable account', action: 'changed', subjectOf: null }],
} as const;

const grants = ['used', 'used', 'client-credential', 'authorised'] as const;

interface Drawn {
  readonly tenant: 'default' | 'second';
  readonly minute: number;
  readonly second: number;
  readonly who: number;
  readonly place: number;
  readonly device: number;
  readonly ending: number;
  readonly interactive: boolean;
  readonly provider: 'entra' | 'google';
  readonly kind: 'sign-in' | 'token-grant' | keyof typeof changes;
  readonly target: number;
  readonly correlation: number;
  /** Copies of the record: each with its processing delay and whether it says more. */
  readonly copies: readonly { readonly processed: number; readonly ending: number; readonly policy: number }[];
  /** Minutes until each copy arrives, within the lateness bound. */
  readonly delays: readonly number[];
}

const small = (most: number) => fc.integer({ min: 0, max: most });

const drawn: fc.Arbitrary<Drawn> = fc.record({
  tenant: fc.constantFrom('default', 'default', 'default', 'second'),
  // Quarters of a day besides: rows exactly a day apart, and on a horizon.
  minute: fc.oneof(
    { weight: 3, arbitrary: small(90) },
    { weight: 2, arbitrary: small(6 * 24 * 60) },
    { weight: 2, arbitrary: small(6 * 4).map((quarters) => quarters * 6 * 60) },
  ),
  second: fc.constantFrom(0, 0, 1, 30),
  who: fc.oneof({ weight: 9, arbitrary: small(people.length - 1) }, { weight: 1, arbitrary: fc.constant(people.length) }),
  place: fc.constantFrom(0, 0, 0, 1, 2, 3),
  device: fc.constantFrom(0, 0, 0, 1, 2),
  ending: small(endings.length - 1),
  interactive: fc.boolean(),
  provider: fc.constantFrom('entra', 'entra', 'google'),
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Drawn['kind']>('sign-in') },
    { weight: 4, arbitrary: fc.constantFrom<Drawn['kind']>('factor-change', 'device-registration') },
    { weight: 1, arbitrary: fc.constantFrom<Drawn['kind']>('risk-signal', 'account-change', 'token-grant') },
  ),
  target: small(people.length - 1),
  correlation: small(routes.length - 1),
  copies: fc.array(fc.record({ processed: small(3), ending: small(endings.length - 1), policy: small(2) }), {
    minLength: 1,
    maxLength: 3,
  }),
  delays: fc.array(
    fc.oneof(
      { weight: 3, arbitrary: small(5) },
      { weight: 1, arbitrary: small(23 * 60) },
      { weight: 1, arbitrary: fc.constant(24 * 60) },
    ),
    { minLength: 3, maxLength: 3 },
  ),
});

export interface Arrival {
  readonly event: IdentityEvent;
  /** Unix ms at which the copy reaches the log. */
  readonly at: number;
}

/** `stretch`: 1 keeps every copy within the lateness bound, 9 lets copies be nine days late. */
export function drawnArrivals(stretch: number): fc.Arbitrary<readonly Arrival[]> {
  return fc.array(drawn, { minLength: 1, maxLength: 40, size: 'max' }).map((all) =>
    all.flatMap((one, index) =>
      one.copies.map((copy, n) => {
        const event = eventOf(one, copy, `r${index}`);
        return { event, at: event.time + (one.delays[n] ?? 0) * stretch * minuteMs };
      }),
    ),
  );
}

/** A person's verdict: on which of the alerts there are, how long after its first record, and what it says. */
export interface DrawnVerdict {
  readonly minutesAfter: number;
  readonly which: number;
  readonly disposition: Disposition;
}

export const drawnVerdicts: fc.Arbitrary<readonly DrawnVerdict[]> = fc.array(
  fc.record({
    minutesAfter: fc.oneof(small(3 * 60), fc.integer({ min: -60, max: 3 * 24 * 60 })),
    which: small(1000),
    disposition: fc.constantFrom<Disposition>('benign', 'benign', 'true-positive', 'false-positive', 'reopened'),
  }),
  { maxLength: 8 },
);

/** The verdicts as they reach the log: behind every row that came before them, at a second at which no row comes. */
export function verdictsOn(alerts: readonly AlertContent[], all: readonly DrawnVerdict[]): readonly Arrival[] {
  return all.flatMap(({ minutesAfter, which, disposition }, index) => {
    const alert = alerts[which % Math.max(1, alerts.length)];
    if (alert === undefined) return [];
    const minute = Math.floor(alert.firstSeen / minuteMs) + minutesAfter;
    const at = minute * minuteMs + 45_000 + 2 * index;
    return [{ event: verdictEvent(alert, { id: `${index}`, time: at + 1, disposition }), at }];
  });
}

interface DrawnFact {
  readonly minute: number;
  readonly who: number;
  readonly name: FactName;
  readonly value: string | null;
  readonly agoMinutes: number;
}

export const drawnFacts: fc.Arbitrary<readonly DrawnFact[]> = fc.array(
  fc.record({
    minute: small(4 * 24 * 60),
    who: small(people.length - 1),
    name: fc.constantFrom<FactName>('privileged', 'privileged', 'service', 'help-desk', 'roll-out'),
    value: fc.constantFrom('yes', 'yes', null),
    agoMinutes: fc.constantFrom(0, 600, -600),
  }),
  { maxLength: 3 },
);

export function factRecords(all: readonly DrawnFact[]): readonly (LogRecord & { readonly type: 'fact' })[] {
  return all.map(({ minute, who, name, value, agoMinutes }, index) => {
    const at = start + minute * minuteMs + 40_000 + index;
    const key = factKey(name, name === 'roll-out' ? null : (people[who] ?? ''));
    return { type: 'fact', at, tenant: 'default', name: key, value, time: at - agoMinutes * minuteMs };
  });
}

function eventOf(one: Drawn, copy: Drawn['copies'][number], recordId: string): IdentityEvent {
  const time = start + one.minute * minuteMs + one.second * 1000;
  const person = (who: number) => ({
    key: people[who] ?? null,
    address: people[who] ?? null,
    id: `id-${who}`,
    directory: 'dir',
    name: `Person ${who}`,
    kind: 'member' as const,
  });
  const base = {
    id: `${one.provider}:${recordId}`,
    recordId,
    tenant: one.tenant,
    provider: one.provider,
    category: 'SignInLogs',
    time,
    processed: copy.processed === 0 ? null : time + copy.processed * 1000,
    hash: `${copy.processed}-${copy.ending}-${copy.policy}`,
    gaps: [],
    actor: person(one.who),
    ip: one.place === 3 ? null : `198.51.100.${one.place}`,
    place: places[one.place] ?? null,
    network: networks[one.place % networks.length] ?? null,
  };
  if (one.kind === 'token-grant') {
    const grant = grants[one.ending % grants.length] ?? 'used';
    return {
      ...base,
      kind: 'token-grant',
      target: null,
      grant,
      outcome: 'success',
      failure: null,
      code: 'authorize',
      app: 'Sync',
      appId: `app-${one.target}`,
      resource: null,
      scopes: ['mail'],
      credential: null,
      client: 'WEB',
      correlationId: null,
      risk: null,
    };
  }
  if (one.kind !== 'sign-in') {
    const those = changes[one.kind];
    return {
      ...base,
      kind: one.kind,
      target: person(one.target),
      ...(those[one.ending % those.length] ?? changes['factor-change'][0]),
      result: one.ending === 7 ? 'failure' : 'success',
      before: null,
      after: null,
      correlationId: `c${one.correlation}`,
      session: null,
    };
  }
  // A routine refresh is never re-published with another outcome: thinning forgets it (docs/architecture.md).
  const refreshes = !one.interactive && endings[one.ending]?.[0] === 'success';
  const [outcome, failure, password, secondFactor] = endings[refreshes ? one.ending : copy.ending] ?? endings[0];
  const turned = !one.interactive && !refreshes && outcome === 'success';
  const signIn: SignIn = {
    ...base,
    kind: 'sign-in',
    target: null,
    interactive: one.interactive || turned,
    outcome,
    failure,
    code: `${copy.ending}`,
    password,
    secondFactor,
    methods: copy.policy === 2 ? ['password', 'push'] : ['password'],
    protocol: protocols[one.correlation] ?? null,
    route: routes[one.correlation] ?? plainRoute,
    client: 'browser',
    device: devices[one.device] ?? null,
    session: refreshes ? 's' : `s${one.correlation}`,
    app: 'mail',
    appId: 'mail',
    resource: null,
    requestId: recordId,
    correlationId: `c${one.correlation}`,
    policies: copy.policy === 0 ? [] : [{ name: `policy ${copy.policy}`, result: 'success', controls: ['mfa'] }],
    reportOnly: copy.policy === 1 ? [{ name: 'pilot', result: 'reportOnlyFailure', controls: ['mfa'] }] : [],
    risk: copy.processed === 2 ? { level: 'high', state: 'atRisk', types: ['unfamiliarFeatures'] } : null,
  };
  return signIn;
}

export const bound = dayMs;
export const hour = hourMs;

/** How a log may be run through workers. */
export const drawnPlans: fc.Arbitrary<RunPlan> = fc.record({
  batches: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
  deaths: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }),
  hotSubjects: fc.constantFrom(0, 1, 1000),
  hotBytes: fc.constantFrom(1, 12_000, 1e9),
  commitEvery: fc.constantFrom(0, 0, 4, 1_000_000),
  judgeTogether: fc.constantFrom(0, 0, 3, 30, 1_000_000),
  partitions: fc.integer({ min: 1, max: 3 }),
});
