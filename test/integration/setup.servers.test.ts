/** `gatewatch setup topics` as it is typed, against a real Kafka. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { freePort } from '../servers/free-port.ts';
import { gatewatch } from './running.ts';

const kafka = inject('kafka');
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const names = ['person', 'address', 'network', 'alerts', 'quarantine'];
const made = names
  .map((name, i) => `P.${name}: made, 3 partitions, copies 1 (in sync 1), kept for ${i < 3 ? 7 : 30}d, records up to 4 MiB\n`)
  .join('');

/** Exit code, stdout and stderr of a set-up with the usual section and these keys; the prefix of the topics stands as P. */
async function setup(topicPrefix: string, section: Readonly<Record<string, unknown>>) {
  const config = join(folder, `${topicPrefix}.yaml`);
  const usual = { brokers: [kafka], topicPrefix, partitions: 3, replicas: 1, minInSync: 1 };
  writeFileSync(config, `kafka: ${JSON.stringify({ ...usual, ...section })}\n`);
  const { status, stdout, stderr } = await gatewatch(['setup', 'topics', '--config', config], { cwd: folder });
  return [status, stdout.replaceAll(topicPrefix, 'P'), stderr.replaceAll(topicPrefix, 'P')];
}

describe.skipIf(kafka === null)('gatewatch setup topics', () => {
  const prefix = `setup-${process.pid}-${Date.now().toString(36)}`;

  test.each(['kafkajs', 'platformatic'])('by %s makes what is missing, and the second time sets what differs', async (client) => {
    const of = `${prefix}-${client}`;
    expect(await setup(of, { client })).toEqual([0, made, '']);
    const [status, out] = await setup(of, { client, retention: { lanes: '12h' } });
    expect([status, out]).toEqual([
      0,
      names.map((name, i) => `P.${name}: ${i < 3 ? 'kept for 12h, not 7d' : 'as it should be'}\n`).join(''),
    ]);
  });

  test('another number of partitions is a sentence, and 2', async () => {
    await setup(prefix, {});
    expect(await setup(prefix, { partitions: 4 })).toEqual([
      2,
      '',
      'gatewatch: topic P.person has 3 partitions and the configuration says 4: subjects would move between partitions, so set the configuration back, or make new topics and read the log again\n',
    ]);
    expect((await setup(prefix, { replicas: 2, minInSync: 2 }))[2]).toContain('has 1 copy, so 2 can never be in sync');
  });

  test('copies that cannot be had are a sentence, and 2', async () => {
    expect(await setup(`${prefix}-two`, { replicas: 2 })).toEqual([
      2,
      '',
      'gatewatch: topic P.person shall have 2 copies and the cluster has 1 broker: set kafka.replicas and kafka.minInSync lower, or start more brokers\n',
    ]);
  });

  test.each(['kafkajs', 'platformatic'])(
    'a broker that is not there is a sentence by %s that says where, and 2',
    async (client) => {
      const nobody = `127.0.0.1:${await freePort()}`;
      const [status, out, err] = await setup(prefix, { client, brokers: [nobody] });
      expect([status, out]).toEqual([2, '']);
      expect(err).toMatch(
        new RegExp(`^gatewatch: Kafka at ${nobody} cannot be reached .*check kafka.brokers and that it runs\n$`),
      );
    },
  );
});

test('a configuration without Kafka is a sentence, and 2', async () => {
  const config = join(folder, 'none.yaml');
  writeFileSync(config, 'tenants: []\n');
  const { status, stderr } = await gatewatch(['setup', 'topics', '--config', config], { cwd: folder });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^gatewatch: .*none.yaml names no Kafka: write kafka:/)]);
});
