import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hourMs } from '@gatewatch/domain';
import type { GoogleSource } from '@gatewatch/runtime';
import { type ReportsServer, recorded, refused, reportsServer } from '@gatewatch/testing';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { reportsScope } from './api/endpoints.ts';
import { testGoogleSource } from './test-google-source.ts';

/** A key that is good and not the account's. */
const stranger = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const delegate = 'reports@example.com';
let folder = '';
let server: ReportsServer;
const keyFile = () => join(folder, 'key.json');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatewatch-google-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  const time = Math.floor(Date.now() / 1000) * 1000 - hourMs;
  const records = { login: [recorded({ application: 'login', id: 1, time })] };
  server = await reportsServer({ now: Date.now, delegate, records });
  await server.account.write(keyFile(), server.tokenUrl);
  return () => server[Symbol.asyncDispose]();
});

async function test(changes: Partial<GoogleSource> = {}): Promise<readonly string[]> {
  const config: GoogleSource = {
    name: 'workspace',
    tenant: 'acme',
    customer: 'my_customer',
    delegate,
    keyFile: keyFile(),
    applications: ['login', 'admin'],
    every: 60_000,
    settle: 30_000,
    backfill: 0,
    queriesPerMinute: 2400,
    ...changes,
  };
  const found = await testGoogleSource(config, server.endpoints);
  return found.map(({ ok, text }) => `${ok ? 'ok' : 'MISSING'} ${text.replaceAll(folder, '')}`);
}

it('says what answers', async () => {
  expect(await test()).toEqual([
    'ok Token by the key file /key.json on behalf of reports@example.com: Google gives one for reading reports.',
    expect.stringMatching(/^ok Report login: answers, its newest record is of 20\S+Z\.$/),
    'ok Report admin: answers, and holds nothing of the last seven days.',
    'ok Customer: the records are of C01abcdef; name it under tenants, acme, google, or they are quarantined.',
  ]);
});

it('says whose records they are where another customer is configured', async () => {
  expect((await test({ customer: 'C09other' })).at(-1)).toBe(
    'MISSING Customer: the records are of C01abcdef, not of C09other: correct `customer`.',
  );
});

it.each<[string, () => unknown, string]>([
  ['no delegation', () => (server.rules.scopes = []), `has no domain-wide delegation for ${reportsScope}: add its client id`],
  ['another scope', () => (server.rules.scopes = ['https://www.googleapis.com/auth/gmail']), 'has no domain-wide delegation'],
  ['another delegate', () => server.rules.delegates.splice(0), 'reports@example.com is no active user of the directory'],
  [
    'a key that was withdrawn',
    () => server.account.write(keyFile(), server.tokenUrl, { private_key: stranger() }),
    'is not valid any more',
  ],
  [
    'a key that is none',
    () => server.account.write(keyFile(), server.tokenUrl, { private_key: 'x' }),
    'its private_key is no key',
  ],
  [
    'another account',
    () => server.account.write(keyFile(), server.tokenUrl, { client_email: 'other@example.com' }),
    '(Google: Invalid grant: account not found)',
  ],
  [
    'a token address in the clear',
    () => server.account.write(keyFile(), 'http://example.com/token'),
    'its token_uri is no https address',
  ],
  [
    'a file that is no key',
    () => writeFile(keyFile(), '{"type":"authorized_user"}'),
    'is no key file of a service account (it has no token_uri)',
  ],
  ['a file that is no JSON', () => writeFile(keyFile(), 'key'), 'is no key file of a service account'],
  ['no file', () => rm(keyFile()), 'cannot be read (it does not exist): correct `keyFile`'],
])('says what is missing for a token: %s', async (_name, spoil, sentence) => {
  await spoil();
  const said = await test();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^MISSING Token by the key file /);
  expect(said[0]).toContain(sentence);
  expect(said[0]).not.toMatch(/PRIVATE KEY|ya29/);
});

it.each([
  ['accessNotConfigured', 403, 'Admin SDK API has not been used in project 1', 'enable admin.googleapis.com there'],
  ['insufficientPermissions', 403, 'Insufficient Permission', 'the token lacks the scope'],
  ['authError', 401, 'Access denied. You are not authorized to read activity records', 'with the privilege Reports'],
  ['forbidden', 403, 'Not Authorized to access this resource/api', 'reports@example.com may not read the admin report'],
  ['invalid', 400, 'Invalid value', 'Google refuses the question for the admin report'],
  ['rateLimitExceeded', 429, 'Quota exceeded', 'too many queries'],
])('says what is missing for one report while another answers: %s', async (reason, status, message, sentence) => {
  server.fault = ({ application }) => (application === 'admin' ? refused(status, reason, message) : undefined);
  const [, login, admin] = await test();
  expect(login).toMatch(/^ok Report login/);
  expect(admin).toMatch(/^MISSING Report admin/);
  expect(admin).toContain(sentence);
  expect(admin).toContain(message);
});

it('says so where Google is not reached', async () => {
  await server[Symbol.asyncDispose]();
  const [said] = await test();
  expect(said).toContain("Google's token service was not reached");
  server = await reportsServer({ now: Date.now, delegate });
});

it('reads without a key where this machine may sign for the account, and says so where it may not', async () => {
  vi.stubEnv('GCE_METADATA_HOST', server.metadata);
  const keyless = { keyFile: undefined, serviceAccount: server.account.email };
  expect(await test(keyless)).toEqual([
    'ok Token by reader@example.iam.gserviceaccount.com without a key on behalf of reports@example.com: Google gives one for reading reports.',
    expect.stringMatching(/^ok Report login/),
    expect.stringMatching(/^ok Report admin/),
    expect.stringMatching(/^ok Customer/),
  ]);
  server.maySign = false;
  const said = await test(keyless);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('give its identity the role Service Account Token Creator on reader@example.iam.gserviceaccount.com');
  vi.unstubAllEnvs();
});
