/** `gatewatch run` with a section `elasticsearch`: what the folders hold stands in a real Elasticsearch, over a kill -9 too. */

import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alertAlias, eventAlias } from '@gatewatch/formats';
import { openCluster } from '@gatewatch/indexer';
import { afterAll, expect, test } from 'vitest';
import { gatewatch } from '../integration/running.ts';
import { start } from '../integration/started.ts';
import { sharedElasticsearch } from '../servers/shared-elasticsearch.ts';
import { storedIn } from './stored-in.ts';

const url = await sharedElasticsearch();
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-index-run-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.skipIf(url === null)('events and alerts of watched folders stand in the index, though it is killed in between', async () => {
  const simulated = await gatewatch(
    ['simulate', '--users', '20', '--days', '4', '--seed', '4', '--attacks', '60', '--out', 'sim'],
    {
      cwd: folder,
    },
  );
  expect(simulated.status, simulated.stderr).toBe(0);
  const namespace = `n${randomUUID().replaceAll('-', '')}`;
  const asked = ['--config', 'gatewatch.yaml'];
  writeFileSync(
    join(folder, 'gatewatch.yaml'),
    `${readFileSync(join(folder, 'sim/gatewatch.yaml'), 'utf8')}
sources: { folders: [{ name: exports, path: in, every: 1s, settle: 0s }] }
http: { port: 0 }
state: { folder: state }
elasticsearch: { nodes: ["${url}"], namespace: ${namespace}, replicas: 0 }
`,
  );
  for (const of of ['entra-signin', 'entra-audit']) cpSync(join(folder, 'sim', of), join(folder, 'in', of), { recursive: true });

  const early = await gatewatch(['run', '--until-read', ...asked], { cwd: folder });
  expect([early.status, early.stderr]).toEqual([2, expect.stringMatching(/no index template .*gatewatch setup elasticsearch/)]);
  expect((await gatewatch(['setup', 'elasticsearch', ...asked], { cwd: folder })).status).toBe(0);
  await using cluster = openCluster({ nodes: [url ?? ''], requestMs: 60_000 });
  {
    await using killed = start(['run', '--until-read', ...asked], folder);
    await expect
      .poll(async () => (await storedIn(cluster, eventAlias(namespace))).size, { timeout: 120_000, interval: 20 })
      .toBeGreaterThan(0);
    killed.kill('SIGKILL');
    await killed.ended();
  }
  const whole = await gatewatch(['run', '--until-read', '--format', 'ndjson', ...asked], { cwd: folder });
  expect(whole.status, whole.stderr).toBe(0);

  const records = (text: string) =>
    text
      .trim()
      .split('\n')
      .flatMap((line) => JSON.parse(line).records);
  const stored = await storedIn(cluster, eventAlias(namespace));
  const signIns = Array.from({ length: 4 }, (_, day) => join(folder, `in/entra-signin/2026-03-0${day + 2}.ndjson`))
    .flatMap((path) => records(readFileSync(path, 'utf8')))
    .map(({ properties }) => `entra:${properties.id}`);
  expect(signIns.length).toBeGreaterThan(50);
  expect(signIns.filter((id) => !stored.has(id))).toEqual([]);

  const kept = await gatewatch(['alerts', 'list', '--db', 'state/gatewatch.db', '--state', 'all', '--format', 'ndjson'], {
    cwd: folder,
  });
  expect(kept.status, kept.stderr).toBe(0);
  const newest = kept.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(newest.length).toBeGreaterThan(0);
  expect(await storedIn(cluster, alertAlias(namespace))).toEqual(new Map(newest.map(({ id, revision }) => [id, revision])));
});
