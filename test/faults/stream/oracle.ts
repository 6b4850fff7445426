/**
 * The oracle: a process of its own that reads the raw input and the final sinks, the lane's log and the alerts. It judges the input
 * itself, in one undisturbed process, and the log that came of it once more, and compares. Usage: oracle.ts WORLD. Writes one line of JSON.
 */

import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Alert, LiveSource } from '@gatewatch/domain';
import { alertIn, createIntake, createLedgerSink, eventIn } from '@gatewatch/engine';
import { memoryLedger, memoryLinks } from '@gatewatch/ledger';
import { loadConfig } from '@gatewatch/runtime';
import { openOrganisation } from '../../streams/organisation.ts';
import { readAll } from '../../streams/read-all.ts';
import { judgedAgain } from './log-oracle.ts';
import { configFile, openServers, type RawLine, rawFile, topicsOf, worldOf } from './world.ts';

export interface Verdict {
  readonly events: number;
  readonly eventsLost: number;
  /** Compared with the raw input judged undisturbed: of people who were never bounded. */
  readonly alerts: number;
  /** The same, by detector. */
  readonly alertsOf: Readonly<Record<string, number>>;
  readonly alertsLost: number;
  /** Ids that nobody expects: a second id for a case, or an alert out of nothing. */
  readonly alertsTooMany: number;
  /** One (id, revision) with two contents. */
  readonly duplicated: number;
  /** Alerts whose content is not that of the raw input judged undisturbed. */
  readonly different: number;
  /** Subjects that passed their bound: what goes first depends on arrival, so only the next figure speaks of them (SEMANTICS.md 7.3). */
  readonly bounded: number;
  /** Revisions that are not, in every field, those of the same log judged undisturbed. */
  readonly revisionsDifferent: number;
  readonly revisions: number;
  /** Messages on the topic of alerts, identical repeats included. */
  readonly messages: number;
  /** Of the first that differ. */
  readonly examples: readonly string[];
}

const world = worldOf(process.argv[2]);
const organisation = await openOrganisation(await loadConfig(join(world.folder, configFile)));
const { judging } = organisation;
const expectedEvents = new Set<string>();
const ledger = memoryLedger();
const sink = createLedgerSink({ ...judging, ledger, partition: 'all', quarantine: async () => {} });
const intake = createIntake({
  ...organisation,
  fixed: judging.fixed,
  links: memoryLinks(),
  writer: 'oracle',
  sink: {
    ...sink,
    append(items, refused) {
      for (const { record } of items) if (record.type === 'event') expectedEvents.add(record.event.id);
      return sink.append(items, refused);
    },
  },
});
const lines: RawLine[] = [];
for await (const text of createInterface({ input: createReadStream(join(world.folder, rawFile)) })) lines.push(JSON.parse(text));
const sources = new Map<string, LiveSource>(lines.map(({ source }) => [source.name, source]));
for (const source of sources.values()) await intake.progress(source, lines[0]?.received ?? 0);
for (const [index, { source, position, received, text }] of lines.entries()) {
  await intake.take(source, [{ position, received, bytes: Buffer.from(text) }]);
  if (index % 50 === 0 || index === lines.length - 1) for (const one of sources.values()) await intake.progress(one, received);
}
const expected = new Map((await ledger.alerts()).map((alert) => [alert.id, contentOf(alert)]));

const { bus, redis } = await openServers(world);
const topics = topicsOf(world);
const log = await readAll(bus, topics.lane('person'));
const events = new Set(log.flatMap((message) => eventIn(message)?.id ?? []));
const again = await judgedAgain(log, world.partitions, judging);
const contents = new Map<string, Set<string>>();
const newest = new Map<string, Alert>();
const messages = (await readAll(bus, topics.alerts)).flatMap((message) => alertIn(message) ?? []);
for (const alert of messages) {
  const revision = `${alert.id} ${alert.revision}`;
  contents.set(revision, (contents.get(revision) ?? new Set()).add(JSON.stringify(alert)));
  if (alert.revision >= (newest.get(alert.id)?.revision ?? 0)) newest.set(alert.id, alert);
}
await bus[Symbol.asyncDispose]();
await redis[Symbol.asyncDispose]();

// What was withdrawn stands nowhere; whether it was ever said depends on arrival.
const standing = new Map(
  [...newest].filter(([, { state }]) => state !== 'withdrawn').map(([id, alert]) => [id, contentOf(alert)]),
);
const bounded = new Set([...expected.values(), ...standing.values()].flatMap((one) => (one.bounded ? [one.subject] : [])));
for (const [id, { subject }] of standing) if (bounded.has(subject)) standing.delete(id);
const due = new Map([...expected].filter(([, { withdrawn, subject }]) => !withdrawn && !bounded.has(subject)));
const otherRevisions = [
  ...[...again].filter(([revision, text]) => contents.get(revision)?.has(text) !== true).map(([revision]) => revision),
  ...[...contents.keys()].filter((revision) => !again.has(revision)),
];
const different = [...due].filter(([id, { content }]) => standing.has(id) && standing.get(id)?.content !== content);
const twice = [...contents].filter(([, texts]) => texts.size > 1);
const verdict: Verdict = {
  events: expectedEvents.size,
  eventsLost: [...expectedEvents].filter((id) => !events.has(id)).length,
  alerts: due.size,
  alertsOf: countsOf([...due.values()].map(({ detector }) => detector)),
  alertsLost: [...due.keys()].filter((id) => !standing.has(id)).length,
  alertsTooMany: [...standing.keys()].filter((id) => !due.has(id)).length,
  duplicated: twice.length,
  different: different.length,
  bounded: bounded.size,
  revisionsDifferent: otherRevisions.length,
  revisions: again.size,
  messages: messages.length,
  examples: [
    ...twice.slice(0, 1).flatMap(([, texts]) => [...texts]),
    ...different.slice(0, 1).flatMap(([id, one]) => [one.content, standing.get(id)?.content ?? '']),
    ...[...due.keys()].filter((id) => !standing.has(id)).slice(0, 3),
    ...otherRevisions.slice(0, 3),
  ],
};
process.stdout.write(`${JSON.stringify(verdict)}\n`);

/** Without what arrival decides (SEMANTICS.md 7.3). */
function contentOf(alert: Alert) {
  const { revision: _r, state, detectedAt: _d, anchoredAt: _a, cause: _c, replacedBy: _b, ...content } = alert;
  const bounded = alert.gaps.includes('bounded');
  return {
    content: JSON.stringify(content),
    withdrawn: state === 'withdrawn',
    subject: alert.subject.key,
    detector: alert.detector.id,
    bounded,
  };
}

function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...new Set(names)].sort().map((name) => [name, names.filter((other) => other === name).length]));
}
