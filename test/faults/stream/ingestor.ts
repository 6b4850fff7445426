/**
 * An ingesting process of a fault run: hands over its sources' lines at the run's pace, in small steps, and moves its bookmark only
 * behind what the intake resolved. Usage: ingestor.ts WORLD SOURCES CRASH; SOURCES: its own, as JSON. Says `ready`, and `done` at the end.
 */

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { partitionOf } from '@gatewatch/bus';
import type { LiveSource } from '@gatewatch/domain';
import { createBusSink, createIntake, personKeys } from '@gatewatch/engine';
import { redisBookmarks, redisLinks } from '@gatewatch/ledger';
import { loadConfig } from '@gatewatch/runtime';
import { openOrganisation } from '../../streams/organisation.ts';
import { keepCompiled } from '../compiled.ts';
import { configFile, crashOf, hurryFile, openServers, type RawLine, rawFile, topicsOf, worldOf } from './world.ts';

const [, , argument, given = '[]', crashPlan] = process.argv;
const world = worldOf(argument);
const crash = crashOf(crashPlan);
const sources: readonly LiveSource[] = JSON.parse(given);
const names = sources.map(({ name }) => name).join(',');
const own = new Set(sources.map(({ name }) => name));
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

/** Lines that are handed over before the bookmark moves, where so many are due. */
const mostLines = 10;
const lookMs = 50;
let place = 0;
let last = 0;
let step: RawLine[] = [];
keepCompiled();
process.stdout.write('ready\n');
for await (const text of createInterface({ input: createReadStream(join(world.folder, rawFile)) })) {
  const line: RawLine = JSON.parse(text);
  last = line.received;
  if (!own.has(line.source.name)) continue;
  if (place < begin) {
    place++;
    continue;
  }
  while (!isDue(line)) {
    await hand();
    await pause(lookMs);
  }
  step.push(line);
  place++;
  if (step.length >= mostLines) await hand();
}
await hand();
for (const source of sources) await intake.progress(source, last);
process.stdout.write('done\n');
await intake[Symbol.asyncDispose]();
await bus[Symbol.asyncDispose]();
await redis[Symbol.asyncDispose]();

function isDue({ position }: RawLine): boolean {
  const { pace } = world;
  if (pace === undefined || position < pace.calm + ((Date.now() - pace.began) / 1000) * pace.rate) return true;
  return existsSync(join(world.folder, hurryFile));
}

async function hand(): Promise<void> {
  if (step.length === 0) return;
  for (const { source, position, received, text } of step)
    await intake.take(source, [{ position, received, bytes: Buffer.from(text) }]);
  const reached = step.at(-1)?.received ?? 0;
  for (const source of sources) await intake.progress(source, reached); // also of one that has nothing yet: it would hold the horizon back
  step = [];
  const put = await bookmarks.put(scope, names, String(place), version);
  if (put === null) throw new Error('another process moved the bookmark');
  version = put.version;
}
