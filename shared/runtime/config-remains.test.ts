import { expect, test } from 'vitest';
import { emptyConfig } from './config.ts';
import { remainsOf } from './config-remains.ts';

test('a key that is not known, a value that will not do and an item that lacks something are left out alone', () => {
  const { people, privacy, tenants } = remainsOf({
    what: 1,
    people: [{ address: 'ada@example.com', privileged: 'yes' }, { privileged: true }, { address: 'bob@example.com' }],
    tenants: [{ id: 'acme', entra: ['nope'] }],
    privacy: { keepUnknownNames: true, more: 1 },
  });
  expect(people.map(({ address }) => address)).toEqual(['ada@example.com', 'bob@example.com']);
  expect(tenants.map(({ id, entra }) => [id, entra])).toEqual([['acme', []]]);
  expect(privacy.keepUnknownNames).toBe(true);
});

test.each([[null], [5], ['text'], [[1, 2]], [{ tenants: 5, people: { a: 1 } }], [{ kafka: {} }]])(
  'nothing is left of %j',
  (raw) => {
    expect(remainsOf(raw)).toEqual(emptyConfig());
  },
);
