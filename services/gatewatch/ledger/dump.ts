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
  try {
    await refuseFolder(path);
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

/** Before the ledger is read, which may take long. */
async function refuseFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) throw new UserMistake(`${label(path, 200)} is a folder: name a file in it.`);
}

/** What the file system refuses is a person's mistake; what a store refuses goes on as it is. */
function fileMistake(error: unknown, path: string): unknown {
  const ofFile = error instanceof Error && 'syscall' in error && ['open', 'write', 'rename'].includes(String(error.syscall));
  if (!ofFile) return error;
  return new UserMistake(
    `${label(path, 200)} cannot be written (${'code' in error && error.code === 'ENOENT' ? 'its folder does not exist' : reasonOf(error)}): free space, or name another file.`,
    error,
  );
}
