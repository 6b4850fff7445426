/** A step as the arguments of the commit script; one that is too large for a call is laid out beside first, and applied whole all the same. */

import { alertJson, type LedgerCommit } from '@gatewatch/domain';
import { texts } from './answer.ts';
import { commitScript, stageScript } from './commit-script.ts';
import type { RedisStore } from './connection.ts';
import type { PartitionKeys } from './keys.ts';

/** Bytes of one call, counted as UTF-16 units: less than 4 MB even where every one becomes three bytes, and served in some ms. */
const mostUnits = 1_000_000;
/** Seconds after which what was laid out for a step that never came is forgotten. */
const stagedFor = 3600;

export interface Attempt {
  readonly holder: string;
  /** Name of this step, and the steps after which it may come. */
  readonly step: string;
  readonly predecessors: readonly string[];
}

/** Gives what the script says: `done` with the sequence of the last outbox row, `fenced`, `emptied` or `rolled back`. */
export async function commitStep(
  store: RedisStore,
  keys: PartitionKeys,
  { holder, step, predecessors }: Attempt,
  commit: LedgerCommit,
): Promise<readonly [outcome: string, said: number]> {
  const operations = operationsOf(commit);
  const stage = keys.stage(step);
  const all = [keys.head, keys.subjects, keys.due, keys.links, keys.outbox, keys.alerts, keys.facts, stage];
  const head = [holder, step, commit.position, commit.meta, predecessors.length, ...predecessors];
  const large = operations.reduce((sum, one) => sum + one.length, commit.meta.length) > mostUnits;
  for (;;) {
    if (large) await layOut(store, stage, operations);
    const answer = await store.run(commitScript, all, [...head, ...(large ? [operations.length] : [0, ...operations])]);
    const [outcome, said] = texts(answer);
    if (outcome !== 'unstaged') return [outcome ?? '', Number(said)]; // else the server forgot what was laid out: once more
  }
}

function operationsOf({ puts, deletes, facts = [], links, outbox }: LedgerCommit): readonly string[] {
  const operations: string[] = [];
  for (const { key, state, due } of puts) operations.push('p', key, due === null ? '' : `${due}`, `${due ?? ''}\n${state}`);
  for (const key of deletes) operations.push('d', key, '', '');
  for (const { key, value } of facts) operations.push('f', key, value, '');
  for (const { id, key } of links) operations.push('l', id, key, '');
  for (const alert of outbox) operations.push('o', alert.id, `${alert.revision}`, alertJson(alert));
  return operations;
}

async function layOut(store: RedisStore, stage: string, operations: readonly string[]): Promise<void> {
  let part: (string | number)[] = [];
  let units = 0;
  const send = async () => {
    await store.run(stageScript, [stage], [stagedFor, ...part]);
    part = [];
    units = 0;
  };
  for (const [place, argument] of operations.entries()) {
    if (units > 0 && units + argument.length > mostUnits) await send();
    part.push(place, argument);
    units += argument.length;
  }
  await send();
}
