/** What goes into the quarantine comes out of it. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quarantineIn, quarantineMessage } from './quarantine-entry.ts';

const entry = fc.record({
  reason: fc.constantFrom('not-json', 'bad-time', 'foreign-tenant'),
  detail: fc.string(),
  origin: fc.record({ source: fc.string(), position: fc.maxSafeNat() }),
  tenant: fc.string(),
  received: fc.maxSafeNat(),
  text: fc.string({ unit: 'binary' }),
});

test('an entry is read as it was written', () => {
  fc.assert(
    fc.property(entry, (one) => {
      const { value } = quarantineMessage(one);
      expect(quarantineIn({ value })).toEqual(one);
    }),
  );
});

test.each([null, '', '[]', 'null', '7', '{}', '{"form":2}', '{"form":1,"reason":"x"}', '{"form":1'])('%s is none', (text) => {
  expect(quarantineIn({ value: text === null ? null : Buffer.from(text) })).toBeNull();
});
