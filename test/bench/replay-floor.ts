/** What nobody who reads these files in JavaScript gets below: each line to text and through JSON.parse, in a process of its own. Usage: node test/bench/replay-floor.ts FOLDER. */

import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (!file.isFile() || !/json$/.test(file.name)) continue;
  let left: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(join(file.parentPath, file.name), { highWaterMark: 1 << 18 })) {
    const bytes: Buffer = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    const end = bytes.lastIndexOf(10) + 1;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) if (line !== '') JSON.parse(line);
    left = bytes.subarray(end);
  }
  if (left.length > 0) JSON.parse(left.toString('utf8'));
}
