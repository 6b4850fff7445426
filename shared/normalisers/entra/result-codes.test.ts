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

  it('of these and of no others the password is known: a wrong yes would accuse', () => {
    const saying = (password: string) => [...resultCodes].filter(([, code]) => code.password === password).map(([code]) => code);
    expect(saying('yes').join(' ')).toBe(
      '0 50005 50055 50072 50074 50076 50078 50079 50087 50088 50105 50131 50135 50140 50142 50144 50158 50203 53000 53001 53002 ' +
        '53003 53004 53010 53011 500121 530002 530003 530031 530032 530034 530035 54000 65001 65004 80012 90094 90095',
    );
    expect(saying('no').join(' ')).toBe('50034 50056 50064 50126 51004 7000215 120000');
  });

  it('are of these classes', () => {
    expect(of('token').join(' ')).toBe(
      '50013 50089 50132 50133 50173 500133 54005 70000 70008 70043 70044 70046 700082 700084 81010 81012',
    );
    expect(of('account-state').join(' ')).toBe('16003 50014 50055 50057 50105 50135 50142 50144 80012 90072 120002 120020');
    expect(of('application').join(' ')).toBe(
      '50011 50059 50196 65001 65004 700016 700027 7000112 7000215 7000218 7000222 90094 90095 500011',
    );
    expect(of('device').join(' ')).toBe('50155 50187 240001 130004 130005 130006 130007 130008 135010 135011');
    expect(of('system').join(' ')).toBe('80001 80002 80005 80007 80014 90025');
    expect(of('policy').join(' ')).toBe(
      '50002 50005 50131 53000 53001 53002 53003 53004 53010 53011 500021 500022 500212 500213 530002 530003 530031 530032 ' +
        '530034 530035 54000',
    );
    expect(of('interrupt').join(' ')).toBe(
      '16000 16001 50058 50097 50125 50127 50129 50140 50192 50199 50203 70016 70018 70019 399218',
    );
    expect(of('second-factor-required').join(' ')).toBe('50072 50074 50076 50078 50079 50158');
    expect(of('second-factor-failed').join(' ')).toBe('50087 50088 500121');
    expect(of('wrong-password').join(' ')).toBe('50056 50064 50126 120000');
    expect(of('unknown-user').join(' ')).toBe('50020 50034 51004');
    expect(of('locked').join(' ')).toBe('50053');
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
