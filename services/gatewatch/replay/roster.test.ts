import { parseConfig } from '@gatewatch/runtime';
import { expect, it } from 'vitest';
import { rosterFacts } from './roster.ts';

const facts = (text: string) =>
  rosterFacts(parseConfig(text, 'gatewatch.yaml'), ['acme'], (address) => address).map((record) =>
    record.type === 'fact' ? [record.name, record.value, new Date(record.time).toISOString().slice(0, 10)] : [],
  );

it('what a person is holds from its date', () => {
  const text = `
tenants: [{ id: acme }]
people:
  - { address: Ada@example.com, privileged: true, from: 2026-05-04 }
  - { address: helga@example.com, helpDesk: true }
`;
  expect(facts(text)).toEqual([
    ['help-desk:helga@example.com', 'yes', '1970-01-01'],
    ['privileged:ada@example.com', 'yes', '2026-05-04'],
  ]);
});

it('a later entry with false ends what an earlier one began, in whatever order they stand; one that does not say it ends nothing', () => {
  const text = `
tenants: [{ id: acme }, { id: b }]
people:
  - { address: ada@example.com, tenant: acme, privileged: false, from: 2026-06-01 }
  - { address: ada@example.com, tenant: acme, privileged: true, helpDesk: true, from: 2026-05-04 }
  - { address: ada@example.com, tenant: acme, service: false, aliases: [a@example.com], from: 2026-06-02 }
  - { address: ada@example.com, tenant: acme, privileged: true, from: 2026-07-01 }
  - { address: ada@example.com, tenant: b, privileged: false, from: 2026-06-01 }
`;
  expect(facts(text)).toEqual([
    ['privileged:ada@example.com', 'yes', '2026-05-04'],
    ['help-desk:ada@example.com', 'yes', '2026-05-04'],
    ['privileged:ada@example.com', null, '2026-06-01'],
    ['privileged:ada@example.com', 'yes', '2026-07-01'],
  ]);
});

it('a roll-out begins and ends; plans that overlap are one', () => {
  const text = `
tenants:
  - id: acme
    registrars: [Onboarding Robot]
    rollOuts: [{ from: 2026-05-04, to: 2026-05-08 }, { from: 2026-05-06, to: 2026-05-10 }, { from: 2026-06-01, to: 2026-06-01 }]
`;
  expect(facts(text)).toEqual([
    ['registrar:onboarding robot', 'yes', '1970-01-01'],
    ['roll-out', 'yes', '2026-05-04'],
    ['roll-out', null, '2026-05-11'],
    ['roll-out', 'yes', '2026-06-01'],
    ['roll-out', null, '2026-06-02'],
  ]);
});
