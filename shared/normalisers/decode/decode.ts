/** Bytes of any source to parsed records: NDJSON, envelopes, pretty-printed and concatenated documents, plain, gzip or zstd. */

import { DamagedStream, decompress } from './compression.ts';
import { Broken, type Decoded } from './decoded.ts';
import { Splitter } from './splitter.ts';

/**
 * Batches of entries in the order they stand, one batch or more a chunk. Every record and every broken piece gives exactly one
 * entry. Memory is bounded by one record (16 MiB), not by the input. Throws only what `chunks` throws.
 * `source` names the input in the detail of a damaged stream.
 */
export async function* decode(chunks: AsyncIterable<Uint8Array>, source: string): AsyncIterable<readonly Decoded[]> {
  const splitter = new Splitter();
  try {
    for await (const chunk of decompress(chunks)) {
      for (let at = 0; at < chunk.length; at += sliceBytes) {
        const batch = splitter.push(chunk.subarray(at, at + sliceBytes));
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

/** A caller may hand over a whole file as one chunk: it is worked off in slices, so batches stay small. */
const sliceBytes = 262_144;
