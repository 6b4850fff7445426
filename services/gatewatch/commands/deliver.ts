/** `gatewatch deliver`: sends what a kept database has said to the destinations of a configuration, until nothing is owed. */

import { setTimeout as wait } from 'node:timers/promises';
import { noVitals, type Vitals } from '@gatewatch/domain';
import { createForwarder } from '@gatewatch/forwarder';
import { sqliteDeliveries } from '@gatewatch/ledger';
import { openConfigured } from '../deliver/configured-destinations.ts';
import { feedDeliveries } from '../deliver/feed-deliveries.ts';
import { say } from '../terminal.ts';
import { openKept } from '../triage/kept.ts';

const lookMs = 200;

export interface DeliverOptions {
  readonly config: string;
  readonly db: string;
}

/** Resolves with the number of what is dead. */
export async function deliverCommand({ config, db }: DeliverOptions): Promise<number> {
  await using ledger = openKept(db);
  await using destinations = await openConfigured(config);
  await using deliveries = sqliteDeliveries(db);
  const told = new Map<string, string>();
  const vitals: Vitals = {
    ...noVitals,
    healthy: (component) => void told.delete(component),
    failing(component, why) {
      if (told.get(component) === why) return;
      told.set(component, why);
      process.stderr.write(`gatewatch: ${component}: ${why}; it is tried again.\n`);
    },
  };
  const forwarder = createForwarder({ destinations: destinations.all, deliveries, vitals, alone: true });
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const running = forwarder.run(stopping.signal);
  running.catch(stop);
  try {
    const partitions = (await ledger.partitions()).map(({ name }) => name);
    await feedDeliveries(ledger, partitions, forwarder);
    while (!stopping.signal.aborted && (await deliveries.counts()).some(({ state }) => state === 'pending'))
      await wait(lookMs, undefined, { signal: stopping.signal }).catch(() => {});
  } finally {
    stop();
    process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
    await running;
  }
  let dead = 0;
  for (const { destination, state, rows } of await deliveries.counts()) {
    say(`${destination.padEnd(24)} ${state.padEnd(10)} ${rows}`);
    if (state === 'dead') dead += rows;
  }
  if (dead > 0) say(`\ngatewatch deliveries list --state dead --db ${db} says why; deliveries retry tries them again.`);
  return dead;
}
