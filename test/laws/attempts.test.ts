/** SEMANTICS.md 3.1 and 3.3: copies of one record are one row, and rows of one logical sign-in are one attempt. */

import { attemptsOf, minuteMs, type SignIn, secondMs } from '@gatewatch/domain';
import { asRow, joinCopies } from '@gatewatch/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signInRow } from './rows.ts';

const start = Date.UTC(2026, 4, 4, 8);
const asked = { outcome: 'interrupted', failure: 'second-factor-required', correlationId: 'c', secondFactor: 'pending' } as const;
const denied = { outcome: 'failure', failure: 'second-factor-failed', correlationId: 'c', secondFactor: 'denied' } as const;
const passed = { correlationId: 'c', secondFactor: 'passed' } as const;
const sizes = (rows: readonly SignIn[]) => attemptsOf(rows).map((attempt) => attempt.rows.length);

describe('3.3 an attempt', () => {
  test('is the prompt and what became of it, and is closed by that', () => {
    const [attempt, ...more] = attemptsOf([signInRow(start, asked), signInRow(start + minuteMs, passed)]);
    expect([attempt?.rows.length, attempt?.closed, attempt?.last.outcome, more.length]).toEqual([2, true, 'success', 0]);
  });

  test.each([
    ['another address', { ip: '203.0.113.9' }],
    ['another application', { appId: 'other' }],
    ['no common request or correlation', { correlationId: 'other' }],
    ['a refresh in the background', { interactive: false }],
  ] as const)('does not take in %s', (_, more) => {
    expect(sizes([signInRow(start, asked), signInRow(start + minuteMs, { ...passed, ...more })])).toEqual([1, 1]);
  });

  test('reaches five minutes and not a second further', () => {
    expect(sizes([signInRow(start, asked), signInRow(start + 5 * minuteMs, passed)])).toEqual([2]);
    expect(sizes([signInRow(start, asked), signInRow(start + 5 * minuteMs + 1, passed)])).toEqual([1, 1]);
  });

  test('is linked by the original request as well as by the correlation', () => {
    const first = signInRow(start, { ...asked, correlationId: null, requestId: 'r' });
    expect(sizes([first, signInRow(start + secondMs, { correlationId: 'new', requestId: 'r' })])).toEqual([2]);
  });

  test('of Google is what one person does within a second, whatever it says', () => {
    const google = { provider: 'google', correlationId: null, requestId: null } as const;
    expect(sizes([signInRow(start, { ...google, ...denied, correlationId: null }), signInRow(start + secondMs, google)])).toEqual(
      [2],
    );
    expect(sizes([signInRow(start, google), signInRow(start + secondMs + 1, google)])).toEqual([1, 1]);
  });

  test('a correlation id that an attacker keeps never makes ten prompts one', () => {
    const prompts = Array.from({ length: 10 }, (_, n) => signInRow(start + n * 20 * secondMs, denied));
    expect(sizes(prompts)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  test('nor ten whose refusal stands on the interrupted row itself', () => {
    const refused = { ...asked, secondFactor: 'denied', code: '50074' } as const;
    const prompts = Array.from({ length: 10 }, (_, n) => signInRow(start + n * 20 * secondMs, refused));
    expect(sizes(prompts)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  test('a refusal that stands on the interrupted row and on the failed one is one prompt', () => {
    const refused = { ...asked, secondFactor: 'denied', code: '50074' } as const;
    const failed = { ...denied, code: '500121' } as const;
    expect(
      sizes([
        signInRow(start, refused),
        signInRow(start + secondMs, failed),
        signInRow(start + minuteMs, refused),
        signInRow(start + minuteMs + secondMs, failed),
      ]),
    ).toEqual([2, 2]);
  });

  test('goes on after a prompt that nobody answered: another way may follow', () => {
    const one = { ...asked, secondFactor: 'no-answer' } as const;
    expect(sizes([signInRow(start, one), signInRow(start + minuteMs, passed)])).toEqual([2]);
  });

  test('a view that ends earlier sees an open one: what comes later is not known yet', () => {
    expect(attemptsOf([signInRow(start, asked)]).map((attempt) => attempt.closed)).toEqual([false]);
  });
});

describe('3.1 copies', () => {
  const copy = fc
    .record({
      processed: fc.constantFrom(null, 1, 2, 3),
      hash: fc.constantFrom('a', 'b', 'c'),
      policies: fc.subarray(['p', 'q', 'r']),
    })
    .chain(({ processed, hash, policies }) =>
      fc.constantFrom(['password'], ['password', 'push']).map((methods) => {
        const listed = policies.map((name) => ({ name, result: 'success', controls: ['mfa'] }));
        const code = `${processed}${hash}`; // one version of a record says one thing
        return asRow(signInRow(start, { recordId: 'one', processed, hash, code, methods, policies: listed, client: 'Browser' }));
      }),
    );

  test('are joined in any order and any number of times with one result', () => {
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(), { maxLength: 8 }), (copies, picks) => {
        const again = picks.flatMap((pick) => copies[pick % copies.length] ?? []);
        const join = (all: readonly (typeof copies)[number][]) => all.reduce((a, b) => joinCopies(a, b));
        expect(join([...again, ...copies].reverse())).toEqual(join(copies));
        expect(join([...copies, ...again])).toEqual(join(copies));
      }),
      { numRuns: 500 },
    );
  });

  test('of one processing time and one hash, where they differ in what the hash leaves out, too', () => {
    const copy = (more: Partial<SignIn>) => asRow(signInRow(start, { recordId: 'one', processed: null, hash: 'a', ...more }));
    const copies = [copy({}), copy({ session: 's', methods: ['password', 'push'] }), copy({ session: 's', ip: '203.0.113.9' })];
    const join = (order: readonly number[]) => order.flatMap((n) => copies[n] ?? []).reduce((a, b) => joinCopies(a, b));
    for (const order of [
      [0, 2, 1],
      [1, 0, 2],
      [2, 1, 0],
    ])
      expect(join(order)).toEqual(join([0, 1, 2]));
  });

  test('a repeat adds nothing, though its place is another by now', () => {
    const first = asRow(signInRow(start, { recordId: 'one' }));
    const moved = { country: 'SE', city: 'Malmo', latitude: 55.6, longitude: 13, radiusKm: 30 };
    expect(joinCopies(first, asRow(signInRow(start, { recordId: 'one', place: moved })))).toBe(first);
  });

  test('scalars are the newest copy’s, lists are united, the longer list of steps stays', () => {
    const policy = (name: string) => ({ name, result: 'success', controls: [] });
    const rich = asRow(
      signInRow(start, { recordId: 'one', processed: 1, code: 'old', methods: ['password', 'push'], policies: [policy('a')] }),
    );
    const poor = asRow(
      signInRow(start, { recordId: 'one', processed: 2, code: 'new', methods: ['password'], policies: [policy('b')] }),
    );
    expect(joinCopies(rich, poor)).toMatchObject({
      code: 'new',
      methods: ['password', 'push'],
      policies: [{ name: 'a' }, { name: 'b' }],
    });
  });
});
