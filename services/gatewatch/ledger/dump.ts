/** A backup of a ledger and the stores beside it, as a file that is there whole or not at all. */

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { label } from '@gatewatch/domain';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
import { contentsOf } from './contents.ts';
import { type DumpLine, dumpForm, encodeLine, type Tally } from './dump-line.ts';
import type { Stores } from './stores.ts';
import { createTally, type Tallying } from './tally.ts';

/** Gives what it holds. Throws UserMistake where a worker writes meanwhile, or where the file cannot be written. */
export async function writeDump(path: string, stores: Stores): Promise<Tally> {
  const counted = createTally();
  const part = `${path}.part`;
  await refuseNoFile(path);
  try {
    await pipeline(Readable.from(linesOf(stores, counted)), createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw fileMistake(error, path);
  }
  return counted.tally;
}

async function* linesOf(stores: Stores, counted: Tallying): AsyncIterable<string> {
  const hash = createHash('sha256');
  const line = (one: DumpLine): string => {
    const text = encodeLine(one);
    hash.update(text);
    return text;
  };
  yield line({ kind: 'gatewatch-ledger', form: dumpForm, at: new Date().toISOString() });
  for await (const one of contentsOf(stores)) {
    if (one.kind !== 'partition') counted.add(one);
    yield line(one);
  }
  yield encodeLine({ kind: 'end', tally: counted.tally, sha256: hash.digest('hex') });
}

/** Before the ledger is read, which may take long. A device or a pipe would be replaced by the file. */
async function refuseNoFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === false)
    throw new UserMistake(
      `${label(path, 200)} ${found.isDirectory() ? 'is a folder: name a file in it' : 'is no plain file: name one'}.`,
    );
}

/** What the file system refuses is a person's mistake; what a store refuses goes on as it is. */
function fileMistake(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  if (!['open', 'write', 'rename'].includes(String(error.syscall))) return error;
  const reason = error.code === 'ENOENT' ? 'its folder does not exist' : reasonOf(error);
  return new UserMistake(`${label(path, 200)} cannot be written (${reason}): free space, or name another file.`, error);
}
