/** Which refreshes are one: the reference thins by the slot's text, the engine compares fields, and both must mean the same. */

import type { IdentityEvent, SignIn, TokenGrant } from '@gatewatch/domain';
import { laptop, signIn, stranger } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { isRoutine, routineSlot, sameSlot } from './routine.ts';

const refresh: SignIn = { ...signIn({ at: '1 09:00', interactive: false, session: 's', protocol: 'none' }), client: 'Browser' };
const hour = 3_600_000;
const grant: TokenGrant = {
  ...{ ...refresh, kind: 'token-grant', grant: 'client-credential', credential: 'secret', failure: null, scopes: [], risk: null },
  ...{ code: '0', app: 'App', appId: 'app', resource: 'graph', client: null, correlationId: null, outcome: 'success' },
};

const same: readonly (readonly [string, Partial<SignIn>])[] = [
  ['the last millisecond of the hour', { time: refresh.time + hour - 1 }],
  ['another request', { requestId: 'r', correlationId: 'c', recordId: 'other', id: 'entra:other' }],
  ['another resource', { resource: 'other' }],
];
const other: readonly (readonly [string, Partial<SignIn>])[] = [
  ['the next clock hour', { time: refresh.time + hour }],
  ['the last millisecond of the hour before', { time: refresh.time - 1 }],
  ['another address', { ip: '198.18.0.9' }],
  ['another device', { device: stranger }],
  ['no device', { device: null }],
  ['another client', { client: 'Mobile Apps and Desktop clients' }],
  ['another application', { appId: 'other' }],
  ['another session', { session: 't' }],
  ['another protocol', { protocol: 'deviceCode' }],
  ['another way to hand it over', { route: { ...refresh.route, transfer: 'device-code' } }],
];

test.each(same)('%s is the same refresh', (_, more) => {
  const row: IdentityEvent = { ...refresh, ...more };
  expect([routineSlot(row) === routineSlot(refresh), sameSlot(row, refresh)]).toEqual([true, true]);
});

test.each(other)('%s is another refresh', (_, more) => {
  const row: IdentityEvent = { ...refresh, ...more };
  expect([routineSlot(row) === routineSlot(refresh), sameSlot(row, refresh)]).toEqual([false, false]);
});

test('the same device by its id is the same, whatever else is said of it', () => {
  expect(sameSlot({ ...refresh, device: { ...laptop, name: 'renamed' } }, refresh)).toBe(true);
});

test.each<[string, Partial<SignIn>]>([
  ['a person is there', { interactive: true }],
  ['it failed', { outcome: 'failure' }],
  ['it was interrupted', { outcome: 'interrupted' }],
  ['Google wrote it', { provider: 'google' }],
])('a sign-in is none where %s', (_, more) => {
  expect([isRoutine(refresh), isRoutine({ ...refresh, ...more })]).toEqual([true, false]);
});

test('of what workloads get, successes with a right given before are', () => {
  const of = (more: Partial<TokenGrant>) => isRoutine({ ...grant, ...more });
  expect([of({}), of({ grant: 'managed-identity' }), of({ grant: 'used' })]).toEqual([true, true, true]);
  expect([of({ outcome: 'failure' }), of({ grant: 'authorised' }), of({ grant: 'revoked' })]).toEqual([false, false, false]);
});

test.each<[string, Partial<TokenGrant>]>([
  ['another address', { ip: '198.18.0.9' }],
  ['another credential', { credential: 'other' }],
  ['another application', { appId: 'other' }],
  ['another resource', { resource: 'other' }],
  ['another kind', { grant: 'managed-identity' }],
  ['the next clock hour', { time: grant.time + hour }],
])('%s is another grant', (_, more) => {
  expect([sameSlot(grant, { ...grant, recordId: 'other' }), sameSlot(grant, { ...grant, ...more })]).toEqual([true, false]);
});
