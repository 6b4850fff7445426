import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { compileRanges } from './asn-compile.ts';
import { decodeRanges, encodeRanges, networkName, networkRow } from './asn-ranges.ts';
import { npmAsnTable } from './asn-table.ts';
import { compiledFile } from './compiled-file.ts';
import { networkClassOf } from './network-class.ts';
import { networkTable } from './network-table.ts';

const csv = Buffer.from(
  '9.0.0.0,9.0.0.255,7,"B, ""the second"""\nbroken line\n1.0.0.0,1.0.1.255,5,A\n2a00::,2a00:1::,9,Six\n9.0.1.0,9.0.1.0,5,A\r\n',
);
const scratch = () => mkdtempSync(join(tmpdir(), 'gatewatch-asn-'));

describe('compiled ranges', () => {
  const four = compileRanges(csv, 4);

  test('are sorted, whatever order the lines came in; broken lines and the other family are passed over', () => {
    expect([...four.starts]).toEqual([0x01000000, 0x09000000, 0x09000100]);
    const at = (address: number) => {
      const row = networkRow(four, address);
      return row < 0 ? null : [four.numbers[row], networkName(four, row)];
    };
    expect(at(0x010001ff)).toEqual([5, 'A']);
    expect(at(0x01000200)).toBeNull();
    expect(at(0x09000000)).toEqual([7, 'B, the second']);
    expect(at(0x09000100)).toEqual([5, 'A']);
    expect(compileRanges(csv, 6).starts).toHaveLength(1);
    expect(compileRanges(Buffer.alloc(0), 4).starts).toHaveLength(0);
  });

  test('come back from bytes as they went', () => {
    for (const family of [4, 6] as const) {
      const ranges = compileRanges(csv, family);
      const again = decodeRanges(encodeRanges(ranges));
      expect(again?.starts).toEqual(ranges.starts);
      expect(again?.numbers).toEqual(ranges.numbers);
      expect(again && Buffer.from(again.names).toString()).toBe(Buffer.from(ranges.names).toString());
    }
  });

  test('are refused with any byte turned or missing', () => {
    const whole = encodeRanges(four);
    for (let at = 0; at < whole.length; at++) {
      if (at >= 24 && at < 32) continue; // unused bytes of the head
      const turned = whole.slice();
      turned[at] = (turned[at] ?? 0) ^ 0x10;
      expect(decodeRanges(turned), `byte ${at}`).toBeNull();
      expect(decodeRanges(whole.slice(0, at)), `cut at ${at}`).toBeNull();
    }
  });
});

describe('the kept form', () => {
  const decode = (bytes: Uint8Array<ArrayBuffer>) => (bytes[0] === 1 ? [...bytes] : null);

  test('a broken copy in one folder is passed over for a whole one in the next', () => {
    const folders = [scratch(), scratch()];
    writeFileSync(join(folders[0] ?? '', 'x.bin'), Buffer.from([0, 9]));
    writeFileSync(join(folders[1] ?? '', 'x.bin'), Buffer.from([1, 2]));
    expect(compiledFile('x.bin', folders).read(decode)).toEqual([1, 2]);
  });

  test('what is written replaces what was broken, and leaves nothing beside it', () => {
    const folder = scratch();
    writeFileSync(join(folder, 'x.bin'), Buffer.from([0]));
    const file = compiledFile('x.bin', [folder]);
    expect(file.read(decode)).toBeNull();
    file.write(Buffer.from([1, 3]));
    expect(file.read(decode)).toEqual([1, 3]);
    expect(readdirSync(folder)).toEqual(['x.bin']);
  });

  test('a disk that cannot be written is no error', () => {
    const folder = scratch();
    writeFileSync(join(folder, 'file'), '');
    const file = compiledFile('x.bin', [join(folder, 'file', 'below')]); // not even root makes a folder in a file
    file.write(Buffer.from([1]));
    expect(file.read(decode)).toBeNull();
  });

  test('a folder among temporary files that others may write is not read', () => {
    const folder = join(scratch(), 'open');
    mkdirSync(folder);
    writeFileSync(join(folder, 'x.bin'), Buffer.from([1, 6]));
    chmodSync(folder, 0o777);
    expect(compiledFile('x.bin', [folder]).read(decode)).toBeNull();
    chmodSync(folder, 0o700);
    expect(compiledFile('x.bin', [folder]).read(decode)).toEqual([1, 6]);
  });

  test('two processes that start at once both answer, and leave one whole file', async () => {
    const folder = scratch();
    writeFileSync(
      join(folder, 'big.csv'),
      Array.from(
        { length: 20_000 },
        (_, i) =>
          `${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.0,${1 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.255,${i + 1},N${i}`,
      ).join('\n'),
    );
    const script = `
      import { readFileSync } from 'node:fs';
      const { compileRanges } = await import('${new URL('./asn-compile.ts', import.meta.url)}');
      const { encodeRanges, decodeRanges } = await import('${new URL('./asn-ranges.ts', import.meta.url)}');
      const { compiledFile } = await import('${new URL('./compiled-file.ts', import.meta.url)}');
      const file = compiledFile('big.bin', [process.argv[1]]);
      const ranges = file.read(decodeRanges) ?? compileRanges(readFileSync(process.argv[1] + '/big.csv'), 4);
      file.write(encodeRanges(ranges));
      process.stdout.write(String(ranges.starts.length));`;
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, folder]);
    const ends = await Promise.all([start(), start()]);
    expect(ends.map(({ stdout }) => stdout)).toEqual(['20000', '20000']);
    expect(readdirSync(folder).sort()).toEqual(['big.bin', 'big.csv']);
    const kept = new Uint8Array(readFileSync(join(folder, 'big.bin')));
    expect(decodeRanges(kept)?.starts).toHaveLength(20_000);
  });
});

