import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleParcels } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { createSurroundings } from '../surroundings.ts';
import { httpDestinationContract } from '../testing/http-destination.contract.ts';
import { type Behaviour, type Reply, type Request, vendorServer } from '../testing/vendor-server.ts';
import { sentinel } from './sentinel.ts';

const { opened } = exampleParcels;

const clientSecret = 'a-client-secret-of-the-application';
const directory = '11111111-2222-4333-8444-555555555555';
const isToken = ({ path }: Request) => path.includes('/oauth2/');
const tokenReply: Reply = { status: 200, body: '{"token_type":"Bearer","expires_in":3599,"access_token":"the-token"}' };
/** Tokens are given, and the rule answers so. */
const rule =
  (reply: Reply): Behaviour =>
  (request) =>
    isToken(request) ? tokenReply : reply;
const optionsOf = (url: string) => ({
  url,
  authority: url,
  rule: 'dcr-0123456789abcdef',
  tenantId: directory,
  clientId: directory,
  clientSecret,
});

httpDestinationContract({
  type: sentinel,
  options: (url) => ({ options: optionsOf(url), secrets: [clientSecret] }),
  ok: rule({ status: 204 }),
  limited: { behaviour: rule({ status: 429, headers: { 'retry-after': '30' } }), afterMs: 30_000 },
  rejected: rule({ status: 400, body: '{"error":{"code":"InvalidStream"}}' }),
  unauthorised: rule({ status: 403 }),
  isAside: isToken,
  idsIn: ({ body }) => JSON.parse(body).map(({ AlertId }: { AlertId: string }) => AlertId),
});

const open = (url: string) =>
  sentinel.open(
    sentinel.options.parse(optionsOf(url)),
    createSurroundings({ name: 'test', allow: ['127.0.0.0/8'], insecure: true }),
  );
const never = new AbortController().signal;

test('one token serves many calls, and one that was revoked is fetched again', async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url);
  server.behave(rule({ status: 204 }));
  await destination.send([opened], never);
  await destination.send([opened], never);
  expect(server.requests.filter(isToken).length).toBe(1);
  server.behave(rule({ status: 401 }));
  await destination.send([opened], never);
  server.behave(rule({ status: 204 }));
  expect(await destination.send([opened], never)).toEqual([{ kind: 'delivered' }]);
  expect(server.requests.filter(isToken).length).toBe(2);
});

test('a wrong secret is said in one sentence, a directory that is down is tried again', async () => {
  await using server = await vendorServer();
  await using destination = await open(server.url);
  server.behave({ status: 401, body: `{"error":"invalid_client","error_description":"secret ${clientSecret} is wrong"}` });
  expect(await destination.send([opened], never)).toEqual([
    { kind: 'refused', code: 'no-token', why: 'Entra ID gives no token (401): see tenantId, clientId and clientSecret' },
  ]);
  server.behave({ status: 503 });
  expect(await destination.send([opened], never)).toMatchObject([{ kind: 'retry' }]);
});

const template = JSON.parse(readFileSync(join(import.meta.dirname, '../../../deploy/sentinel/data-collection.json'), 'utf8'));
type Columns = readonly { readonly name: string; readonly type: string }[];
const { columns, eventColumns }: { readonly columns: Columns; readonly eventColumns: Columns } = template.variables;

test('a row has the columns of the table that is deployed, each of its type, and no other', () => {
  const types: Readonly<Record<string, (value: unknown) => boolean>> = {
    string: (value) => typeof value === 'string',
    int: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
    long: (value) => Number.isSafeInteger(value),
    datetime: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
    dynamic: (value) => typeof value === 'object',
  };
  const rows = sentinel
    .sample(sentinel.options.parse(optionsOf('https://x')), Object.values(exampleParcels))
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(Object.keys(rows[0])).toEqual(columns.map(({ name }) => name));
  const known = eventColumns.map(({ name }) => name);
  for (const row of rows.filter((one) => 'EventId' in one)) {
    expect(Object.keys(row)).toEqual(known.filter((name) => name in row)); // nulls are left out
    expect(Object.keys(row).length).toBeGreaterThan(12);
  }
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      const type = ('EventId' in row ? eventColumns : columns).find((column) => column.name === name)?.type ?? '';
      expect([name, type, types[type]?.(value)]).toEqual([name, type, true]);
    }
});

