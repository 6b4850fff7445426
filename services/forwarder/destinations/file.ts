/** Files of NDJSON, one ECS or OCSF document a line, rotated by size: for shippers that read files, and for people. */

import { createReadStream } from 'node:fs';
import { appendFile, open, rename, rm, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Answer } from '@gatewatch/domain';
import { makeFolders, reasonOf } from '@gatewatch/runtime';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { documentLine, documentOptions } from '../document.ts';
import { rendered } from '../rendered.ts';

const options = z.strictObject({
  path: z.string().min(1).describe('The file that is written; rotated ones get .1, .2 … behind their name.'),
  ...documentOptions,
  megabytes: z.number().positive().default(100).describe('Rotated at this size.'),
  keep: z.number().int().min(0).max(1000).default(10).describe('So many rotated files are kept.'),
});

export const file = destinationType({
  type: 'file',
  title: 'File (NDJSON)',
  setUp: [
    'Name a path on a disk with room; its folder is made.',
    'Point a shipper (Filebeat, Vector, Fluent Bit) at the path and its rotated files.',
  ],
  notes: [
    'A line counts as delivered once the disk has it (fsync).',
    'A line that was cut by a crash is removed before the next one is written.',
  ],
  options,
  example: { path: 'alerts.ndjson' },
  secrets: [],
  events: true,
  async open({ path, megabytes, keep, format }, { pathOf }) {
    const target = pathOf(path);
    let mended = false;
    const lineOf = rendered((one) => documentLine(one, format));
    return {
      limits: {
        items: 500,
        bytes: 8_000_000,
        measure: (parcel) => lineOf(parcel).length,
        concurrency: 1,
        perSecond: 100,
        patienceMs: 10_000,
      },
      async send(parcels) {
        try {
          await makeFolders(dirname(target));
          if (!mended) await cutHalfLine(target);
          mended = true;
          await rotate(target, megabytes * 1_000_000, keep);
          await appendFile(target, parcels.map(lineOf).join(''), { flush: true });
          return parcels.map(() => ({ kind: 'delivered' }));
        } catch (error) {
          mended = false;
          const answer: Answer = {
            kind: 'retry',
            code: codeOf(error),
            why: `${target} cannot be written (${reasonOf(error)})`,
            afterMs: null,
          };
          return parcels.map(() => answer);
        }
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: ({ format }, parcels) => parcels.map((one) => documentLine(one, format)).join(''),
});

/** A crash or a full disk may have left the beginning of a line: it was not acknowledged, so it is written again whole. */
async function cutHalfLine(path: string): Promise<void> {
  const size = await sizeOf(path);
  if (size === 0) return;
  await using last = await open(path, 'r+');
  const { buffer } = await last.read(Buffer.alloc(1), 0, 1, size - 1);
  if (buffer[0] === 10) return;
  let end = 0;
  let at = 0;
  for await (const chunk of createReadStream(path)) {
    const newline = chunk.lastIndexOf(10);
    if (newline >= 0) end = at + newline + 1;
    at += chunk.length;
  }
  await truncate(path, end);
}

async function rotate(path: string, most: number, keep: number): Promise<void> {
  if ((await sizeOf(path)) < most) return;
  await rm(keep === 0 ? path : `${path}.${keep}`, { force: true });
  for (let i = keep - 1; i >= 0; i--) {
    const from = i === 0 ? path : `${path}.${i}`;
    if ((await sizeOf(from)) > 0) await rename(from, `${path}.${i + 1}`);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOf(error) === 'enoent') return 0;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code).toLowerCase() : 'io';
}