describe('classes of networks', () => {
  test('each line has its reason and each number one line', () => {
    expect(networkTable.filter((line) => line.reason.length < 2)).toEqual([]);
    const numbers = networkTable.map((line) => line.asn);
    expect(numbers.filter((asn, i) => numbers.indexOf(asn) !== i)).toEqual([]);
  });

  test('the numbers stand in the shipped data, but for those marked absent', () => {
    const csvs = ['4', '6'].map((family) =>
      readFileSync(new URL(`../../node_modules/@ip-location-db/asn/asn-ipv${family}.csv`, import.meta.url)),
    );
    const shipped = new Set(csvs.flatMap((bytes, i) => [...compileRanges(bytes, i === 0 ? 4 : 6).numbers]));
    expect(networkTable.filter((line) => shipped.has(line.asn) === line.absent).map((line) => line.asn)).toEqual([]);
  });

  test('no number of Microsoft’s is a home, and none of a secure gateway’s', () => {
    const owners = new Map<number, string>();
    for (const family of [4, 6] as const) {
      const bytes = readFileSync(new URL(`../../node_modules/@ip-location-db/asn/asn-ipv${family}.csv`, import.meta.url));
      const ranges = compileRanges(bytes, family);
      for (const [row, asn] of ranges.numbers.entries()) owners.set(asn, networkName(ranges, row));
    }
    const classes = (name: RegExp) =>
      new Set([...owners].flatMap(([asn, owner]) => (name.test(owner) ? [networkClassOf(asn, owner)] : [])));
    expect([...classes(/^microsoft\b/i)]).toEqual(['microsoft']);
    expect([...classes(/^(zscaler|netskope|cato networks|iboss|forcepoint|menlo security|cloudflare london)\b/i)]).toEqual([
      'relay',
    ]);
  });

  test('an owner’s own words decide where the table is silent', () => {
    expect(networkClassOf(null, 'VPN Hosting')).toBe('unknown');
    expect(networkClassOf(4_200_000_000, 'Example VPN Services')).toBe('vpn');
    expect(networkClassOf(4_200_000_000, 'Example Datacenter')).toBe('hosting');
    expect(networkClassOf(4_200_000_000, 'Example Wireless')).toBe('mobile');
    expect(networkClassOf(4_200_000_000, 'Example Satellite')).toBe('satellite');
    expect(networkClassOf(4_200_000_000, 'Example Telecom')).toBe('isp');
  });

  test('the package knows its own day', () => {
    expect(npmAsnTable()?.built).toBe(Date.UTC(2026, 5, 17, 19));
  });
});
