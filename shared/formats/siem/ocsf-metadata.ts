/** What every OCSF event says of its maker. */

/** Released on 16 March 2026 (ocsf/ocsf-schema). */
export const ocsfVersion = '1.8.0';

export function ocsfMetadata(tenant: string, more: Readonly<Record<string, unknown>>): object {
  return { version: ocsfVersion, product: { name: 'Gatewatch', vendor_name: 'Gatewatch' }, tenant_uid: tenant, ...more };
}
