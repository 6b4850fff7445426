import { expect, it } from 'vitest';
import { typedName } from './one-way.ts';
import { withoutTypedNames } from './withhold.ts';

const rule = { key: 'a key of the operator', keep: false };
const secret = 'Hunter2!"x\\';
const without = (text: string) => withoutTypedNames(text, 'acme', rule);
const record = (code: number, name: string) => ({
  category: 'SignInLogs',
  resultType: String(code),
  identity: name,
  properties: { userPrincipalName: name, userDisplayName: name, status: { errorCode: code } },
});

it('hides what was typed for an account that does not exist, wherever it stands, and the rest is as it was', () => {
  const text = JSON.stringify(record(50034, secret));
  expect(without(text)).not.toContain('Hunter2');
  const read = JSON.parse(without(text));
  expect(read.properties.userPrincipalName).toMatch(/^unknown:[0-9a-f]{16}$/);
  expect({ ...read, identity: '', properties: { ...read.properties, userPrincipalName: '', userDisplayName: '' } }).toEqual({
    ...record(50034, secret),
    identity: '',
    properties: { ...record(50034, secret).properties, userPrincipalName: '', userDisplayName: '' },
  });
});

it('hides it in a record that is cut, encoded twice, or in the spelling of Log Analytics', () => {
  const text = JSON.stringify(record(50034, 'hunter2'));
  for (let cut = text.indexOf('properties'); cut < text.length; cut++) {
    const shown = without(text.slice(0, cut));
    expect(shown.includes('hunter2') && shown.includes('errorCode":50034')).toBe(false);
    expect(shown).not.toContain('hunter2');
  }
  const twice = JSON.stringify({ ...record(50034, ''), properties: JSON.stringify(record(50034, secret).properties) });
  expect(without(twice)).not.toContain('Hunter2');
  expect(JSON.parse(JSON.parse(without(twice)).properties).userPrincipalName).toMatch(/^unknown:/);
  expect(without('{"ResultType":"50034","UserPrincipalName":"hunter2"}')).not.toContain('hunter2');
});

it('hides a name that is no address whatever the code, and leaves accounts alone', () => {
  expect(without(JSON.stringify(record(50126, 'hunter2')))).not.toContain('hunter2');
  const known = JSON.stringify(record(50126, 'ada@example.com'));
  expect(without(known)).toBe(known);
  expect(without('no JSON at all')).toBe('no JSON at all');
});

it('withholds a broken row of CSV that tells of an unknown account', () => {
  expect(without('2026-03-02,hunter2,"Failure","50034"')).toBe('withheld: a row of 36 characters');
  expect(without('2026-03-02,ada@example.com,Failure,50126')).toContain('ada@example.com');
});

it('the operator may keep names; a hash depends on key and tenant, not on case', () => {
  expect(withoutTypedNames('{"errorCode":50034,"userPrincipalName":"x"}', 'acme', { ...rule, keep: true })).toContain('"x"');
  expect(typedName('Hunter2', 'acme', rule)).toBe(typedName('hunter2', 'acme', rule));
  expect(typedName('hunter2', 'acme', rule)).not.toBe(typedName('hunter2', 'other', rule));
  expect(typedName('hunter2', 'acme', rule)).not.toBe(typedName('hunter2', 'acme', { ...rule, key: 'another' }));
  expect(typedName('hunter2', 'acme', undefined)).toBeNull();
  expect(typedName('hunter2', 'acme', { ...rule, keep: true })).toBe('unknown:hunter2');
});
