/** A quarantine.ndjson read again: the records that it holds, as they were handed over. Told by its first bytes. */

const begins = Buffer.from('{"reason":"');

/** Chunks of anything else pass as they are. Text that the quarantine cut (64 KiB) stays unreadable and is quarantined again. */
export async function* quarantinedRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let again: boolean | null = null;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    again ??= Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.length, begins.length)).equals(begins);
    if (!again) {
      yield chunk;
      continue;
    }
    const text: Buffer = Buffer.concat([rest, chunk]);
    const end = text.lastIndexOf(10) + 1;
    rest = text.subarray(end);
    yield* recordsOf(text.subarray(0, end));
  }
  if (rest.length > 0) yield* recordsOf(rest);
}

function* recordsOf(lines: Buffer): Generator<Uint8Array> {
  for (const line of lines.toString().split('\n')) if (line !== '') yield Buffer.from(`${recordOf(line)}\n`);
}

function recordOf(line: string): string {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && 'text' in row && typeof row.text === 'string') return row.text.trimEnd();
  } catch {
    // a broken line of the quarantine is a broken record
  }
  return line;
}
