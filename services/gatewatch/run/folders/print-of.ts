/** What a file looks like up to a place: its beginning, and what stands before the place. Tells a file that grew from another one. */

import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const printBytes = 1024;

export interface FilePrint {
  /** Of the first KiB up to the place. */
  readonly head: string;
  /** Of the KiB before the place. */
  readonly tail: string;
}

/** Throws what the file system does. */
export async function printOf(path: string, size: number): Promise<FilePrint> {
  await using file = await open(path);
  return {
    head: await hashOf(file, 0, Math.min(size, printBytes)),
    tail: await hashOf(file, Math.max(0, size - printBytes), Math.min(size, printBytes)),
  };
}

async function hashOf(file: FileHandle, from: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('base64url').slice(0, 22);
}

export function isSame(a: FilePrint, b: FilePrint): boolean {
  return a.head === b.head && a.tail === b.tail;
}

/** Place behind the last line feed up to `size`; 0 where there is none in the last MiB. */
export async function lastLineEnd(path: string, size: number): Promise<number> {
  const length = Math.min(size, 1 << 20);
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const at = buffer.subarray(0, bytesRead).lastIndexOf(10);
  return at < 0 ? 0 : size - length + at + 1;
}

/** Whether each line is a record, so that what is added at the end can be read alone. */
export async function isOfLines(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(10);
  if (end < 0 || buffer[0] !== 123) return false;
  try {
    JSON.parse(buffer.toString('utf8', 0, end));
    return true;
  } catch {
    return false;
  }
}
