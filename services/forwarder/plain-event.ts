/** An event of the forwarder's own, for a test of a destination: it says that it is one, and concerns nobody. */

import { hash64, type Identity, type IdentityEvent, plainRoute } from '@gatewatch/domain';

export function plainEvent(recordId: string, tenant: string, time: number): IdentityEvent {
  const nobody: Identity = {
    ...{ key: 'nobody@example.com', address: 'nobody@example.com', id: null, directory: null, name: 'Nobody' },
    kind: 'unknown',
  };
  return {
    ...{ kind: 'sign-in', id: `entra:${recordId}`, recordId, tenant, provider: 'entra', category: 'test', time },
    ...{ processed: time, hash: hash64(recordId), gaps: [], actor: nobody, target: null, ip: null, place: null, network: null },
    ...{ interactive: false, outcome: 'failure', failure: 'unknown', code: 'test', password: 'unknown' },
    ...{ secondFactor: 'unknown', methods: [], protocol: null, route: plainRoute, client: null, device: null, session: null },
    ...{ app: 'Test of a Gatewatch destination', appId: null, resource: null, requestId: null, correlationId: null },
    ...{ policies: [], reportOnly: [], risk: null },
  };
}
