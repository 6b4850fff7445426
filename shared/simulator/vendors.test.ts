/** The vendors' formats, key for key against real exports where they are at hand (never copied into the project). */

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from './simulate.ts';

const samples = new URL('../../../shared/samples/', import.meta.url);

type Fields = Readonly<Record<string, unknown>>;

const simulated = new Map<string, Fields[]>();
for (const item of simulate({ users: 60, days: 5, seed: 5, attacksPerUserWeek: 1 })) {
  if (item.kind !== 'line') continue;
  const folder = item.file.split('/')[0] ?? '';
  const body = JSON.parse(item.line);
  simulated.set(folder, [...(simulated.get(folder) ?? []), ...(body.items ?? body.records)]);
}

function keysOf(records: readonly Fields[], of: (record: Fields) => unknown = (record) => record): string[] {
  const keys = new Set<string>();
  for (const record of records) for (const key of Object.keys(Object(of(record)))) keys.add(key.toLowerCase());
  return [...keys].sort();
}

function real(file: string): readonly Fields[] {
  const text = readFileSync(new URL(file, samples), 'utf8');
  if (file.endsWith('.json')) return JSON.parse(text).activities;
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Not in any sample at hand: documented fields of Microsoft Graph's signIn resource (beta) that Event Hubs carry too. */
const documented = [
  'authenticationstrengths',
  'clientcredentialtype',
  'isthroughglobalsecureaccess',
  'originaltransfermethod',
  'rngcstatus',
  'sessionid',
  'tenantid',
];

const properties = (record: Fields): unknown => record.properties;

describe.skipIf(!existsSync(samples))('keys that the simulator writes stand in real records too', () => {
  // Read when a test asks: the body of a suite runs even where the suite is skipped.
  const azure = 'elastic-integrations/azure/';
  const realSignIns = () =>
    [
      'signinlogs/test-signinlogs-sample.log',
      'signinlogs/test-non-interactive-user-sample.log',
      'signinlogs/test-non-interactive-user.log',
      'signinlogs/test-signinlogs.log',
      'signinlogs/test-alternative-time-and-duration-as-string.log',
      'signinlogs/test-managed-identity-sample.log',
    ].flatMap((file) => real(`${azure}${file}`));
  const realAudits = () =>
    ['test-auditlogs-raw.log', 'test-audit-logs-sample.log', 'test-auditlogs.log', 'test-auditlogs-result-reason.log'].flatMap(
      (file) => real(`${azure}auditlogs/${file}`),
    );

  it.each(['entra-signin', 'entra-noninteractive'])('%s', (folder) => {
    const own = simulated.get(folder) ?? [];
    const signIns = realSignIns();
    expect(own.length).toBeGreaterThan(20);
    expect(unknown(keysOf(own), keysOf(signIns))).toEqual([]);
    expect(unknown(keysOf(own, properties), [...keysOf(signIns, properties), ...documented])).toEqual([]);
  });

  it('entra-audit', () => {
    const own = simulated.get('entra-audit') ?? [];
    const audits = realAudits();
    expect(own.length).toBeGreaterThan(20);
    expect(unknown(keysOf(own), keysOf(audits))).toEqual([]);
    expect(unknown(keysOf(own, properties), keysOf(audits, properties))).toEqual([]);
  });

  it.each([
    ['google-login', 'invictus-gws_dataset/login.json'],
    ['google-user-accounts', 'invictus-gws_dataset/user_accounts.json'],
    ['google-admin', 'invictus-gws_dataset/admin.json'],
  ])('%s', (folder, file) => {
    const own = simulated.get(folder) ?? [];
    expect(own.length).toBeGreaterThan(0);
    const export_ = real(file);
    expect(unknown(keysOf(own), keysOf(export_))).toEqual([]);
    for (const part of ['id', 'actor'])
      expect(
        unknown(
          keysOf(own, (one) => one[part]),
          keysOf(export_, (one) => one[part]),
        ),
      ).toEqual([]);
  });
});

function unknown(own: readonly string[], of: readonly string[]): readonly string[] {
  return own.filter((key) => !of.includes(key));
}

it('a registration is four rows of two services under one correlation id', () => {
  const rows = (simulated.get('entra-audit') ?? []).filter(({ operationName }) => /device$/i.test(String(operationName)));
  const groups = new Map<string, string[]>();
  for (const row of rows)
    groups.set(String(row.correlationId), [...(groups.get(String(row.correlationId)) ?? []), String(row.operationName)]);
  const whole = [...groups.values()].filter((names) => names.length >= 4).map((names) => [...new Set(names)].sort().join());
  expect(new Set(whole)).toEqual(
    new Set(['Add device,Add registered owner to device,Add registered users to device,Register device']),
  );
});
