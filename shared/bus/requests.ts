/** Records of one send as requests of a size that brokers like, in their order. */

import { type BusRecord, RecordTooLarge } from '@gatewatch/domain';

/** So much in one request: well below the broker's usual 1 MiB a batch a partition. */
const requestBytes = 512 * 1024;
/** Lengths, offset and time of a record and of a header (at most 5 and 10 bytes each), rounded up. */
const frameBytes = 48;

/** Bytes of the record in a batch, a little too many. */
export function bytesOf({ key, value, headers = {} }: BusRecord): number {
  let bytes = frameBytes + (value?.length ?? 0) + (key === null ? 0 : Buffer.byteLength(key));
  for (const [name, header] of Object.entries(headers)) bytes += frameBytes + name.length * 3 + header.length;
  return bytes;
}

/** Throws RecordTooLarge for the first record above `most`, before anything is handed out. */
export function requestsOf(topic: string, records: readonly BusRecord[], most: number): readonly (readonly BusRecord[])[] {
  const requests: BusRecord[][] = [];
  let request: BusRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = bytesOf(record);
    if (size > most) throw new RecordTooLarge(topic, size, most);
    if (bytes + size > Math.min(requestBytes, most) && request.length > 0) {
      requests.push(request);
      request = [];
      bytes = 0;
    }
    bytes += size;
    request.push(record);
  }
  if (request.length > 0) requests.push(request);
  return requests;
}

/** The most that a record may take on a topic with these settings: a batch of it alone has a header besides. */
export function mostOf(settings: Readonly<Record<string, string>>): number {
  return Number(settings['max.message.bytes'] ?? brokerDefault) - batchBytes;
}

const batchBytes = 16 * 1024;
/** message.max.bytes of a broker that says nothing. */
const brokerDefault = 1_048_588;
