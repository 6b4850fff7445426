/**
 * Autonomous systems by address, compiled once from the npm package's CSV into a compact local form: sorted starts, ends and AS
 * numbers as typed arrays, names in one text. IPv6 is kept by its upper 64 bits: no network is announced longer than that.
 */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readIp4, readIp6 } from './address-number.ts';

export interface AsnTable {
  /** null where no network is known to own the address. */
  lookup(ip: string): { readonly asn: number; readonly owner: string } | null;
}

interface Ranges<T extends Uint32Array | BigUint64Array> {
  readonly starts: T;
  readonly ends: T;
  readonly numbers: Uint32Array;
}

/** `folder`: where the CSV files asn-ipv4.csv and asn-ipv6.csv stand; default: the npm package. */
export function openAsnTable(
  folder = dirname(createRequire(import.meta.url).resolve('@ip-location-db/asn/package.json')),
): AsnTable {
  let four: Ranges<Uint32Array> | null = null;
  let six: Ranges<BigUint64Array> | null = null;
  const owners = new Map<number, string>();
  return {
    lookup(ip) {
      let asn = 0;
      if (ip.includes(':')) {
        six ??= compiled(folder, 'asn-ipv6', owners, parseSix, BigUint64Array);
        asn = find(six, readIp6(ip));
      } else {
        four ??= compiled(folder, 'asn-ipv4', owners, readIp4, Uint32Array);
        asn = find(four, readIp4(ip));
      }
      return asn === 0 ? null : { asn, owner: owners.get(asn) ?? `AS${asn}` };
    },
  };
}

function parseSix(text: string): bigint {
  return readIp6(text);
}

function find<N extends number | bigint>(ranges: Ranges<Uint32Array> | Ranges<BigUint64Array>, address: N): number {
  let low = 0;
  let high = ranges.starts.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if ((ranges.starts[middle] ?? 0) > address) high = middle - 1;
    else if ((ranges.ends[middle] ?? 0) < address) low = middle + 1;
    else return ranges.numbers[middle] ?? 0;
  }
  return 0;
}

type ArrayOf<T> = {
  new (length: number): T;
  new (buffer: ArrayBuffer, offset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

/** Reads the compiled form where it is there and whole, else compiles and writes it beside the data or in the temporary folder. */
function compiled<T extends Uint32Array | BigUint64Array>(
  folder: string,
  name: string,
  owners: Map<number, string>,
  parse: (text: string) => T[number],
  type: ArrayOf<T>,
): Ranges<T> {
  const version = versionOf(folder);
  const places = [join(folder, '..', '..', '.cache', 'gatewatch'), join(tmpdir(), 'gatewatch-data')];
  for (const place of places) {
    const ready = read(join(place, `${name}-${version}.bin`), owners, type);
    if (ready !== null) return ready;
  }
  const made = compile(join(folder, `${name}.csv`), parse, type);
  for (const [asn, owner] of made.owners) owners.set(asn, owner);
  for (const place of places) if (write(place, `${name}-${version}.bin`, made)) break;
  return made;
}

function versionOf(folder: string): string {
  try {
    return String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version);
  } catch {
    return 'local';
  }
}

function compile<T extends Uint32Array | BigUint64Array>(path: string, parse: (text: string) => T[number], type: ArrayOf<T>) {
  let text: string;
  try {
    text = readFileSync(path, 'latin1');
  } catch (cause) {
    throw new Error(`${path} cannot be read as a table of networks: install the data package or name a folder that holds it.`, {
      cause,
    });
  }
  const lines = text.split('\n');
  const starts = new type(lines.length);
  const ends = new type(lines.length);
  const numbers = new Uint32Array(lines.length);
  const owners = new Map<number, string>();
  let count = 0;
  for (const line of lines) {
    const a = line.indexOf(',');
    const b = line.indexOf(',', a + 1);
    const c = line.indexOf(',', b + 1);
    if (a < 0 || b < 0 || c < 0) continue;
    const asn = Number(line.slice(b + 1, c));
    starts[count] = parse(line.slice(0, a));
    ends[count] = parse(line.slice(a + 1, b));
    numbers[count] = asn;
    count++;
    if (!owners.has(asn))
      owners.set(
        asn,
        Buffer.from(
          line
            .slice(c + 1)
            .trim()
            .replace(/^"|"$/g, ''),
          'latin1',
        ).toString('utf8'),
      );
  }
  return { starts: starts.slice(0, count) as T, ends: ends.slice(0, count) as T, numbers: numbers.slice(0, count), owners };
}

const magic = 'GWASN1';

function write<T extends Uint32Array | BigUint64Array>(
  place: string,
  name: string,
  made: Ranges<T> & { owners: Map<number, string> },
): boolean {
  try {
    mkdirSync(place, { recursive: true });
    const names = Buffer.from(JSON.stringify([...made.owners]));
    const head = Buffer.alloc(16);
    head.write(magic);
    head.writeUInt32LE(made.numbers.length, 8);
    head.writeUInt32LE(names.length, 12);
    const parts = [made.starts, made.ends, made.numbers].map((part) =>
      Buffer.from(part.buffer, part.byteOffset, part.byteLength),
    );
    const temporary = join(place, `${name}.${process.pid}.tmp`);
    writeFileSync(temporary, Buffer.concat([head, ...parts, names]));
    renameSync(temporary, join(place, name));
    return true;
  } catch {
    return false; // a read-only installation compiles at every start
  }
}

function read<T extends Uint32Array | BigUint64Array>(
  path: string,
  owners: Map<number, string>,
  type: ArrayOf<T>,
): Ranges<T> | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return null;
  }
  if (bytes.length < 16 || bytes.toString('latin1', 0, 6) !== magic) return null;
  const count = bytes.readUInt32LE(8);
  const size = type.BYTES_PER_ELEMENT * count;
  const names = bytes.readUInt32LE(12);
  if (bytes.length !== 16 + 2 * size + 4 * count + names) return null;
  const buffer = new ArrayBuffer(bytes.length - 16 - names);
  new Uint8Array(buffer).set(bytes.subarray(16, bytes.length - names));
  const known: [number, string][] = JSON.parse(bytes.toString('utf8', bytes.length - names));
  for (const [asn, owner] of known) owners.set(asn, owner);
  return {
    starts: new type(buffer, 0, count),
    ends: new type(buffer, size, count),
    numbers: new Uint32Array(buffer, 2 * size, count),
  };
}
