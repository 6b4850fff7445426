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

describe.skipIf(kafka === null).each(['kafkajs'])('gatewatch setup topics by %s', (client) => {
  const topicPrefix = `setup-${client}-${process.pid}-${Date.now().toString(36)}`;
  const setup = async (section: Readonly<Record<string, unknown>>) => {
    const config = join(folder, 'gatewatch.yaml');
    const usual = { brokers: [kafka], client, topicPrefix, partitions: 3, replicas: 1, minInSync: 1 };
    writeFileSync(config, `kafka: ${JSON.stringify({ ...usual, ...section })}\n`);
    const { status, stdout, stderr } = await gatewatch(['setup', 'topics', '--config', config], { cwd: folder });
    return [status, stdout.replaceAll(topicPrefix, 'P'), stderr.replaceAll(topicPrefix, 'P')];
  };
  const names = ['person', 'address', 'network', 'alerts', 'quarantine'];

  test('makes what is missing, and the second time nothing', async () => {
    const [status, out, err] = await setup({});
    expect([status, err]).toEqual([0, '']);
    expect(out).toBe(
      names
        .map(
          (name, i) => `P.${name}: made, 3 partitions, copies 1 (in sync 1), kept for ${i < 3 ? 7 : 30}d, records up to 4 MiB\n`,
        )
        .join(''),
    );
    expect(await setup({})).toEqual([0, names.map((name) => `P.${name}: as it should be\n`).join(''), '']);
  });

  test('sets what differs', async () => {
    const [, out] = await setup({ retention: { lanes: '12h' } });
    expect(out).toContain('P.person: kept for 12h, not 7d\n');
    expect(out).toContain('P.alerts: as it should be\n');
  });

  test('another number of partitions is a sentence, and 2', async () => {
    expect(await setup({ partitions: 4 })).toEqual([
      2,
      '',
      'gatewatch: topic P.person has 3 partitions and the configuration says 4: subjects would move between partitions, so set the configuration back, or make new topics and read the log again\n',
    ]);
  });

  test('copies that cannot be had are a sentence, and 2', async () => {
    const [status, , err] = await setup({ replicas: 2, topicPrefix: `${topicPrefix}-two` });
    expect(status).toBe(2);
    expect(err).toBe(
      'gatewatch: topic P-two.person shall have 2 copies and the cluster has 1 broker: set kafka.replicas and kafka.minInSync lower, or start more brokers\n',
    );
    expect((await setup({ replicas: 2, minInSync: 2 }))[2]).toContain('has 1 copy, so 2 can never be in sync');
  });

  test('a broker that is not there is a sentence that says where, and 2', async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    const [status, out, err] = await setup({ brokers: [nobody] });
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(new RegExp(`^gatewatch: Kafka at ${nobody} cannot be reached .*check kafka.brokers and that it runs\n$`));
  });
});

test('a configuration without Kafka is a sentence, and 2', async () => {
  const config = join(folder, 'none.yaml');
  writeFileSync(config, 'tenants: []\n');
  const { status, stderr } = await gatewatch(['setup', 'topics', '--config', config], { cwd: folder });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/^gatewatch: .*none.yaml names no Kafka: write kafka:/)]);
});
