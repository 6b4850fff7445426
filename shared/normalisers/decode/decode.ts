/** Bytes of any source to parsed records: NDJSON, envelopes, pretty-printed and concatenated documents, CSV; plain, gzip or zstd; UTF-8 or 16. */

import { asUtf8 } from './as-utf8.ts';
import { decompress } from './compression.ts';
import { CsvSplitter, csvHeader } from './csv.ts';
import { DamagedStream } from './damaged-stream.ts';
import { Broken, type Decoded } from './decoded.ts';
import type { Recaller } from './recaller.ts';
import { Splitter } from './splitter.ts';
import { isFiller } from './structure.ts';

/**
 * Batches of entries in the order they stand, one batch or more a chunk. Every record and every broken piece gives exactly one
 * entry. Memory is bounded by one record (16 MiB), not by the input. Throws only what `chunks` throws.
 * Chunks are read where they lie, so nobody may write into one that was given. What `recaller` knows again is not parsed. `source` names the input in the detail of a damaged stream.
 */
export async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  source: string,
  recaller: Recaller | null = null,
): AsyncIterable<readonly Decoded[]> {
  let begun = false;
  let within = false;
  let splitter: Splitter | CsvSplitter = new Splitter(recaller);
  try {
    for await (const chunk of withHead(asUtf8(decompress(chunks)))) {
      if (!begun) {
        begun = true;
        const columns = startsAsJson([chunk]) ? null : csvHeader(chunk.subarray(0, headBytes));
        if (columns !== null) splitter = new CsvSplitter(columns);
      }
      for (let at = 0, end = 0; at < chunk.length; at = end) {
        end = sliceEnd(chunk, at, within);
        within = chunk[end - 1] !== lineFeed;
        const batch = splitter.push(chunk.subarray(at, end));
        if (batch.length > 0) yield batch;
      }
    }
  } catch (cause) {
    if (!(cause instanceof DamagedStream)) throw cause;
    const batch = [...splitter.end()];
    batch.push(new Broken('not-json', `${source}: ${cause.message}`, splitter.offset, ''));
    yield batch;
    return;
  }
  const batch = splitter.end();
  if (batch.length > 0) yield batch;
}

/**
 * A chunk is worked off in slices: a batch of some twenty records is used up before the young generation is collected, and its text
 * is small enough to be an ordinary string. With 256 KiB decoding takes a fifth longer.
 */
const sliceBytes = 65_536;

/**
 * Behind the last line that ends within a slice: then nothing of it is left over, to be put before the next. Where a line is left over,
 * its rest is a slice of its own: it alone is copied, and all that follows is read where it lies.
 */
function sliceEnd(chunk: Uint8Array, from: number, within: boolean): number {
  const most = Math.min(from + sliceBytes, chunk.length);
  if (within) {
    const line = chunk.indexOf(lineFeed, from) + 1;
    return line > 0 && line < most ? line : most;
  }
  if (most === chunk.length) return most;
  const line = chunk.lastIndexOf(lineFeed, most - 1) + 1;
  return line > from ? line : most;
}

/** Enough for the longest header of a CSV export (an audit export of the Entra portal has 3 KB of names). */
const headBytes = 16_384;

/** The first chunk holds the first line, or the head, or the whole input; or what shows that it is JSON. */
async function* withHead(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  try {
    for await (const chunk of chunks) {
      if (whole) {
        yield chunk;
        continue;
      }
      held.push(chunk);
      length += chunk.length;
      whole = length >= headBytes || chunk.includes(lineFeed) || startsAsJson(held);
      if (!whole) continue;
      yield held.length === 1 ? chunk : Buffer.concat(held);
      held = [];
    }
  } catch (cause) {
    if (held.length > 0) yield Buffer.concat(held);
    throw cause;
  }
  if (held.length > 0) yield Buffer.concat(held);
}

const lineFeed = 10;

function startsAsJson(chunks: readonly Uint8Array[]): boolean {
  for (const chunk of chunks) {
    const first = chunk.find((byte) => !isFiller(byte) && byte !== lineFeed);
    if (first !== undefined) return first === 123 || first === 91;
  }
  return false;
}
