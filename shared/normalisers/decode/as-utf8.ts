/**
 * UTF-16 to UTF-8, where a byte order mark says that it is UTF-16: what Windows PowerShell writes with `>`. All else passes through
 * untouched. What is no character becomes U+FFFD.
 */

import { filled } from './filled.ts';

export async function* asUtf8(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    const head = await filled(new Uint8Array(0), 2, chunks);
    const name = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
    if (name !== null) {
      yield* decoded(name, head, chunks);
    } else if (head.length > 0) {
      yield head;
      yield* chunks;
    }
  } finally {
    await chunks.return(undefined);
  }
}

async function* decoded(name: string, head: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(name);
  yield Buffer.from(decoder.decode(head, { stream: true }));
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  const rest = decoder.decode();
  if (rest !== '') yield Buffer.from(rest);
}
