import { parseConfig } from '@gatewatch/runtime';
import { describe, expect, it } from 'vitest';
import { tenancyOf } from './tenancy.ts';

const directory = '00000000-aaaa-4000-8000-000000000001';
const other = '00000000-aaaa-4000-8000-000000000002';
const config = parseConfig(`tenants: [{ id: acme, entra: ["${directory}"], google: [C01acme] }]`, 'gatewatch.yaml');

it.each([
  ['a record of a diagnostic setting', { tenantId: directory }, 'acme'],
  ['one in PascalCase', { TenantId: directory }, 'acme'],
  ['one that names its tenant in the resource only', { resourceId: `/tenants/${directory}/providers/Microsoft.aadiam` }, 'acme'],
  [
    'a row of Log Analytics, whose TenantId is the workspace',
    { TimeGenerated: 'x', TenantId: other, AADTenantId: directory },
    'acme',
  ],
  ['a row of Log Analytics without its tenant', { TimeGenerated: 'x', TenantId: other }, 'acme'],
  ['an activity', { id: { customerId: 'C01acme' } }, 'acme'],
  ['a user of the directory', { id: '1', customerId: 'C01acme' }, 'acme'],
  ['a record that names nobody', {}, 'acme'],
  ['a record of another tenant', { tenantId: other }, null],
  ['an activity of another customer', { id: { customerId: 'C02' } }, null],
])('%s', (_name, record, tenant) => {
  expect(tenancyOf(config).tenantOf(record)).toBe(tenant);
});

describe('a source whose tenant is known', () => {
  const two = parseConfig(`tenants: [{ id: acme, entra: ["${directory}"] }, { id: umbrella, google: [C02] }]`, 'gatewatch.yaml');
  it.each([
    ['takes records of its own directory', { tenantId: directory }, 'acme', true],
    ['takes records that name nobody', {}, 'acme', true],
    ['refuses those of another tenant', { tenantId: directory }, 'umbrella', false],
    ['refuses those of a directory that is nobody’s', { tenantId: other }, 'acme', false],
    ['takes any customer where the configuration names none of its own', { id: { customerId: 'C09' } }, 'acme', true],
    ['but not the customer of another tenant', { id: { customerId: 'C02' } }, 'acme', false],
  ])('%s', (_name, record, tenant, belongs) => {
    expect(tenancyOf(two).belongs(record, tenant)).toBe(belongs);
  });
});
