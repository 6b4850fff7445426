/** Which tenant a record belongs to: by the directory that it names, where the configuration names tenants. */

import type { Config } from '@gatewatch/runtime';

export interface Tenancy {
  readonly tenants: readonly string[];
  /** Tenant id, or null where the record names a directory that is nobody's. */
  tenantOf(record: Readonly<Record<string, unknown>>): string | null;
  /** Of a source whose tenant is known: false where the record names a directory that is another's or nobody's. */
  belongs(record: Readonly<Record<string, unknown>>, tenant: string): boolean;
}

/** What is wrong where a configuration names a tenant that it does not have. */
export function noSuchTenant(tenant: string, { tenants }: Pick<Tenancy, 'tenants'>): string {
  return `there is no tenant ${tenant}: add it to tenants; there are ${tenants.join(', ')}.`;
}

export const defaultTenant = 'default';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export function tenancyOf(config: Config): Tenancy {
  const [only] = config.tenants;
  if (only === undefined) return { tenants: [defaultTenant], tenantOf: () => defaultTenant, belongs: () => true };
  const byDirectory = new Map<string, string>();
  for (const tenant of config.tenants)
    for (const id of [...tenant.entra, ...tenant.google]) byDirectory.set(id.toLowerCase(), tenant.id);
  const anyone = byDirectory.size === 0;
  return {
    tenants: config.tenants.map((tenant) => tenant.id),
    tenantOf(record) {
      const directory = directoryOf(record);
      if (directory === null || anyone) return only.id;
      return byDirectory.get(directory.toLowerCase()) ?? null;
    },
    belongs(record, tenant) {
      const directory = directoryOf(record);
      if (directory === null) return true;
      const owner = byDirectory.get(directory.toLowerCase());
      if (owner !== undefined) return owner === tenant;
      const own = config.tenants.find(({ id }) => id === tenant);
      return (guid.test(directory) ? own?.entra : own?.google)?.length === 0; // the operator did not say which are its own
    },
  };
}

/**
 * Entra `tenantId`, or the GUID of `resourceId`; in Log Analytics `AADTenantId`, for `TenantId` is the workspace there; Google
 * `id.customerId`, or `customerId` of a directory. null where the record names none.
 */
function directoryOf(record: Readonly<Record<string, unknown>>): string | null {
  const analytics = record.TimeGenerated !== undefined;
  const tenant = analytics ? record.AADTenantId : (record.tenantId ?? record.TenantId ?? record.tenantid);
  if (typeof tenant === 'string' && tenant !== '') return tenant;
  const resource = record.resourceId ?? record.ResourceId;
  const found = typeof resource === 'string' ? /\/tenants\/([^/]+)\//i.exec(resource)?.[1] : undefined;
  if (found !== undefined) return found;
  const id = record.id;
  if (typeof id === 'object' && id !== null && 'customerId' in id && typeof id.customerId === 'string') return id.customerId;
  return typeof record.customerId === 'string' ? record.customerId : null;
}
