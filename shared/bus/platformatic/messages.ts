/** Record batches of a fetch as messages of the bus. */

import type { BusMessage } from '@gatewatch/domain';
import type { KafkaRecord, RecordsBatch } from '@platformatic/kafka';

/** Bits of a batch's attributes (KIP-98, KIP-32): time set by the broker; a marker of transactions instead of records. */
const logAppendTime = 1 << 3;
const control = 1 << 5;

export function messagesOf(partition: number, batches: readonly RecordsBatch[], from: number): BusMessage[] {
  const messages: BusMessage[] = [];
  for (const batch of batches) {
    if ((batch.attributes & control) !== 0) continue;
    const first = Number(batch.firstOffset);
    const byBroker = (batch.attributes & logAppendTime) !== 0;
    for (const record of batch.records) {
      const offset = first + record.offsetDelta;
      if (offset < from) continue; // a batch comes whole, from before where it was asked for
      const at = Number(byBroker ? batch.maxTimestamp : batch.firstTimestamp + record.timestampDelta);
      messages.push(messageOf(partition, offset, at, record));
    }
  }
  return messages;
}

/** The offset after the last of them; null where there is none. */
export function afterBatches(batches: readonly RecordsBatch[]): number | null {
  const last = batches.at(-1);
  return last === undefined ? null : Number(last.firstOffset) + last.lastOffsetDelta + 1;
}

function messageOf(partition: number, offset: number, at: number, { key, value, headers }: KafkaRecord): BusMessage {
  return { partition, offset, at, key: key === null ? null : key.toString(), value, headers: headersOf(headers) };
}

const nothing = new Uint8Array(0);

function headersOf(pairs: KafkaRecord['headers']): Record<string, Uint8Array> {
  const headers: Record<string, Uint8Array> = {};
  for (const [name, value] of pairs) if (name !== null) headers[name.toString()] = value ?? nothing; // Java writes null where nothing is said
  return headers;
}
