/** Whose the records of a folder are: its own tenant's, or each the one's whose directory it names. */

import type { Tenancy } from '../replay/tenancy.ts';

export function folderTenancy(all: Tenancy, tenant: string | undefined): Tenancy {
  if (tenant === undefined) return all;
  return { ...all, tenants: [tenant], tenantOf: (record) => (all.belongs(record, tenant) ? tenant : null) };
}
