import { type Course, optionsOf, type Past, type SignIn } from '@gatewatch/domain';
import { signIn } from '@gatewatch/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { detectors } from './index.ts';

const route = fc.record({
  transfer: fc.constantFrom(null, 'device-code' as const, 'authentication-transfer' as const),
  legacy: fc.constantFrom(null, 'imap'),
  requirement: fc.constantFrom(null, 'one-factor' as const, 'two-factors' as const),
  excuse: fc.constantFrom(null, 'location' as const, 'app-password' as const, 'broker' as const),
  location: fc.constantFrom(null, 'Head office'),
  bound: fc.constantFrom(null, false),
  agent: fc.constantFrom(null, 'windows'),
  crossTenant: fc.boolean(),
});

const course: fc.Arbitrary<Partial<Course>> = fc.record({
  provider: fc.constantFrom('entra' as const, 'google' as const),
  interactive: fc.boolean(),
  outcome: fc.constantFrom('success' as const, 'failure' as const, 'interrupted' as const, 'blocked' as const),
  failure: fc.constantFrom(null, 'wrong-password' as const, 'second-factor-failed' as const, 'second-factor-required' as const),
  password: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
  secondFactor: fc.constantFrom(
    ...(['not-asked', 'passed', 'satisfied-earlier', 'denied', 'no-answer', 'wrong-number', 'duplicate-prompt'] as const),
    ...(['fraud-reported', 'user-blocked', 'pending', 'unknown'] as const),
  ),
  methods: fc.subarray(['password', 'mobile app notification', 'fido2 security key']),
  protocol: fc.constantFrom(null, 'ropc', 'ROPC', 'deviceCode'),
  reportOnly: fc.constantFrom([], [{ name: 'pilot', result: 'reportOnlyFailure', controls: [] }]),
  route,
});

/** Whoever looks at it fails. */
const unseen = (subject: string): Past => {
  const seen = (): never => {
    throw new Error('a row that does not concern the detector was weighed');
  };
  return {
    subject,
    fact: seen,
    newest: seen,
    get rows() {
      return seen();
    },
    get profile() {
      return seen();
    },
    get findings() {
      return seen();
    },
  };
};

it.each(detectors.filter(({ concerns }) => concerns !== undefined))(
  '$card.id says nothing of what does not concern it, and looks at nothing',
  (detector) => {
    const options = optionsOf(detector.card);
    let asked = 0;
    fc.assert(
      fc.property(course, (said) => {
        const row: SignIn = { ...signIn({ at: '2 09:00' }), ...said };
        if (detector.concerns?.(row) === true) asked++;
        else expect(detector.judge(row, unseen(row.actor?.key ?? ''), options)).toEqual({ findings: [] });
      }),
      { numRuns: 2000 },
    );
    expect(asked).toBeGreaterThan(0);
  },
);
