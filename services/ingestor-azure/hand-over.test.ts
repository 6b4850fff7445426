/** Partitions that go from one running reader to another: shared out, given back, taken from a dead one. Nothing is lost. */

import { memoryBookmarks } from '@gatewatch/ledger';
import { type EventHubs, type RecordingIntake, recordingIntake, startEventHubs } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { configOf, idsIn, record, run, until } from './running.fixture.ts';

const partitions = 4;

test('a second reader gets its share while events flow, and gives it back when it stops', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: partitions }, groups: ['gatewatch'] });
  const bookmarks = memoryBookmarks();
  const send = sender(hubs);
  const one = recordingIntake();
  const two = recordingIntake();
  send(40);
  const first = await run(configOf(hubs), { intake: one, bookmarks });
  await until(() => idsIn(one).length === send.ids.length);
  const second = await run(configOf(hubs), { intake: two, bookmarks });
  await until(() => {
    send(partitions);
    return partitionsOf(two).length >= 2;
  });
  send(40);
  await until(() => together(one, two).length === send.ids.length);
  expect(together(one, two)).toEqual(send.ids);
  await second.reader.stop();
  const before = idsIn(one).length;
  send(40);
  await until(() => together(one, two).length === send.ids.length);
  await first.reader.stop();
  expect(together(one, two)).toEqual(send.ids);
  expect(idsIn(one).length).toBe(before + 40);
});

test('who holds a batch that does not end loses nothing to whoever takes the partition', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: partitions }, groups: ['gatewatch'] });
  const bookmarks = memoryBookmarks();
  const send = sender(hubs);
  const one = recordingIntake();
  const release = one.hold('take');
  send(80);
  const first = await run(configOf(hubs), { intake: one, bookmarks });
  await until(() => hubs.receivers.length === partitions);
  const second = await run(configOf(hubs), { bookmarks });
  await until(() => partitionsOf(second.intake).length === partitions / 2);
  release();
  send(80);
  await until(() => together(one, second.intake).length === send.ids.length);
  await Promise.all([first.reader.stop(), second.reader.stop()]);
  const last = await run(configOf(hubs), { bookmarks });
  send(8);
  await until(() => idsIn(last.intake).length >= 8);
  await last.reader.stop();
  expect(together(one, second.intake, last.intake)).toEqual(send.ids);
});

test('the partitions of a reader that died without a word are taken when its ownership is over', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: partitions }, groups: ['gatewatch'] });
  const bookmarks = memoryBookmarks();
  const scope = `event-hub/127.0.0.1/signins/gatewatch`;
  for (let id = 0; id < partitions; id++) await bookmarks.put(scope, `owner/${id}`, 'the dead', null);
  const send = sender(hubs);
  send(40);
  const { intake, reader } = await run(configOf(hubs), { bookmarks });
  await until(() => idsIn(intake).length === send.ids.length);
  await reader.stop();
  expect(idsIn(intake)).toEqual(send.ids);
  const owners = (await bookmarks.list(scope)).filter(({ name }) => name.startsWith('owner/'));
  expect(owners.map(({ text }) => text)).toEqual(Array.from({ length: partitions }, () => ''));
});

function sender(hubs: EventHubs): ((events: number) => void) & { readonly ids: string[] } {
  const ids: string[] = [];
  const send = (events: number): void => {
    for (let i = 0; i < events; i++) {
      const id = String(ids.length).padStart(6, '0');
      hubs.append('signins', ids.length % partitions, record(id));
      ids.push(id);
    }
  };
  return Object.assign(send, { ids });
}

function together(...intakes: readonly RecordingIntake[]): readonly string[] {
  return [...new Set(intakes.flatMap(idsIn))].sort();
}

function partitionsOf(intake: RecordingIntake): readonly string[] {
  return [...new Set(intake.calls.flatMap((call) => (call.kind === 'take' ? [call.source.name] : [])))];
}
