/** All four of Kafka's codecs for kafkajs, which brings gzip alone: a record it cannot decode would end the consumer for good. */

import { promisify } from 'node:util';
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import { lz4Compress, lz4Decompress } from '@platformatic/wasm-utils';
import kafkajs from 'kafkajs';
import { snappyDecode, snappyEncode } from './xerial.ts';

/** kafkajs hands over its own encoder when it compresses, and plain bytes when it decompresses. */
interface Encoder {
  readonly buffer: Buffer;
}

interface Codec {
  compress(encoder: Encoder): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

const zstd = { to: promisify(zstdCompress), from: promisify(zstdDecompress) };
const gz = { to: promisify(gzip), from: promisify(gunzip) };

function codec(to: (bytes: Buffer) => Buffer | Promise<Buffer>, from: (bytes: Buffer) => Buffer | Promise<Buffer>): () => Codec {
  return () => ({
    compress: async ({ buffer }) => to(buffer),
    decompress: async (bytes) => from(bytes),
  });
}

/** Once a process; the keys of kafkajs are GZIP, Snappy, LZ4 and ZSTD: others are lost without a word. */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.GZIP] = codec(
    (bytes) => gz.to(bytes),
    (bytes) => gz.from(bytes),
  );
  CompressionCodecs[CompressionTypes.Snappy] = codec(snappyEncode, snappyDecode);
  CompressionCodecs[CompressionTypes.LZ4] = codec(lz4Compress, lz4Decompress); // what they give is a copy of its own
  CompressionCodecs[CompressionTypes.ZSTD] = codec(
    (bytes) => zstd.to(bytes),
    (bytes) => zstd.from(bytes),
  );
}
