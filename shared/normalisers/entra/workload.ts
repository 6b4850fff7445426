/** A service principal or a managed identity that signed in with its own credential: a token was granted, and no person was there. */

import type { EventBase, TokenGrant } from '@gatewatch/domain';
import { meaningful, text } from './fields.ts';
import type { Opened } from './opened.ts';
import { outcomeOf, type Result, riskOf } from './sign-in.ts';

export function workload({ category, top, fields }: Opened, base: EventBase, result: Result): TokenGrant {
  return {
    ...base,
    kind: 'token-grant',
    grant: category === 'ManagedIdentitySignInLogs' ? 'managed-identity' : 'client-credential',
    outcome: outcomeOf(result.failure),
    failure: result.failure,
    code: result.code,
    app: text(fields.servicePrincipalName) ?? text(fields.appDisplayName),
    appId: text(fields.appId),
    resource: text(fields.resourceDisplayName),
    scopes: [],
    credential: text(fields.servicePrincipalCredentialKeyId) ?? text(fields.servicePrincipalCredentialThumbprint),
    client: meaningful(fields.clientCredentialType),
    correlationId: text(fields.correlationId) ?? text(top.correlationId),
    risk: riskOf(fields),
  };
}
