/** The `token` application: what became of an application's access to a person's data (sources.md 4.4). */

import type { EventBase, TokenGrant } from '@gatewatch/domain';
import type { Parameters } from './parameters.ts';

const grants = new Map<string, TokenGrant['grant']>([
  ['authorize', 'authorised'],
  ['revoke', 'revoked'],
  ['deny', 'denied'],
  ['request', 'requested'],
  ['activity', 'used'],
]);

const mostScopes = 32;

/** null for a name that the vendor added since. */
export function tokenGrant(base: EventBase, name: string, parameters: Parameters, qualifier: string): TokenGrant | null {
  const grant = grants.get(name);
  if (grant === undefined) return null;
  return {
    ...base,
    kind: 'token-grant',
    target: base.actor,
    grant,
    outcome: grant === 'denied' ? 'blocked' : grant === 'requested' ? 'interrupted' : 'success',
    failure: grant === 'denied' ? 'policy' : grant === 'requested' ? 'interrupt' : null,
    code: name,
    app: parameters.text('app_name'),
    appId: parameters.text('client_id'),
    resource: parameters.text('api_name'),
    scopes: parameters.list('scope').slice(0, mostScopes),
    credential: null,
    client: parameters.text('client_type'),
    correlationId: qualifier,
    risk: null,
  };
}
