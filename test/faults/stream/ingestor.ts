/**
 * An ingesting process of a fault run: hands over its sources' lines in small steps, and moves its bookmark only behind what the
 * intake resolved. Usage: ingestor.ts WORLD NAMES CRASH; NAMES: sources, parted by commas. Says `ready`, and `done` at the end.
 */

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { partitionOf } from '@gatewatch/bus';
import { createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { redisBookmarks, redisLinks } from '@gatewatch/ledger';
import { loadConfig } from '@gatewatch/runtime';
import { openOrganisation } from '../../streams/organisation.ts';
import { configFile, crashOf, hurryFile, openServers, type RawLine, rawFile, topicsOf, worldOf } from './world.ts';

const [, , argument, names = '', crashPlan] = process.argv;
const world = worldOf(argument);
const crash = crashOf(crashPlan);
const own = new Set(names.split(','));
const { bus, redis } = await openServers(world);
const organisation = await openOrganisation(await loadConfig(join(world.folder, configFile)));
const topics = topicsOf(world);
const sink = createBusSink({
  bus,
  lanes: [{ topic: topics.lane('person'), partitions: world.partitions, keys: personKeys, all: true }],
  quarantineTopic: topics.quarantine,
  partitionOf,
  sendRaw: true,
  crash,
});
const intake = createIntake({
  ...organisation,
  fixed: organisation.judging.fixed,
  links: redisLinks(redis),
  sink,
  writer: `ingestor-${names}`,
  crash,
});
const bookmarks = redisBookmarks(redis);
const scope = 'faults/raw';
const [known] = (await bookmarks.list(scope)).filter(({ name }) => name === names);
let version = known?.version ?? null;
const begin = Number(known?.text ?? 0);

const aStep = 1;
const paceMs = 250;
let place = 0;
let last = 0;
let step: RawLine[] = [];
const sources = new Map<string, RawLine['source']>();
process.stdout.write('ready\n');
for await (const text of createInterface({ input: createReadStream(join(world.folder, rawFile)) })) {
  const line: RawLine = JSON.parse(text);
  last = line.received;
  if (!own.has(line.source.name)) continue;
  sources.set(line.source.name, line.source);
  if (place++ < begin) continue;
  step.push(line);
  if (step.length >= aStep) await hand();
}
await hand();
for (const source of sources.values()) await intake.progress(source, last);
process.stdout.write('done\n');
await intake[Symbol.asyncDispose]();
await bus[Symbol.asyncDispose]();
await redis[Symbol.asyncDispose]();

async function hand(): Promise<void> {
  for (const { source, position, received, text } of step)
    await intake.take(source, [{ position, received, bytes: Buffer.from(text) }]);
  const reached = step.at(-1)?.received ?? 0;
  if (step.length > 0) for (const source of sources.values()) await intake.progress(source, reached);
  step = [];
  const put = await bookmarks.put(scope, names, String(place), version);
  if (put === null) throw new Error('another process moved the bookmark');
  version = put.version;
  if (!existsSync(join(world.folder, hurryFile))) await pause(paceMs);
}
