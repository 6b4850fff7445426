/** Undoes gzip and zstd, told by their magic bytes; anything else passes through untouched. */

import { Readable } from 'node:stream';
import { crc32, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { DamagedStream } from './damaged-stream.ts';
import { filled } from './filled.ts';
import { behindHeader, behindTrailer } from './gzip-frame.ts';

export async function* decompress(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  try {
    while (head.length < 4) {
      const next = await iterator.next();
      if (next.done) break;
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    }
    const kind = kindOf(head);
    if (kind === null) {
      if (head.length > 0) yield head;
      yield* rest(iterator);
    } else {
      yield* inflate(kind, head, iterator);
    }
  } finally {
    await iterator.return?.();
  }
}

function kindOf(head: Uint8Array): Kind | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'; // RFC 1952 2.3.1
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd'; // RFC 8878 3.1.1
  if ((head[0] ?? 0) >> 4 === 5 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18) return 'zstd'; // 3.1.2, skippable
  return null;
}

type Kind = 'gzip' | 'zstd';

/**
 * One inflater a member or frame: node's zstd stops at the end of the first frame and would drop the others in silence, so what
 * an inflater was given and did not use is given to the next.
 */
async function* inflate(kind: Kind, head: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let left: Uint8Array = head; left.length > 0; ) {
    if (kind === 'gzip') left = await behindHeader(left, iterator);
    const inflater = kind === 'gzip' ? createInflateRaw() : createZstdDecompress();
    const feed = new Feed([left], iterator, () => inflater.bytesWritten);
    const input = Readable.from(feed.chunks, { objectMode: true });
    input.once('error', (cause) => inflater.destroy(cause));
    input.pipe(inflater);
    let sum = 0;
    let length = 0;
    try {
      for await (const chunk of inflater) {
        if (kind === 'gzip') sum = crc32(chunk as Buffer, sum);
        length += (chunk as Buffer).length;
        yield chunk as Uint8Array;
      }
    } catch (cause) {
      if (feed.failed) throw cause;
      throw new DamagedStream(`${kind} stream: ${cause instanceof Error ? cause.message : 'damaged'}`, { cause });
    } finally {
      input.destroy();
      inflater.destroy();
      await feed.chunks.return(undefined);
    }
    left = Buffer.concat(feed.unused());
    if (kind === 'gzip') left = await behindTrailer(left, iterator, sum, length);
    left = await behindZeros(left, iterator);
    if (left.length > 0 && kindOf(left) !== kind) throw new DamagedStream(`${kind} stream: other bytes behind its end`);
  }
}

/** What stands behind the padding, four bytes at least where there are as many; nothing at the end of the input. */
async function behindZeros(left: Uint8Array, iterator: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  for (let bytes = await filled(left, 1, iterator); bytes.length > 0; bytes = await filled(bytes.subarray(0, 0), 1, iterator)) {
    const first = bytes.findIndex((byte) => byte !== 0);
    if (first >= 0) return filled(bytes.subarray(first), 4, iterator);
  }
  return left.subarray(0, 0);
}

/** Hands chunks to an inflater and remembers those it has not used yet. */
class Feed {
  readonly chunks: AsyncGenerator<Uint8Array>;
  /** The source itself failed: no damage of the stream. */
  failed = false;
  readonly #used: () => number;
  #kept: { readonly end: number; readonly chunk: Uint8Array }[] = [];
  #given = 0;

  constructor(first: readonly Uint8Array[], then: AsyncIterator<Uint8Array>, used: () => number) {
    this.#used = used;
    this.chunks = this.#give(first, then);
  }

  unused(): readonly Uint8Array[] {
    const used = this.#used();
    return this.#kept
      .filter(({ end }) => end > used)
      .map(({ end, chunk }) => chunk.subarray(Math.max(0, used - (end - chunk.length))));
  }

  async *#give(first: readonly Uint8Array[], then: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
    for (const chunk of first) yield this.#keep(chunk);
    try {
      for await (const chunk of rest(then)) yield this.#keep(chunk);
    } catch (cause) {
      this.failed = true;
      throw cause;
    }
  }

  #keep(chunk: Uint8Array): Uint8Array {
    const used = this.#used();
    this.#given += chunk.length;
    this.#kept = this.#kept.filter(({ end }) => end > used);
    this.#kept.push({ end: this.#given, chunk });
    return chunk;
  }
}

async function* rest(iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}
