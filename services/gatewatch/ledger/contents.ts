/** All that a ledger and the stores beside it hold, as lines of a backup. */

import { Fenced } from '@gatewatch/domain';
import { wholeMeta } from '@gatewatch/engine';
import { UserMistake } from '@gatewatch/runtime';
import type { Content, PartitionLine } from './dump-line.ts';
import type { Stores } from './stores.ts';

const page = 1000;

/** Each partition is fenced first. Throws UserMistake in the end where a worker took one back meanwhile: then it is of no one moment. */
export async function* contentsOf({ ledger, links, bookmarks, name: place }: Stores): AsyncIterable<Content | PartitionLine> {
  const held = [];
  const outboxes = new Set<string>();
  for (const { name } of await ledger.partitions()) {
    const partition = await ledger.acquire(name);
    held.push(partition);
    yield { kind: 'partition', name, position: partition.position, meta: wholeMeta(partition.meta, partition.facts) };
    for await (const subject of ledger.subjects(name)) yield { kind: 'subject', partition: name, ...subject };
    for (let after = 0, more = true; more; ) {
      const rows = await ledger.outbox(name, after, page);
      for (const { sequence, alert } of rows) {
        after = sequence;
        const revision = `${alert.id} ${alert.revision}`;
        if (outboxes.has(revision)) continue; // a repeat is the same
        outboxes.add(revision);
        yield { kind: 'alert', partition: name, sent: sequence <= partition.published, alert };
      }
      more = rows.length === page;
    }
  }
  for (const alert of await ledger.alerts())
    if (!outboxes.has(`${alert.id} ${alert.revision}`)) yield { kind: 'alert', partition: null, sent: true, alert };
  for (const { id, key } of await ledger.links()) yield { kind: 'link', id, key };
  for (const { event, at } of await ledger.verdicts()) yield { kind: 'verdict', event, at };
  for await (const link of links.all()) yield { kind: 'standing-link', ...link };
  for (const scope of await bookmarks.scopes())
    for (const { name, text } of await bookmarks.list(scope)) yield { kind: 'bookmark', scope, name, text };
  try {
    for (const partition of held) await partition.publish(0); // moves no mark
  } catch (error) {
    if (!(error instanceof Fenced)) throw error;
    throw new UserMistake(`A worker writes to ${place} meanwhile: stop the workers, then try again.`, error);
  }
}
