import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Evidence } from './alert.ts';
import { alertJson } from './alert-json.ts';

const evidence = fc.record({
  id: fc.string(),
  recordId: fc.string(),
  provider: fc.constant('entra'),
  kind: fc.constant('sign-in'),
  time: fc.integer(),
  ip: fc.option(fc.string()),
  place: fc.constant(null),
  network: fc.constant(null),
  device: fc.option(fc.string()),
  app: fc.option(fc.string()),
  outcome: fc.constant('success'),
  code: fc.constant(null),
  secondFactor: fc.constant(null),
  row: fc.jsonValue(),
}) satisfies fc.Arbitrary<Evidence>;

it('is the text that JSON.stringify writes, whatever an alert says and however often a row was shown', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"events":[]', '\\"events":[]', '{"evidence":{"events":[]}}'),
  );
  fc.assert(
    fc.property(fc.array(evidence, { maxLength: 4 }), text, text, fc.option(text), (events, title, decisive, after) => {
      for (const shown of [events, events.slice(1), [...events, ...events]]) {
        const said = {
          schema: 1,
          title,
          evidence: { rows: 3, decisive: [decisive], events: shown },
          facts: [{ after }],
          gone: undefined,
        };
        expect(alertJson(said)).toBe(JSON.stringify(said));
      }
    }),
  );
});
