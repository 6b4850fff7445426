/** What a fetched file holds, told by its first bytes: gzip is unpacked, of a tar archive the first data file is taken. */

import { closeSync, createReadStream, createWriteStream, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserMistake } from '@gatewatch/runtime';

/** Replaces `path` by its content; `shown` names it for people. Returns how the data end: `.mmdb` or `.csv`. */
export async function unpack(path: string, shown: string, mostBytes: number): Promise<'.mmdb' | '.csv'> {
  if (head(path, 0, 4).equals(Buffer.from('PK\x03\x04'))) {
    throw new UserMistake(`${shown} is a zip archive, which is not read: name a .mmdb, .csv, .gz or .tar.gz file.`);
  }
  if (head(path, 0, 2).equals(Buffer.from([0x1f, 0x8b]))) {
    const part = `${path}.unpacked`;
    try {
      await pipeline(createReadStream(path), createGunzip(), bounded(mostBytes, shown), createWriteStream(part));
    } catch (cause) {
      rmSync(part, { force: true });
      if (cause instanceof UserMistake) throw cause;
      throw new UserMistake(`${shown} is cut off or broken inside (gzip): fetch it again.`, cause);
    }
    renameSync(part, path);
  }
  if (head(path, 257, 5).toString('latin1') === 'ustar') await takeFromTar(path, shown);
  const start = head(path, 0, 64).toString('latin1');
  return /^"?[0-9a-f:.]+"?,"?[0-9a-f:.]+"?,\d+,/i.test(start) ? '.csv' : '.mmdb';
}

function bounded(mostBytes: number, shown: string): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      const large = bytes > mostBytes;
      done(
        large
          ? new UserMistake(
              `${shown} is larger than ${Math.round(mostBytes / 1e6)} MB unpacked: it is no such data, or set geo.update.megabytes.`,
            )
          : null,
        chunk,
      );
    },
  });
}

// POSIX ustar: blocks of 512 bytes; name at 0, size in octal at 124; data follow in whole blocks.
const block = 512;

async function takeFromTar(path: string, shown: string): Promise<void> {
  for (let at = 0; ; ) {
    const header = head(path, at, block);
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (header.length < block || name === '' || !(size >= 0)) {
      throw new UserMistake(`${shown} is an archive without a .mmdb or .csv file: name another file.`);
    }
    if (/\.(mmdb|csv)$/.test(name) && size > 0) {
      const part = `${path}.taken`;
      await pipeline(createReadStream(path, { start: at + block, end: at + block + size - 1 }), createWriteStream(part));
      renameSync(part, path);
      return;
    }
    at += block + Math.ceil(size / block) * block;
  }
}

function head(path: string, at: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, at));
  } finally {
    closeSync(file);
  }
}
