/** `npm run generate`: writes every generated file anew. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './documents.ts';

const root = join(import.meta.dirname, '../..');
for (const { path, text } of documents) {
  writeFileSync(join(root, path), text());
  process.stdout.write(`${path}\n`);
}
