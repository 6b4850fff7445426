import { expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const source = (more: string) =>
  parseConfig(`sources: { google: [{ name: workspace, tenant: acme, delegate: reports@example.com, ${more} }] }`, 'test.yaml')
    .sources.google[0];

it('reads all reports but mobile each minute, and back 30 days at first', () => {
  expect(source('keyFile: key.json')).toMatchObject({
    customer: 'my_customer',
    applications: ['login', 'user_accounts', 'admin', 'token', 'saml'],
    every: 60_000,
    settle: 30_000,
    backfill: 30 * 86_400_000,
    queriesPerMinute: 1200,
  });
});

it('asks another root where it is said', () => {
  expect(source('keyFile: key.json, api: "https://admin-x.p.googleapis.com"')).toMatchObject({
    api: 'https://admin-x.p.googleapis.com/',
  });
});

it.each([
  ['applications: [login]', 'name either `keyFile` or `serviceAccount`'],
  ['keyFile: key.json, serviceAccount: reader@example.com', 'name either `keyFile` or `serviceAccount`'],
  ['keyFile: key.json, backfill: 200d', 'write at most 179d'],
  ['keyFile: key.json, every: 1s', 'write at least 10s'],
  ['keyFile: key.json, settle: 1h', 'write at most 10m'],
  ['keyFile: key.json, applications: []', 'name at least one report'],
  ['keyFile: key.json, applications: [drive]', 'applications'],
  ['keyFile: key.json, queriesPerMinute: 5000', 'queriesPerMinute'],
  ['keyFile: key.json, api: "http://admin.example.com/"', 'the token would travel in the clear: write https://'],
  ['keyFile: key.json, api: admin.example.com', 'write a whole address'],
])('says what is wrong with { %s }', (more, sentence) => {
  expect(() => source(more)).toThrow(sentence);
});
