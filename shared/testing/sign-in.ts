/** Builder of a sign-in: an ordinary interactive success of ada@example.com from home in Oslo, unless told otherwise. */

import { type Device, hash32, hash64, type Identity, plainRoute, type Route, type SignIn } from '@gatewatch/domain';
import { type City, cities } from './cities.ts';
import { clock } from './clock.ts';
import { type NetworkName, networks } from './networks.ts';

export interface SignInDraft extends Partial<Omit<SignIn, 'kind' | 'time' | 'place' | 'network' | 'actor' | 'route'>> {
  /** `'3 09:00'`: day and time of `clock`. */
  readonly at: string;
  /** Name of the person; `ada` is ada@example.com. */
  readonly who?: string;
  readonly from?: City | null;
  /** Instead of `from`: a place that is no city of the table. */
  readonly place?: SignIn['place'];
  readonly by?: NetworkName | null;
  /** What differs from a way of which nothing is said. */
  readonly route?: Partial<Route>;
}

export const laptop: Device = {
  id: 'device-laptop',
  name: 'ADA-LAPTOP',
  os: 'windows',
  browser: 'edge',
  managed: true,
  compliant: true,
  trust: 'joined',
};
export const stranger: Device = {
  id: null,
  name: null,
  os: 'linux',
  browser: 'firefox',
  managed: null,
  compliant: null,
  trust: null,
};

export function person(who: string): Identity {
  const address = `${who}@example.com`;
  return { key: address, address, id: `id-${who}`, directory: 'example', name: who, kind: 'member' };
}

export function signIn(draft: SignInDraft): SignIn {
  const { at, who = 'ada', from = 'Oslo', place, by = 'telenor', route, ...rest } = draft;
  const time = clock(at);
  const provider = rest.provider ?? 'entra';
  const recordId = rest.recordId ?? hash64(JSON.stringify(draft));
  return {
    kind: 'sign-in',
    id: `${provider}:${recordId}`,
    recordId,
    tenant: 'default',
    provider,
    category: provider === 'entra' ? 'SignInLogs' : 'login',
    time,
    processed: null,
    hash: recordId,
    gaps: [],
    actor: person(who),
    target: null,
    ip: addressOf(`${from ?? ''}|${by ?? ''}`),
    place: place !== undefined ? place : from === null ? null : cities[from],
    network: by === null ? null : networks[by],
    interactive: true,
    outcome: 'success',
    failure: null,
    code: provider === 'entra' ? '0' : 'login_success',
    password: 'yes',
    secondFactor: 'satisfied-earlier',
    methods: ['password'],
    protocol: null,
    route: route === undefined ? plainRoute : { ...plainRoute, ...route },
    client: 'Browser',
    device: provider === 'google' ? null : laptop,
    session: null,
    app: provider === 'google' ? null : 'Office 365',
    appId: provider === 'google' ? null : 'app-office',
    resource: null,
    requestId: recordId,
    correlationId: recordId,
    policies: [],
    reportOnly: [],
    risk: null,
    ...rest,
  };
}

/** The same address for the same place and network, out of 198.18.0.0/15 (RFC 2544: never routed). */
function addressOf(of: string): string {
  const hash = hash32(of);
  return `198.${18 + (hash & 1)}.${(hash >>> 8) & 255}.${(hash >>> 16) & 255}`;
}
