/** Each fault of the service, on command, while events flow: every one of them comes downstream, whatever happens on the way. */

import { memoryBookmarks } from '@gatewatch/ledger';
import { type EventHubs, recordingIntake, startEventHubs } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { configOf, idsIn, record, run, taken, until } from './running.fixture.ts';
import { recordingVitals } from './vitals.fixture.ts';

interface Fault {
  readonly name: string;
  readonly strike: (hubs: EventHubs) => unknown;
  /** What undoes it, once the reader has said that it is in trouble. */
  readonly mend?: (hubs: EventHubs) => unknown;
  /** In what health says. */
  readonly says?: RegExp;
}

const faults: readonly Fault[] = [
  { name: 'the service closes the connection', strike: ({ faults }) => faults.force() },
  { name: 'the connection is cut', strike: ({ faults }) => faults.cut() },
  {
    name: 'nobody answers for a while',
    strike: ({ faults }) => faults.silence(),
    mend: ({ faults }) => faults.answer(),
    says: /cannot be read now and is tried again: nobody answers there/,
  },
  {
    name: 'a request is left without an answer and its connection is cut', // it once ended the process
    async strike({ faults }) {
      await faults.mute();
      faults.cut();
      faults.unmute();
    },
  },
  {
    name: 'the receivers are detached',
    strike: ({ faults }) => faults.detach('signins'),
  },
  {
    name: 'the service is busy',
    strike({ faults }) {
      faults.busy(12);
      faults.cut();
    },
    says: /the service is busy and asks to wait/,
  },
  {
    name: 'rights are taken away and given back',
    strike({ faults }) {
      faults.refuse(true);
      faults.cut();
    },
    mend: ({ faults }) => faults.refuse(false),
    says: /grant the role Azure Event Hubs Data Receiver/,
  },
  {
    name: 'another reader takes the partitions',
    strike: ({ faults }) => faults.steal('signins'),
  },
  {
    name: 'events come again after a reconnect',
    strike({ faults }) {
      for (const id of [0, 1]) faults.repeat('signins', id, 25);
      faults.cut();
    },
  },
];

const perStep = 60;

test.each(faults)('$name: nothing is lost', async ({ strike, mend, says }) => {
  await using hubs = await startEventHubs({ hubs: { signins: 2 }, groups: ['gatewatch'] });
  const bookmarks = memoryBookmarks();
  const vitals = recordingVitals();
  const sent: string[] = [];
  const send = (): void => {
    for (let i = 0; i < perStep; i++) {
      const id = String(sent.length).padStart(4, '0');
      hubs.append('signins', sent.length % 2, record(id));
      sent.push(id);
    }
  };
  send();
  const intake = recordingIntake();
  const { reader } = await run(configOf(hubs), { intake, bookmarks, vitals });
  await until(() => idsIn(intake).length === sent.length);
  const before = attaches(hubs);

  const release = intake.hold('take'); // so that the fault meets batches that are under way
  send();
  await strike(hubs);
  release();
  if (says !== undefined) await until(() => vitals.failures.some((why) => says.test(why)));
  send();
  await mend?.(hubs);
  await until(() => idsIn(intake).length === sent.length);
  expect(attaches(hubs)).toBeGreaterThan(before);
  expect(idsIn(intake)).toEqual(sent);
  await until(() => vitals.unhealthy().length === 0);
  await reader.stop();

  // The checkpoint claims neither too much nor too little: the next reader begins with what is new.
  send();
  const next = await run(configOf(hubs), { bookmarks });
  await until(() => idsIn(next.intake).length === perStep);
  await next.reader.stop();
  expect(idsIn(next.intake)).toEqual(sent.slice(-perStep));
  expect(taken(next.intake)).toHaveLength(perStep);
});

test('events that come again come with the place they had', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  for (let i = 0; i < 10; i++) hubs.append('signins', 0, record(`${i}`));
  const { intake, reader } = await run(configOf(hubs));
  await until(() => taken(intake).length === 10);
  hubs.faults.repeat('signins', 0, 5);
  hubs.faults.cut();
  await until(() => taken(intake).length === 15);
  await reader.stop();
  const positions = intake.calls.flatMap((call) => (call.kind === 'take' ? call.bodies.map(({ position }) => position) : []));
  expect(positions).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 5, 6, 7, 8, 9]);
});

test('a hub made anew under the same name is read from its beginning, and said so', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  for (let i = 0; i < 30; i++) hubs.append('signins', 0, record(`old ${i}`));
  const first = await run(configOf(hubs));
  await until(() => taken(first.intake).length === 30);
  await first.reader.stop();
  hubs.renew('signins', 1);
  for (let i = 0; i < 5; i++) hubs.append('signins', 0, record(`new ${i}`));
  const vitals = recordingVitals();
  const second = await run(configOf(hubs), { bookmarks: first.bookmarks, vitals });
  await until(() => taken(second.intake).length === 5);
  await until(() => vitals.details().some((text) => text.includes('signins was made anew')));
  await second.reader.stop();
  const third = await run(configOf(hubs), { bookmarks: first.bookmarks });
  hubs.append('signins', 0, record('last'));
  await until(() => taken(third.intake).length > 0);
  await third.reader.stop();
  expect(idsIn(third.intake)).toEqual(['last']);
});

test('events that left the hub unread are counted aloud, and the rest is read', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  for (let i = 0; i < 10; i++) hubs.append('signins', 0, record(`${i}`));
  const first = await run(configOf(hubs));
  await until(() => taken(first.intake).length === 10);
  await first.reader.stop();
  for (let i = 10; i < 30; i++) hubs.append('signins', 0, record(`${i}`));
  hubs.expire('signins', 0, 17);
  const vitals = recordingVitals();
  const second = await run(configOf(hubs), { bookmarks: first.bookmarks, vitals });
  await until(() => taken(second.intake).length === 13);
  await until(() => vitals.details().some((text) => text.includes('7 events of signins partition 0 left the hub')));
  await second.reader.stop();
});

test('a service that does not answer when the reader is opened is waited for', async () => {
  await using hubs = await startEventHubs({ hubs: { signins: 1 }, groups: ['gatewatch'] });
  hubs.append('signins', 0, record('waited for'));
  await hubs.faults.silence();
  const vitals = recordingVitals();
  const { intake, reader } = await run(configOf(hubs), { vitals });
  await until(() => vitals.unhealthy().includes('entra/signins'));
  await hubs.faults.answer();
  await until(() => taken(intake).length === 1);
  await reader.stop();
  expect(vitals.components()).toEqual([]);
});

function attaches(hubs: EventHubs): number {
  return [...hubs.attached.values()].reduce((sum, count) => sum + count, 0);
}
