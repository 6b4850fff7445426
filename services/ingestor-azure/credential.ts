/** Who the service says it is. The library is large, so it is loaded by who needs it. */

import type { TokenCredential } from '@azure/identity';
import type { CredentialConfig } from './event-hub-config.ts';

/** The configuration has made sure that what each kind needs is there. */
export async function credentialOf(config: CredentialConfig): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  const { tenantId = '', clientId = '', clientSecret = '', certificate = '', authority } = config;
  const options = authority === undefined ? {} : { authorityHost: authority };
  switch (config.type) {
    case 'managed-identity':
      return new identity.ManagedIdentityCredential(config.clientId === undefined ? {} : { clientId });
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential({
        ...options,
        ...(config.tenantId === undefined ? {} : { tenantId }),
        ...(config.clientId === undefined ? {} : { clientId }),
      });
    case 'client-secret':
      return new identity.ClientSecretCredential(tenantId, clientId, clientSecret, options);
    case 'client-certificate':
      return new identity.ClientCertificateCredential(tenantId, clientId, certificate, options);
  }
}
