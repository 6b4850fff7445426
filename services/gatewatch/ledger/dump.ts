/** A backup of a ledger and the stores beside it, as a file that is there whole or not at all. */

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contentsOf } from './contents.ts';
import { type DumpLine, dumpForm, encodeLine, type Tally } from './dump-line.ts';
import type { Stores } from './stores.ts';
import { createTally, type Tallying } from './tally.ts';

/** Gives what it holds. Throws UserMistake where a worker writes meanwhile. */
export async function writeDump(path: string, stores: Stores): Promise<Tally> {
  const counted = createTally();
  await pipeline(Readable.from(linesOf(stores, counted)), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
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