test('the template keeps the rules of Azure Monitor for tables, streams and columns', () => {
  // "Add or delete tables and columns in Azure Monitor Logs"; "Structure of a data collection rule": stream declarations.
  const reserved = ['_ResourceId', 'id', '_SubscriptionId', 'TenantId', 'Type', 'UniqueId', 'Title', 'Date'];
  const resources: readonly Resource[] = template.resources;
  const tables = resources.filter(({ type }) => type.endsWith('/workspaces/tables')).map(({ properties }) => properties.schema);
  const rule = resources.find(({ type }) => type.endsWith('/dataCollectionRules'))?.properties;
  const columnsOf = (expression: string): typeof columns =>
    template.variables[/^\[variables\('(\w+)'\)\]$/.exec(expression)?.[1] ?? ''];
  expect(Object.keys(rule?.streamDeclarations ?? {})).toEqual(tables.map((table) => `Custom-${table?.name}`));
  expect(Object.keys(rule?.streamDeclarations ?? {})).toContain(sentinel.options.parse(optionsOf('https://x')).stream);
  for (const { name: table = '', columns: expression = '' } of tables.map((one) => one ?? {})) {
    expect(table).toMatch(/^[A-Za-z][A-Za-z0-9_]*_CL$/);
    const stream = `Custom-${table}`;
    expect(rule?.streamDeclarations?.[stream]).toEqual({ columns: expression });
    expect(rule?.dataFlows?.filter(({ streams }) => streams.includes(stream))).toMatchObject([
      { streams: [stream], outputStream: stream, destinations: rule?.destinations?.logAnalytics?.map(({ name }) => name) },
    ]);
    const own = columnsOf(expression);
    expect(own).toContainEqual({ name: 'TimeGenerated', type: 'datetime' });
    expect(new Set(own.map(({ name }) => name.toLowerCase())).size).toBe(own.length);
    for (const { name, type } of own) {
      expect(name).toMatch(/^[A-Za-z][A-Za-z0-9_]{0,44}$/);
      expect(reserved.map((one) => one.toLowerCase())).not.toContain(name.toLowerCase());
      expect(['string', 'int', 'long', 'real', 'boolean', 'datetime', 'dynamic']).toContain(type);
    }
  }
});

test('the rule that makes incidents asks for columns that the table has, and for each row once', () => {
  const file = join(import.meta.dirname, '../../../deploy/sentinel/analytics-rule.json');
  const { resources, variables } = JSON.parse(readFileSync(file, 'utf8'));
  const { properties } = resources[0];
  const query: string = variables.query;
  const made = [...query.matchAll(/extend (\w+) =/g)].map(([, name]) => name);
  const known = new Set([...columns.map(({ name }) => name), ...made]);
  const { entityMappings, customDetails, alertDetailsOverride: shown, incidentConfiguration } = properties;
  const asked = [
    ...entityMappings.flatMap(({ fieldMappings }: { readonly fieldMappings: readonly { readonly columnName: string }[] }) =>
      fieldMappings.map(({ columnName }) => columnName),
    ),
    ...Object.values(customDetails),
    ...[...JSON.stringify(shown).matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name),
    shown.alertSeverityColumnName,
    ...['Notice', 'Severity', 'Techniques'].filter((name) => query.includes(name)),
  ];
  expect(asked.filter((name) => !known.has(name))).toEqual([]);
  expect(Object.keys(customDetails)).toEqual(
    expect.arrayContaining(incidentConfiguration.groupingConfiguration.groupByCustomDetails),
  );
  // "Handle ingestion delay in scheduled analytics rules": by arrival, in steps as long as those of the rule.
  expect([query.includes('ingestion_time() > ago(5m)'), properties.queryFrequency]).toEqual([true, 'PT5M']);
});

interface Resource {
  readonly type: string;
  readonly properties: {
    readonly schema?: { readonly name?: string; readonly columns?: string };
    readonly streamDeclarations?: Readonly<Record<string, { readonly columns: string }>>;
    readonly dataFlows?: readonly { readonly streams: readonly string[] }[];
    readonly destinations?: { readonly logAnalytics?: readonly { readonly name: string }[] };
  };
}
