/** One sign-in to start from, for tests that need a few rows with few words. */

import { plainRoute, type SignIn } from '@gatewatch/domain';

let made = 0;

export function signInRow(time: number, more: Partial<SignIn> = {}): SignIn {
  const recordId = more.recordId ?? `record-${made++}`;
  return {
    kind: 'sign-in',
    id: `entra:${recordId}`,
    recordId,
    tenant: 'default',
    provider: 'entra',
    category: 'SignInLogs',
    time,
    processed: time + 60_000,
    hash: '00000000',
    gaps: [],
    actor: { key: 'ada@example.com', address: 'ada@example.com', id: 'a', directory: 'd', name: 'Ada', kind: 'member' },
    target: null,
    ip: '198.51.100.7',
    place: { country: 'NO', city: 'Oslo', latitude: 59.91, longitude: 10.75, radiusKm: 30 },
    network: { asn: 2119, owner: 'Telenor', class: 'isp' },
    interactive: true,
    outcome: 'success',
    failure: null,
    code: '0',
    password: 'yes',
    secondFactor: 'satisfied-earlier',
    methods: ['password'],
    protocol: null,
    route: plainRoute,
    client: 'Browser',
    device: null,
    session: null,
    app: 'Mail',
    appId: 'mail',
    resource: null,
    requestId: recordId,
    correlationId: null,
    policies: [],
    reportOnly: [],
    risk: null,
    ...more,
  };
}
