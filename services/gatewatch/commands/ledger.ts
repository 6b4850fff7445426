/** `gatewatch ledger`: a backup out of a ledger, into one, and whether it is whole. Either may be a database or a Redis. */

import { label } from '@gatewatch/domain';
import { UserMistake } from '@gatewatch/runtime';
import { contentsOf } from '../ledger/contents.ts';
import { writeDump } from '../ledger/dump.ts';
import { kinds, type Tally } from '../ledger/dump-line.ts';
import { readDump } from '../ledger/read-dump.ts';
import { restore } from '../ledger/restore.ts';
import { openStores, type Place, type Stores } from '../ledger/stores.ts';
import { createTally, differences } from '../ledger/tally.ts';
import { say } from '../terminal.ts';

export async function exportCommand(path: string, place: Place): Promise<void> {
  await using stores = await openStores(place);
  const tally = await writeDump(path, stores);
  say(`${label(path, 200)} holds ${phrase(tally)} of ${stores.name}.`);
}

/** A ledger has one partition where it is embedded, else as many in each lane as `partitions` or the configuration says. */
export async function importCommand(
  path: string,
  options: Place & { readonly partitions?: string; readonly replace?: boolean },
): Promise<void> {
  await using stores = await openStores(options, true);
  const counted = numberOf(options.partitions);
  if (counted !== null && stores.setting.embedded)
    throw new UserMistake('A database has one partition: leave out --partitions, or import with --config into Redis.');
  const partitions = stores.setting.embedded ? 'one' : (counted ?? stores.setting.partitions);
  const kept = await restore(path, stores, partitions, options.replace === true);
  await compare(path, stores);
  say(
    kept
      ? 'Positions were kept: workers go on in the log where they stood.'
      : 'It is laid out anew, so positions begin at 0: give the workers a new log (another kafka.topicPrefix), for the old one is judged already.',
  );
}

export async function verifyLedgerCommand(path: string, place: Place): Promise<void> {
  if (place.db !== undefined || place.config !== undefined) {
    await using stores = await openStores(place);
    await compare(path, stores);
    return;
  }
  const counted = createTally();
  for await (const line of readDump(path)) if (line.kind !== 'partition') counted.add(line);
  say(`${label(path, 200)} is whole: ${phrase(counted.tally)}.`);
}

/** Throws UserMistake where the ledger holds something else than the backup. */
async function compare(path: string, stores: Stores): Promise<void> {
  const [file, held] = [createTally(), createTally()];
  for await (const line of readDump(path)) if (line.kind !== 'partition') file.add(line);
  for await (const line of contentsOf(stores)) if (line.kind !== 'partition') held.add(line);
  const wrong = differences(held.tally, file.tally);
  if (wrong.length > 0) throw new UserMistake(`${stores.name} does not hold what ${label(path, 200)} does: ${wrong.join(', ')}.`);
  say(`${stores.name} holds what ${label(path, 200)} does: ${phrase(file.tally)}.`);
}

function phrase(tally: Tally): string {
  return kinds.map((kind) => `${tally[kind]?.count ?? 0} ${kind}s`).join(', ');
}

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new UserMistake(`--partitions ${label(text, 40)} is no number of partitions: write one such as 48.`);
  return Number(text);
}
