/** A backup into an empty ledger. Until it is whole, no worker can begin from it: what its partitions know is no JSON until then. */

import type { Alert, LedgerCommit, Partition, StandingLink } from '@gatewatch/domain';
import { UserMistake } from '@gatewatch/runtime';
import type { Content, PartitionLine } from './dump-line.ts';
import { layoutOf } from './layout.ts';
import { readDump } from './read-dump.ts';
import type { Stores } from './stores.ts';

const half = 'half imported: run gatewatch ledger import again with --replace';
/** Of one partition in memory before a step is made: subjects of at most 16 KB, alerts of some more. */
const most = 500;

interface Target {
  readonly partition: Partition;
  pending: { readonly [K in keyof Pick<LedgerCommit, 'puts' | 'outbox' | 'links'>]: LedgerCommit[K][number][] };
  /** Revisions that were not sent on yet: they go last, behind the mark. */
  readonly unsent: Alert[];
  said: number;
}

const nothing = (): Target['pending'] => ({ puts: [], outbox: [], links: [] });

/** Gives whether positions were kept. Throws UserMistake before anything is written where the file is not whole or the ledger is not empty. */
export async function restore(
  path: string,
  stores: Stores,
  partitions: number | 'one' | null,
  replace: boolean,
): Promise<boolean> {
  const known: PartitionLine[] = [];
  for await (const line of readDump(path)) if (line.kind === 'partition') known.push(line);
  const layout = layoutOf(known, partitions);
  const { ledger, links, bookmarks } = stores;
  if (replace) await ledger.restart();
  else if ((await ledger.partitions()).some(({ meta }) => meta !== null) || (await ledger.verdicts()).length > 0)
    throw new UserMistake(
      `${stores.name} holds a ledger already: import into an empty one, or write --replace to lose what it holds.`,
    );

  const targets = new Map<string, Target>();
  const targetOf = async (name: string): Promise<Target> => {
    let target = targets.get(name);
    if (target === undefined)
      targets.set(name, (target = { partition: await ledger.acquire(name), pending: nothing(), unsent: [], said: 0 }));
    return target;
  };
  const write = async (target: Target, position: number, meta: string): Promise<void> => {
    const { pending } = target;
    target.pending = nothing();
    target.said = await target.partition.commit({ position, meta, deletes: [], ...pending });
  };
  const standing: StandingLink[] = [];

  async function take(line: Content | PartitionLine): Promise<void> {
    if (line.kind === 'partition') return;
    if (line.kind === 'verdict') return ledger.give({ event: line.event, at: line.at });
    if (line.kind === 'bookmark') return bookmark(line);
    if (line.kind === 'standing-link') {
      standing.push({ link: line.link, scope: line.scope, claimed: line.claimed, key: line.key });
      if (standing.length >= most) await links.restore(standing.splice(0));
      return;
    }
    const target = await targetOf(placeOf(line));
    if (line.kind === 'subject') target.pending.puts.push({ key: line.key, state: line.state, due: line.due });
    else if (line.kind === 'link') target.pending.links.push({ id: line.id, key: line.key });
    else if (line.sent) target.pending.outbox.push(line.alert);
    else target.unsent.push(line.alert);
    const { puts, outbox, links: own } = target.pending;
    if (puts.length + outbox.length + own.length >= most) await write(target, 0, half);
  }

  const placeOf = (line: Extract<Content, { readonly kind: 'subject' | 'alert' | 'link' }>): string => {
    if (line.kind === 'subject') return layout.subject(line.key, line.partition);
    return line.kind === 'alert' ? layout.alert(line.alert, line.partition) : layout.link(line.id, line.key);
  };

  async function bookmark({ scope, name, text }: Extract<Content, { readonly kind: 'bookmark' }>): Promise<void> {
    const held = (await bookmarks.list(scope)).find((one) => one.name === name);
    if (held !== undefined && !replace)
      throw new UserMistake(`${stores.name} holds the bookmark ${name} already: write --replace to lose it.`);
    await bookmarks.put(scope, name, text, held?.version ?? null);
  }

  for await (const line of readDump(path)) await take(line);
  await links.restore(standing);
  for (const { name } of layout.partitions) await targetOf(name);
  for (const target of targets.values()) {
    await write(target, 0, half);
    await target.partition.publish(target.said);
    target.pending.outbox.push(...target.unsent);
  }
  // Now all of it is there: each partition becomes one that a worker can take.
  for (const { name, position, meta } of layout.partitions) {
    const target = await targetOf(name);
    if (meta !== null) await write(target, position, meta);
  }
  return layout.kept;
}
