/** A service that runs on: a list that changes holds for the next record, and the log is told of the new epoch. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryBus, partitionOf, topicNames } from '@gatewatch/bus';
import { hourMs, type LiveSource, type TopicPlan } from '@gatewatch/domain';
import { createBusSink, createIntake, decodeLogRecord, personKeys } from '@gatewatch/engine';
import { memoryLinks } from '@gatewatch/ledger';
import { createVitals, parseConfig } from '@gatewatch/runtime';
import { identityRulesOf, keepPlacesFresh, type LiveJudging, liveJudging, openFreshGeo, recordReading } from 'gatewatch';
import { afterAll, expect, test } from 'vitest';
import { readAll } from './read-all.ts';
import { directory, entraRecord, now } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plan = (name: string): TopicPlan => ({
  ...{ name, partitions: 2, replicas: 1, minInSync: 1, retentionMs: hourMs, maxRecordBytes: 1_000_000 },
});

test('an ingestor reads a list again that changed, says the new epoch in every partition once, and goes on', async () => {
  const list = join(folder, 'vpn.txt');
  writeFileSync(list, '198.51.100.0/24\n');
  const config = parseConfig(
    `tenants: [{ id: acme, entra: ["${directory}"] }]\ngeo: { folder: "${folder}", city: country-only, lists: [{ class: vpn, file: "${list}" }] }`,
    'gatewatch.yaml',
  );
  const rules = identityRulesOf(config);
  const vitals = createVitals();
  await using geo = await openFreshGeo(config);
  await using bus = memoryBus();
  const names = topicNames('places');
  const topic = names.lane('person');
  await bus.ensureTopics([topic, names.quarantine].map((name) => plan(name)));
  await using intake = createIntake({
    reading: recordReading(config, geo, { key: 'a key for the tests', keep: false }),
    rules,
    links: memoryLinks(),
    sink: createBusSink({
      bus,
      lanes: [{ topic, partitions: 2, keys: personKeys, all: true }],
      quarantineTopic: names.quarantine,
      partitionOf,
      sendRaw: false,
    }),
    writer: 'test',
  });
  const hub: LiveSource = { name: 'hub/0', tenant: 'acme', provider: 'entra' };
  const take = (id: string, position: number) =>
    intake.take(hub, [{ position, received: now, bytes: Buffer.from(JSON.stringify(entraRecord({ id }))) }]);
  const epochOf = () => liveJudging(config, rules, geo.version).settings.epoch;

  const before = epochOf();
  await take('a', 0);
  const turns = [() => {}, () => writeFileSync(list, '203.0.113.0/24\n'), () => take('b', 1)];
  const end = new Error('enough');
  const wait = async (): Promise<void> => {
    const turn = turns.shift();
    if (turn === undefined) throw end;
    await turn();
  };
  const changed = ({ settings: { epoch } }: LiveJudging, at: number) => intake.control([{ type: 'epoch', at, epoch }]);
  await expect(keepPlacesFresh({ config, rules, geo, vitals, changed, wait }, new AbortController().signal)).rejects.toBe(end);

  const told = (await readAll(bus, topic)).flatMap(({ value, at }) => {
    const read = decodeLogRecord({ value, at });
    return 'record' in read ? [read.record] : [];
  });
  const classes = told.flatMap((one) => (one.type === 'event' ? [[one.event.recordId, one.event.network?.class]] : []));
  expect(classes).toEqual([
    ['a', expect.not.stringMatching('vpn')],
    ['b', 'vpn'],
  ]);
  expect(epochOf()).not.toBe(before);
  expect(told.filter((one) => one.type === 'epoch')).toEqual([
    expect.objectContaining({ epoch: epochOf() }),
    expect.objectContaining({ epoch: epochOf() }),
  ]);
});
