import { describe, expect, it } from 'vitest';
import { readCode, resultCodes } from './result-codes.ts';
import { outcomeOf } from './sign-in.ts';

const of = (failure: string | null) => [...resultCodes].filter(([, code]) => code.failure === failure).map(([code]) => code);

describe('result codes', () => {
  it('each say where they come from, and none says more than once', () => {
    expect(resultCodes.size).toBe(112);
    for (const { source } of resultCodes.values()) expect(source).toMatch(/^[DSCRKU](?:, [DSCRKU])*(?:: .+)?$/);
  });

  it('of interrupts are neither failure nor success', () => {
    for (const code of ['50140', '50058', '50097', '50125', '50127', '50129', '50199', '16000', '399218']) {
      expect(outcomeOf(readCode(code, null).failure), code).toBe('interrupted');
    }
  });

  it.each([
    '50072',
    '50074',
    '50076',
    '50078',
    '50079',
    '50158',
    '500121',
    '50055',
    '53000',
    '53003',
    '53004',
    '530031',
    '530032',
    '65001',
    '80012',
  ])('%s shows that the password was right', (code) => {
    expect(readCode(code, null)).toMatchObject({ password: 'yes' });
    expect(readCode(code, null).failure).not.toBeNull();
  });

  it.each(['50126', '50034', '50056', '50064', '51004', '120000', '7000215'])('%s shows that it was wrong', (code) => {
    expect(readCode(code, null).password).toBe('no');
  });

  it('of which a source only guesses that the password was right accuse nobody', () => {
    for (const code of ['7000112', '90072', '500011']) expect(readCode(code, null).password).toBe('unknown');
  });

  it('of policies block, others fail', () => {
    for (const code of of('policy')) expect(outcomeOf(readCode(code, null).failure)).toBe('blocked');
    for (const code of of('wrong-password')) expect(outcomeOf(readCode(code, null).failure)).toBe('failure');
    expect(of('policy')).toContain('53003');
    expect(of(null)).toEqual(['0']);
  });

  it('50053 is a lock-out, unless its text speaks of the address', () => {
    expect(readCode('50053', null).failure).toBe('locked');
    expect(readCode('50053', 'The account is locked, you tried to sign in too many times').failure).toBe('locked');
    expect(readCode('50053', 'Sign-in was blocked because it came from an IP address with malicious activity').failure).toBe(
      'suspicious',
    );
  });

  it('that nobody knows are of a class of their own', () => {
    expect(readCode('123', null)).toMatchObject({ failure: 'unknown', password: 'unknown' });
    expect(readCode('__proto__', null).failure).toBe('unknown');
  });
});
