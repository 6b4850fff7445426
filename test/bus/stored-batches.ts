/** How a broker keeps the batches of a topic: read from its own log files. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredBatch {
  readonly codec: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
  /** Snappy in Xerial's frame, as Java writes it, instead of raw. */
  readonly xerial: boolean;
}

const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
/** Record batch, magic 2: length at 8, attributes at 21, records from 61 (org.apache.kafka.common.record.DefaultRecordBatch). */
const at = { length: 8, attributes: 21, records: 61 } as const;

export function storedBatches(data: string, topic: string): readonly StoredBatch[] {
  const batches: StoredBatch[] = [];
  for (const file of globSync(join(data, `${topic}-*`, '*.log'))) {
    const bytes = readFileSync(file);
    for (let from = 0; from + at.records < bytes.length; from += 12 + bytes.readInt32BE(from + at.length)) {
      const codec = codecs[bytes.readInt16BE(from + at.attributes) & 7] ?? 'none';
      const head = bytes.subarray(from + at.records, from + at.records + 8);
      batches.push({ codec, xerial: head.equals(Buffer.from('\x82SNAPPY\0', 'latin1')) });
    }
  }
  return batches;
}
