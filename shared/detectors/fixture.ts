/** Rows and pasts for the tests beside the detectors, which know the domain only. */

import {
  type Change,
  type IdentityEvent,
  minuteMs,
  newestOf,
  type Past,
  type Place,
  type Profile,
  plainRoute,
  type Seen,
  type SignIn,
} from '@gatewatch/domain';

export const oslo: Place = { country: 'NO', city: 'Oslo', latitude: 59.91, longitude: 10.75, radiusKm: 25 };
export const lagos: Place = { country: 'NG', city: 'Lagos', latitude: 6.45, longitude: 3.39, radiusKm: 50 };
export const noon = Date.UTC(2026, 4, 14, 12);
const ada = { key: 'ada@example.com', address: 'ada@example.com', id: 'a', directory: 'd', name: 'Ada', kind: 'member' } as const;

/** A success of Ada, `minute` minutes after noon. */
export function row(id: string, minute: number, more: Partial<SignIn> = {}): SignIn {
  return {
    kind: 'sign-in',
    id,
    recordId: id,
    tenant: 'default',
    provider: 'entra',
    category: 'SignInLogs',
    time: noon + minute * minuteMs,
    processed: null,
    hash: id,
    gaps: [],
    actor: ada,
    target: null,
    ip: '198.51.100.7',
    place: oslo,
    network: { asn: 64496, owner: 'Example Line', class: 'isp' },
    interactive: true,
    outcome: 'success',
    failure: null,
    code: '0',
    password: 'yes',
    secondFactor: 'satisfied-earlier',
    methods: [],
    protocol: null,
    route: plainRoute,
    client: null,
    device: null,
    session: null,
    app: null,
    appId: null,
    resource: null,
    requestId: id,
    correlationId: id,
    policies: [],
    reportOnly: [],
    risk: null,
    ...more,
  };
}

export function prompt(id: string, minute: number, more: Partial<SignIn> = {}): SignIn {
  return row(id, minute, { outcome: 'failure', failure: 'second-factor-failed', secondFactor: 'denied', ...more });
}

export const nobody: Profile = {
  rows: 0,
  first: null,
  last: null,
  days: 0,
  activeDays: 0,
  routesSince: null,
  places: new Map(),
  networks: new Map(),
  devices: new Map(),
  apps: new Map(),
  factors: new Map(),
  routes: new Map(),
  milestones: [],
};

/** Seen on each of the last `days` days. */
export function seen(days: number): Seen {
  return { count: days, first: noon - 20 * 86_400_000, last: noon - 86_400_000, days: 2 ** days - 1, trusted: 0, suspect: false };
}

export function past(rows: readonly IdentityEvent[], profile: Partial<Profile> = {}): Past {
  return {
    rows,
    newest: newestOf(rows),
    profile: { ...nobody, ...profile },
    findings: [],
    subject: ada.key,
    fact: () => null,
  };
}

/** Ada adds something to herself, `minute` minutes after noon. */
export function change(id: string, minute: number, more: Partial<Change> = {}): Change {
  const { recordId, tenant, provider, category, processed, gaps } = row(id, minute);
  return {
    kind: 'factor-change',
    id,
    recordId,
    tenant,
    provider,
    category,
    time: noon + minute * minuteMs,
    processed,
    hash: id,
    gaps,
    actor: ada,
    target: ada,
    ip: null,
    place: null,
    network: null,
    operation: 'User registered security info',
    result: 'success',
    action: 'added',
    subjectOf: 'authenticator',
    before: null,
    after: null,
    correlationId: id,
    session: null,
    ...more,
  };
}
