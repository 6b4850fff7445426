/**
 * Tenants that know the same people: what a source of one brings is never seen in another's timelines, alerts or quarantine,
 * whatever the records claim. Every setting runs this suite.
 */

import type { LiveSource, RawBody } from '@gatewatch/domain';
import { decodeSubject } from '@gatewatch/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IntakeUnderTest } from './intake.contract.ts';
import { directory, entraRecord, now, otherDirectory } from './records.ts';

const tenants = ['acme', 'globex'] as const;
type Tenant = (typeof tenants)[number];
const directoryOf = { acme: directory, globex: otherDirectory, nobody: '00000000-cccc-4000-8000-000000000003' } as const;
const source = (tenant: Tenant): LiveSource => ({ name: `${tenant}/0`, tenant, provider: 'entra' });

/** A record of a source: who brings it stands in its id, whose it claims to be in its directory. */
const brought = fc.record({
  by: fc.constantFrom(...tenants),
  claims: fc.constantFrom('acme', 'globex', 'nobody'),
  person: fc.constantFrom('ada', 'bob'),
  code: fc.constantFrom(0, 500121),
  minute: fc.integer({ min: 0, max: 30 }),
});

export function tenantsContract(name: string, open: () => Promise<IntakeUnderTest>, runs: number): void {
  describe(name, () => {
    test('keeps each to its own', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(brought, { minLength: 5, maxLength: 60 }), async (all) => {
          await using of = await open();
          const bodies = new Map<Tenant, RawBody[]>(tenants.map((tenant) => [tenant, []]));
          all.forEach(({ by, claims, person, code, minute }, position) => {
            const record = entraRecord({
              id: `${by}-${position}`,
              time: now - minute * 60_000,
              userId: `u-${person}`, // the same ids and addresses in both
              address: `${person}@example.com`,
              directory: directoryOf[claims],
              code,
            });
            bodies.get(by)?.push({ position, received: now, bytes: Buffer.from(JSON.stringify({ records: [record] })) });
          });
          await Promise.all(tenants.map((tenant) => of.intake.take(source(tenant), bodies.get(tenant) ?? [])));
          await of.settled();

          const kept: string[] = [];
          for (const { name: partition } of await of.ledger.partitions()) {
            for await (const { key, state } of of.ledger.subjects(partition)) {
              const { tenant, rows } = decodeSubject(key, state);
              for (const row of rows) {
                expect(row.tenant).toBe(tenant);
                kept.push(`${tenant} ${row.recordId}`);
              }
            }
          }
          const own = all.flatMap(({ by, claims }, i) => (by === claims ? [`${by} ${by}-${i}`] : []));
          expect(kept.sort()).toEqual(own.sort());

          for (const alert of await of.ledger.alerts()) {
            const ids = alert.evidence.events.map(({ recordId }) => recordId);
            expect(ids.filter((id) => !id.startsWith(`${alert.tenant}-`))).toEqual([]);
          }
          const refused = await of.quarantined();
          expect(refused.map(({ tenant, reason }) => `${tenant} ${reason}`).sort()).toEqual(
            all.flatMap(({ by, claims }) => (by === claims ? [] : [`${by} foreign-tenant`])).sort(),
          );
          for (const { tenant, text, origin } of refused) {
            expect(text).toContain(`"${tenant}-`);
            expect(origin.source).toBe(source(tenant as Tenant).name);
          }
        }),
        { numRuns: runs },
      );
    });
  });
}
