import type { IdentityEvent } from '@gatewatch/domain';
import { expect, test } from 'vitest';
import { entra } from './entra.ts';

const location = (isTrusted: boolean, ...ranges: readonly string[]) =>
  JSON.stringify({
    displayName: 'Oslo',
    isTrusted,
    ipRanges: ranges.map((cidrAddress) => ({ '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress })),
  });

function events(
  operation: string,
  oldValue: string | null,
  newValue: string | null,
  result = 'success',
): readonly IdentityEvent[] {
  const record = {
    time: '2026-03-02T10:00:00Z',
    category: 'AuditLogs',
    operationName: operation,
    tenantId: '11111111-2222-3333-4444-555555555555',
    properties: {
      id: 'Directory_1',
      activityDateTime: '2026-03-02T10:00:00Z',
      activityDisplayName: operation,
      category: 'Policy',
      result,
      initiatedBy: { user: { id: 'u1', userPrincipalName: 'admin@example.com' } },
      targetResources: [
        { displayName: 'Oslo', type: 'Policy', modifiedProperties: [{ displayName: 'NamedLocation', oldValue, newValue }] },
      ],
    },
  };
  const normalised = entra.normalise(record, { tenant: 'default', origin: { source: 'test', position: 0 }, received: null });
  return 'events' in normalised ? normalised.events : [];
}

function facts(all: readonly IdentityEvent[]): readonly string[] {
  return all.flatMap((event) => (event.kind === 'snapshot' ? event.states.map(({ about, value }) => `${about} ${value}`) : []));
}

test('a trusted location that is added becomes facts beside the change', () => {
  const all = events('Add named location', null, location(true, '203.0.113.7/24', '2001:db8::/32'));
  expect(all.map(({ kind, time }) => [kind, time])).toEqual([
    ['policy-change', Date.UTC(2026, 2, 2, 10)],
    ['snapshot', Date.UTC(2026, 2, 2, 10)],
  ]);
  expect(facts(all)).toEqual(['any yes', '203.0.113.0/24 Oslo', '2001:db8:0:0:0:0:0:0/32 Oslo']);
  expect(new Set(all.map(({ id }) => id)).size).toBe(2);
});

test('a range that an update takes out is trusted no longer', () => {
  const all = events(
    'Update named location',
    location(true, '203.0.113.0/24', '198.51.100.0/24'),
    location(true, '198.51.100.0/24'),
  );
  expect(facts(all)).toEqual(['203.0.113.0/24 null', '198.51.100.0/24 Oslo', 'any yes']);
});

test('a location that is no longer trusted, or deleted, is none', () => {
  expect(facts(events('Update named location', location(true, '203.0.113.0/24'), location(false, '203.0.113.0/24')))).toEqual([
    '203.0.113.0/24 null',
  ]);
  expect(facts(events('Delete named location', location(true, '203.0.113.0/24'), null))).toEqual(['203.0.113.0/24 null']);
});

test('what failed, and what holds no ranges, says nothing', () => {
  expect(events('Add named location', null, location(true, '203.0.113.0/24'), 'failure').length).toBe(1);
  expect(events('Add named location', null, '{"displayName":"Norway","countriesAndRegions":["NO"]}').length).toBe(1);
  expect(events('Add named location', null, location(true, 'office')).length).toBe(1);
  expect(events('Add named location', null, 'not json').length).toBe(1);
});
