/** `gatewatch destination test NAME`: sends a marked synthetic alert, and an event where events are asked for, and says what the other side answered. */

import { createHash } from 'node:crypto';
import type { Parcel } from '@gatewatch/domain';
import { plainAlert, plainEvent } from '@gatewatch/forwarder';
import { UserMistake } from '@gatewatch/runtime';
import { openConfigured } from '../deliver/configured-destinations.ts';
import { say } from '../terminal.ts';

export async function testDestinationCommand(name: string, { config }: { readonly config: string }): Promise<void> {
  await using destinations = await openConfigured(config, name);
  const [one] = destinations.all;
  if (one === undefined) throw new UserMistake(`${config} names no destination ${name}.`);
  const now = Date.now();
  const { alerts, events } = one.rule;
  const tests = [
    ...(alerts ? [{ what: 'alert', parcel: syntheticParcel(now) }] : []),
    ...(events.length > 0 ? [{ what: 'event', parcel: syntheticEvent(now) }] : []),
  ];
  for (const { what, parcel } of tests) {
    const [answer] = await one.destination.send([one.dress(parcel)], AbortSignal.timeout(one.destination.limits.patienceMs));
    if (answer?.kind !== 'delivered') {
      const why = answer === undefined ? 'it said nothing' : `${answer.why} (${answer.code})`;
      throw new UserMistake(`${name} did not take the test ${what}: ${why}.`);
    }
    say(`${name} took the test ${what} ${parcel.id}: look for it there.`);
  }
}

/** Everything in it says that it is a test, and it concerns nobody. */
function syntheticParcel(now: number): Parcel {
  const id = `test-${createHash('sha256').update(String(now)).digest('hex').slice(0, 12)}`;
  const alert = plainAlert({
    kind: 'test',
    time: now,
    id,
    revision: 1,
    tenant: 'test',
    title: 'Test of a Gatewatch destination',
    explanation: 'This is a test that a person asked for. Nothing happened, and nothing needs to be done.',
    subject: { key: 'nobody@example.com', name: 'Nobody', providers: [], kind: 'member' },
    findings: 1,
  });
  return { id, revision: 1, tenant: 'test', notice: 'test', alert, summarised: [] };
}

function syntheticEvent(now: number): Parcel {
  const event = plainEvent(`test-${createHash('sha256').update(String(now)).digest('hex').slice(0, 12)}`, 'test', now);
  return { id: event.id, revision: now, tenant: 'test', notice: 'event', alert: null, event, summarised: [] };
}
