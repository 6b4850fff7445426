/** `npm run generate`: writes every generated file anew. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents } from './documents.ts';

const root = join(import.meta.dirname, '../..');
for (const { path, text } of documents) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text());
  process.stdout.write(`${path}\n`);
}
