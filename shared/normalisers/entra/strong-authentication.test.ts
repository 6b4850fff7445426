import { expect, it } from 'vitest';
import { strongAuthentication } from './strong-authentication.ts';

const property = (displayName: string, oldValue: unknown, newValue: unknown) => ({ displayName, oldValue, newValue });
const read = (...modifiedProperties: unknown[]) => strongAuthentication([{ type: 'User', modifiedProperties }]);

it('a longer list of methods is a factor added, a shorter one a factor removed', () => {
  const one = '[{"MethodType":6,"Default":true}]';
  const two = '[{"MethodType":6,"Default":true},{"MethodType":0,"Default":false}]';
  expect(read(property('StrongAuthenticationMethod', '[]', one))).toEqual({
    action: 'added',
    factor: 'strong authentication method',
  });
  expect(read(property('StrongAuthenticationMethod', one, two))?.action).toBe('added');
  expect(read(property('StrongAuthenticationMethod', two, '[]'))?.action).toBe('removed');
  expect(read(property('StrongAuthenticationMethod', one, '[{"MethodType":0,"Default":true}]'))?.action).toBe('changed');
});

it('a requirement in state 0 is no requirement', () => {
  const state = (value: number) => JSON.stringify([{ RelyingParty: '*', State: value }]);
  expect(read(property('StrongAuthenticationRequirement', state(1), state(0)))?.action).toBe('removed');
  expect(read(property('StrongAuthenticationRequirement', state(0), state(2)))?.action).toBe('added');
  expect(read(property('StrongAuthenticationRequirement', state(0), '[]'))).toBe(null);
});

it('what each approval rewrites says nothing unless the list grows', () => {
  const phone = (stamp: string) => JSON.stringify([{ DeviceName: 'phone', LastAuthenticatedTimestamp: stamp }]);
  expect(read(property('StrongAuthenticationPhoneAppDetail', phone('1'), phone('2')))).toBe(null);
  expect(read(property('StrongAuthenticationPhoneAppDetail', '[]', phone('1')))?.action).toBe('added');
});

it('added outweighs changed, and other properties say nothing', () => {
  const changed = property('StrongAuthenticationUserDetails', '[{"PhoneNumber":"1"}]', '[{"PhoneNumber":"2"}]');
  expect(read(changed)?.action).toBe('changed');
  expect(read(changed, property('StrongAuthenticationMethod', '[]', '[{}]'))?.action).toBe('added');
  expect(read(property('DisplayName', '["a"]', '["b"]'))).toBe(null);
});

it('values encoded twice, cut or of another type do not throw', () => {
  expect(read(property('StrongAuthenticationMethod', '"[]"', '"[{}]"'))?.action).toBe('added');
  expect(read(property('StrongAuthenticationMethod', null, `[${'{},'.repeat(2000)}`))?.action).toBe('added');
  const long = { DeviceName: 'x'.repeat(2000) };
  const longer = JSON.stringify([long, long]);
  expect(read(property('StrongAuthenticationPhoneAppDetail', JSON.stringify([long]), longer))?.action).toBe('added');
  expect(read(property('StrongAuthenticationMethod', 7, {}), null, 'x')).toBe(null);
});
