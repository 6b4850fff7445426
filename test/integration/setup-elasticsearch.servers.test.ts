/** `gatewatch setup elasticsearch` as it is typed, against a real Elasticsearch. */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventIndex } from '@gatewatch/formats';
import { openCluster } from '@gatewatch/indexer';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../servers/free-port.ts';
import { sharedElasticsearch } from '../servers/shared-elasticsearch.ts';
import { gatewatch } from './running.ts';

const url = await sharedElasticsearch();
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-setup-elasticsearch-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const namespaceOf = () => `n${randomUUID().replaceAll('-', '')}`;

/** Exit code, stdout and stderr; the namespace stands as N. */
async function setup(namespace: string, section: object) {
  const config = join(folder, `${namespace}.yaml`);
  writeFileSync(config, `elasticsearch: ${JSON.stringify({ nodes: [url], namespace, replicas: 0, ...section })}\n`);
  const ran = await gatewatch(['setup', 'elasticsearch', '--config', config], { cwd: folder });
  return [ran.status, ran.stdout.replaceAll(namespace, 'N'), ran.stderr.replaceAll(namespace, 'N')];
}

const lines = (events: string, alerts: string, more = '') =>
  expect.stringMatching(
    new RegExp(
      `^gatewatch-events@mappings: .+\ngatewatch-alerts@mappings: .+\ngatewatch-events-N: ${events}\ngatewatch-alerts-N: ${alerts}\n${more}$`,
    ),
  );

describe.skipIf(url === null)('gatewatch setup elasticsearch', () => {
  test('makes what is missing, a second time nothing, and then what differs', async () => {
    const mine = namespaceOf();
    expect(await setup(mine, {})).toEqual([0, lines('made', 'made'), '']);
    const [status, again] = await setup(mine, {});
    expect([status, again]).toEqual([
      0,
      ['gatewatch-events@mappings', 'gatewatch-alerts@mappings', 'gatewatch-events-N', 'gatewatch-alerts-N']
        .map((name) => `${name}: as it should be\n`)
        .join(''),
    ]);
    expect(await setup(mine, { shards: 2 })).toEqual([0, lines('set as it should be', 'set as it should be'), '']);
  });

  test('a new index is of our template though another one takes logs-*-* too, and one that would win is a sentence', async () => {
    await using cluster = openCluster({ nodes: [url ?? ''], requestMs: 60_000 });
    // What would win is for this namespace alone: other suites use the cluster meanwhile.
    const stand = (priority: number, pattern: string) =>
      cluster.ask('PUT', '/_index_template/stand-in-for-logs', {
        index_patterns: [pattern],
        priority,
        template: { mappings: { dynamic: true } },
      });
    const mine = namespaceOf();
    await stand(100, 'logs-*-*');
    expect((await setup(mine, {}))[0]).toBe(0);
    const index = eventIndex(mine, 'week', Date.UTC(2026, 4, 4));
    const said = await cluster.ask('POST', `/_index_template/_simulate_index/${index}`);
    expect(said).toMatchObject({
      template: { mappings: { dynamic: 'false' }, aliases: { [`logs-gatewatch.events-${mine}`]: {} } },
      overlapping: expect.arrayContaining([{ name: 'stand-in-for-logs', index_patterns: ['logs-*-*'] }]),
    });
    await stand(900, `logs-*-${mine}-*`);
    expect(await setup(mine, {})).toEqual([
      2,
      '',
      expect.stringMatching(
        /^gatewatch: An index logs-gatewatch.events-N-.* would not be made of our template: .*priority.*below 500\.\n$/,
      ),
    ]);
    await cluster.ask('DELETE', '/_index_template/stand-in-for-logs');
  });

  test('an index that was made without the template gets what it lacks', async () => {
    const mine = namespaceOf();
    await using cluster = openCluster({ nodes: [url ?? ''], requestMs: 60_000 });
    const index = `gatewatch-alerts-${mine}-2026.05`;
    await cluster.ask('PUT', `/${index}`, {
      mappings: { dynamic: false, properties: { message: { type: 'text', norms: false } } },
    });
    const more = `gatewatch-alerts-N-2026.05: \\d+ fields added, put behind gatewatch-alerts-N\n`;
    expect(await setup(mine, {})).toEqual([0, lines('made', 'made', more), '']);
    expect(await setup(mine, {})).toEqual([
      0,
      lines('as it should be', 'as it should be', 'gatewatch-alerts-N-2026.05: as it should be\n'),
      '',
    ]);
  });

  test('a cluster that is not there, and one that is something else, are sentences', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await setup('nobody', { nodes: [nobody] })).toEqual([
      2,
      '',
      expect.stringMatching(
        new RegExp(`^gatewatch: Elasticsearch at ${nobody} cannot be used: ${nobody} cannot be reached .*\n$`),
      ),
    ]);
  });
});

test('a configuration without Elasticsearch is a sentence, and so is an address elsewhere in the clear', async () => {
  const config = join(folder, 'none.yaml');
  writeFileSync(config, 'tenants: []\n');
  const none = await gatewatch(['setup', 'elasticsearch', '--config', config], { cwd: folder });
  expect([none.status, none.stderr]).toEqual([
    2,
    expect.stringMatching(/^gatewatch: .*none.yaml names no Elasticsearch: write elasticsearch:/),
  ]);
  const clear = await gatewatch(['setup', 'elasticsearch', '--url', 'http://elastic.example:9200'], { cwd: folder });
  expect([clear.status, clear.stderr]).toEqual([2, expect.stringContaining('would be spoken to in the clear')]);
});
