/** Reading a backup: each line as it is, and at the end proof that it is whole. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { label } from '@gatewatch/domain';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
import { type Content, dumpForm, type PartitionLine, parseLine } from './dump-line.ts';
import { createTally, differences } from './tally.ts';

/** Throws UserMistake where the file is no backup, of a newer form, cut or damaged: in the end at the latest. */
export async function* readDump(path: string): AsyncIterable<Content | PartitionLine> {
  const name = label(path, 200);
  const hash = createHash('sha256');
  const counted = createTally();
  let number = 0;
  let ended = false;
  try {
    for await (const text of linesOf(path)) {
      const line = parseLine(text);
      number++;
      if (number === 1) {
        if (line?.kind !== 'gatewatch-ledger')
          throw new UserMistake(`${name} is no backup of a ledger: name a file that gatewatch ledger export wrote.`);
        if (line.form > dumpForm)
          throw new UserMistake(
            `${name} was written by a newer Gatewatch (form ${line.form}, this release knows ${dumpForm}): use that release.`,
          );
      } else if (line === null || line.kind === 'gatewatch-ledger' || ended) {
        throw new UserMistake(`${name} is damaged or cut off at line ${number}: use another copy, or export again.`);
      } else if (line.kind === 'end') {
        const wrong = differences(counted.tally, line.tally);
        if (wrong.length > 0 || hash.digest('hex') !== line.sha256)
          throw new UserMistake(`${name} is damaged (${wrong.join(', ') || 'its checksum differs'}): use another copy.`);
        ended = true;
        continue;
      } else {
        if (line.kind !== 'partition') counted.add(line);
        yield line;
      }
      hash.update(`${text}\n`);
    }
  } catch (error) {
    if (error instanceof UserMistake) throw error;
    throw new UserMistake(`${name} cannot be read (${reasonOf(error)}): name a backup that exists.`, error);
  }
  if (number === 0) throw new UserMistake(`${name} is empty: name a file that gatewatch ledger export wrote.`);
  if (!ended) throw new UserMistake(`${name} is cut off after line ${number}: use another copy, or export again.`);
}

/** Split at line feeds alone: JSON may hold the line separators of Unicode. */
async function* linesOf(path: string): AsyncIterable<string> {
  let rest = '';
  for await (const piece of createReadStream(path, 'utf8')) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
