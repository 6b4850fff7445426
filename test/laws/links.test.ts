/** The ledger's links decide as the engine does by itself: an ingestor among many gives the key that a replay would. */

import { createIdentities, linkId } from '@gatewatch/engine';
import { memoryLinks } from '@gatewatch/ledger';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signInRow } from './rows.ts';

const people = fc.record({
  id: fc.constantFrom('1', '2', '3', '4', '5'),
  address: fc.constantFrom('ada@example.com', 'bo@example.com', 'ada@example.com~2', 'ada@example.com~3'),
  directory: fc.constantFrom('entra', 'google'),
});

test('any row of ids and addresses', async () => {
  const rules = { domains: new Map<string, string>(), aliases: new Map<string, string>() };
  await fc.assert(
    fc.asyncProperty(fc.array(people, { maxLength: 30 }), fc.integer({ min: 1, max: 5 }), async (rows, batch) => {
      const identities = createIdentities(rules);
      await using links = memoryLinks();
      for (let from = 0; from < rows.length; from += batch) {
        const part = rows.slice(from, from + batch);
        const keys = part.map(({ id, address, directory }) => {
          const actor = { key: null, address, id, directory, name: null, kind: 'member' } as const;
          return identities.resolve(signInRow(1, { actor })).actor?.key;
        });
        const requests = part.map(({ id, address, directory }) => ({
          link: linkId('default', directory, id),
          scope: `default\n${directory}`,
          claimed: address,
          person: address,
        }));
        expect(await links.decide(requests)).toEqual(keys);
      }
    }),
    { numRuns: 300 },
  );
});
