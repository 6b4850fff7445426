import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decode } from './decode.ts';

async function* chunksOf(input: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(input);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

type Entry = readonly ['ok', unknown] | readonly ['broken', string, string];

/** The entries, which must not depend on how the bytes were cut into chunks. */
async function read(input: string | Uint8Array): Promise<readonly Entry[]> {
  const whole = await entriesOf(chunksOf(input));
  for (const size of [1, 7]) expect(await entriesOf(chunksOf(input, size))).toEqual(whole);
  return whole.map(([entry]) => entry);
}

async function entriesOf(chunks: AsyncIterable<Uint8Array>): Promise<readonly (readonly [Entry, number])[]> {
  const out: (readonly [Entry, number])[] = [];
  for await (const batch of decode(chunks, 'test')) {
    for (const entry of batch) {
      out.push(['broken' in entry ? ['broken', entry.broken, entry.text()] : ['ok', entry.value], entry.position]);
    }
  }
  const positions = out.map(([, position]) => position);
  expect(new Set(positions).size).toBe(positions.length);
  expect(positions.toSorted((a, b) => a - b)).toEqual(positions);
  return out;
}

const ok = (value: unknown): Entry => ['ok', value];
const a = { a: 1 };
const b = { b: { c: [1, 'x', null] } };
const d = { d: true };

describe('shapes', () => {
  it.each([
    ['NDJSON', '{"a":1}\n{"b":{"c":[1,"x",null]}}\n{"d":true}\n'],
    ['NDJSON with CRLF, blank lines and no last newline', '{"a":1}\r\n\r\n  \n{"b":{"c":[1,"x",null]}}\r\n{"d":true}'],
    ['NDJSON with byte order marks and trailing NULs', '\ufeff{"a":1}\n\ufeff{"b":{"c":[1,"x",null]}}\0\n{"d":true}\n\0\0\0'],
    ['an Event Hub body', JSON.stringify({ records: [a, b, d] })],
    ['a bare array', JSON.stringify([a, b, d])],
    ['a Graph page', JSON.stringify({ '@odata.context': 'x', value: [a, b, d], '@odata.nextLink': 'https://x' })],
    ['a Reports API page', JSON.stringify({ kind: 'admin#reports#activities', items: [a, b, d], nextPageToken: 'x' })],
    ['a dump of activities', JSON.stringify({ activities: [a, b, d] })],
    ['a pretty-printed Event Hub body', JSON.stringify({ records: [a, b, d] }, null, 2)],
    ['a pretty-printed array', JSON.stringify([a, b, d], null, '\t')],
    ['an array with a record a line', `[\n${JSON.stringify(a)},\n${JSON.stringify(b)},\n${JSON.stringify(d)}\n]\n`],
    ['pretty-printed documents one after the other', [a, b, d].map((value) => JSON.stringify(value, null, 4)).join('\n')],
    ['documents without anything between', [a, b, d].map((value) => JSON.stringify(value)).join('')],
    ['lines with a comma behind each', [a, b, d].map((value) => `${JSON.stringify(value)},\n`).join('')],
    [
      'NDJSON of envelopes of every kind',
      `{"records":[{"a":1}]}\n[{"b":{"c":[1,"x",null]}}]\n{"items":[]}\n{"value":[{"d":true}]}\n`,
    ],
    ['an array of Event Hub bodies', JSON.stringify([{ records: [a, b] }, { records: [d] }], null, 1)],
  ])('reads %s', async (_name, text) => {
    expect(await read(text)).toEqual([ok(a), ok(b), ok(d)]);
  });

  it('takes a record with a list of words under a likely name for a record', async () => {
    const record = { category: 'X', items: ['a', 'b'], value: [1] };
    expect(await read(JSON.stringify(record))).toEqual([ok(record)]);
    expect(await read(JSON.stringify(record, null, 2))).toEqual([ok(record)]);
  });

  it('gives nothing for nothing', async () => {
    for (const text of [
      '',
      '\n\n',
      '\ufeff',
      '\0\0\0\0',
      '[]',
      '{"records":[]}',
      '{"kind":"admin#reports#activities","etag":"x"}',
      '[\n]\n',
    ]) {
      expect(await read(text)).toEqual([]);
    }
  });

  it('gives the byte offset of a line plus the ordinal of the record in it', async () => {
    const text = '{"n":"é"}\n{"records":[{"a":1},{"a":2}]}\n{"a":3}\n';
    expect((await entriesOf(chunksOf(text))).map(([, position]) => position)).toEqual([0, 11, 12, 41]);
    expect((await entriesOf(chunksOf(JSON.stringify([a, b, d], null, 2)))).map(([, position]) => position)).toEqual([0, 1, 2]);
  });

  it('keeps the digits of an int64 qualifier that was written as a number', async () => {
    const record = '{"id":{"uniqueQualifier":-7581660077956046741}}';
    const exact = { id: { uniqueQualifier: '-7581660077956046741' } };
    expect(await read(`${record}\n{"items":[${record}]}\n`)).toEqual([ok(exact), ok(exact)]);
  });
});

describe('compression', () => {
  const text = '{"a":1}\n'.repeat(5000);
  it.each([
    ['gzip', gzipSync(text)],
    ['gzip of two members', Buffer.concat([gzipSync(text.slice(0, 20_000)), gzipSync(text.slice(20_000))])],
    ['zstd', zstdCompressSync(text)],
    ['zstd of two frames', Buffer.concat([zstdCompressSync(text.slice(0, 20_000)), zstdCompressSync(text.slice(20_000))])],
  ])('undoes %s, told by its first bytes', async (_name, bytes) => {
    expect((await read(bytes)).length).toBe(5000);
  });

  const whole = gzipSync(text);
  const wrongSum = Buffer.from(whole);
  wrongSum.writeUInt32LE(0, whole.length - 8);
  it.each([
    ['gzip whose end is missing', whole.subarray(0, -6)],
    ['zstd whose end is missing', zstdCompressSync(text).subarray(0, -6)],
    ['gzip with another checksum', wrongSum],
    ['gzip with text behind it', Buffer.concat([whole, Buffer.from('{"a":1}\n')])],
    ['gzip with zstd behind it', Buffer.concat([whole, zstdCompressSync(text)])],
    ['gzip with half a header behind it', Buffer.concat([whole, whole.subarray(0, 5)])],
    ['zstd with text behind it', Buffer.concat([zstdCompressSync(text), Buffer.from('{"a":1}\n')])],
  ])('keeps what it could read of a damaged stream, and says so once: %s', async (_name, bytes) => {
    for (const size of [1, 100, bytes.length]) {
      const entries = (await entriesOf(chunksOf(bytes, size))).map(([entry]) => entry);
      expect(entries.filter(([kind]) => kind === 'broken')).toEqual([['broken', 'not-json', '']]);
      if (!_name.startsWith('zstd whose')) expect(entries.length).toBe(5001); // a block of zstd is whole or nothing
    }
  });

  it('reads every part of a gzip header, and zeros between members', async () => {
    const [flags, time, body] = [1 | 2 | 4 | 8 | 16, Buffer.alloc(6), whole.subarray(10)];
    const extra = Buffer.from([3, 0, 1, 2, 3]);
    const named = Buffer.concat([Buffer.from([31, 139, 8, flags]), time, extra, Buffer.from('name\0a comment\0##'), body]);
    const bytes = Buffer.concat([named, Buffer.alloc(1000), named, Buffer.alloc(1000)]);
    for (const size of [1, 7, bytes.length]) expect((await entriesOf(chunksOf(bytes, size))).length).toBe(10_000);
  });

  it('lets a failure of the source through', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield gzipSync(text).subarray(0, 40);
      throw new Error('disk');
    }
    await expect(entriesOf(failing())).rejects.toThrow('disk');
  });
});

describe('UTF-16, told by its byte order mark', () => {
  const text = '{"n":"Łukasz 🙂"}\r\n{\r\n  "a": 1\r\n}\r\n';
  const little = (of: string) => Buffer.from(`\ufeff${of}`, 'utf16le');
  it.each([
    ['little endian, as Windows PowerShell writes', little(text)],
    ['big endian', little(text).swap16()],
    ['under gzip', gzipSync(little(text))],
  ])('is read: %s', async (_name, bytes) => {
    expect(await read(bytes)).toEqual([ok({ n: 'Łukasz 🙂' }), ok(a)]);
  });

  it('is read as CSV, too', async () => {
    expect(await read(little('Date (UTC),Request ID,Username\r\n2026-05-04,r,ada\r\n'))).toEqual([
      ok({ 'Date (UTC)': '2026-05-04', 'Request ID': 'r', Username: 'ada' }),
    ]);
  });

  it('that ends within a character says so', async () => {
    expect(await read(little('{"a":1}\n{"').subarray(0, -1))).toEqual([ok(a), ['broken', 'not-json', '{\ufffd']]);
  });

  it('is nothing else: a mark alone, or one of UTF-8', async () => {
    expect(await read(little(''))).toEqual([]);
    expect(await read('\ufeff{"a":1}')).toEqual([ok(a)]);
  });
});

describe('broken input', () => {
  const broken = (text: string, reason = 'not-json'): Entry => ['broken', reason, text];

  it.each<[string, string, readonly Entry[]]>([
    ['a line of no JSON', '{"a":1}\nhello\n{"d":true}\n', [ok(a), broken('hello'), ok(d)]],
    [
      'each scalar',
      '1\n"x"\nnull\n',
      [broken('1', 'not-a-record'), broken('"x"', 'not-a-record'), broken('null', 'not-a-record')],
    ],
    ['a line cut outside a string', '{"x":\n{"a":1}\n{"d":true}\n', [broken('{"x":'), ok(a), ok(d)]],
    ['a line cut inside a string', '{"x":"y\n{"a":1}\n{"d":true}\n', [broken('{"x":"y'), ok(a), ok(d)]],
    ['two cut lines', '{"x":"y\n{"x":\n{"a":1}\n', [broken('{"x":"y'), broken('{"x":'), ok(a)]],
    ['a cut tail', '{"a":1}\n{"x":', [ok(a), broken('{"x":')]],
    ['text behind a record', '{"a":1}}\n{"d":true}\n', [broken('{"a":1}}'), ok(d)]],
    ['a cut envelope', '{"records":[{"a":1},{"x":', [ok(a), broken('{"x":')]],
    ['an envelope cut between records', '{"records":[{"a":1},', [ok(a), broken('')]],
    ['a list that was never closed', '[{"a":1}\n{"d":true}\n', [ok(a), broken(''), ok(d)]],
    [
      'a stray closing bracket at the head of a line',
      '{"a":1}\n{"x":\n]"b":1}\n{"d":true}\n',
      [ok(a), broken('{"x":'), broken(']"b":1}'), ok(d)],
    ],
    [
      'a cut envelope among good ones',
      '{"records":[{"a":1},{"x":"y\n{"records":[{"d":true}]}\n',
      [ok(a), broken('{"x":"y'), ok(d)],
    ],
    ['one bad record of an envelope', '{"records":[{"a":1},{"x":tru},{"d":true}]}', [ok(a), broken('{"x":tru}'), ok(d)]],
    [
      'elements that are no records',
      '[{"a":1},7,null,{"d":true}]',
      [ok(a), broken('7', 'not-a-record'), broken('null', 'not-a-record'), ok(d)],
    ],
    ['a cut pretty-printed document', '{\n  "a": {\n    "b": 1,\n', [broken('{\n  "a": {\n    "b": 1,')]],
    ['a bad pretty-printed document', '{\n  "a" 1,\n  "b": 2\n}\n{\n  "a": 1\n}\n', [broken('{\n  "a" 1,\n  "b": 2\n}'), ok(a)]],
    [
      'a missing bracket in a pretty-printed array',
      '[\n  {\n    "a": 1\n  },\n  {\n    "x": 1,\n  {\n    "d": true\n  }\n]\n',
      [ok(a), broken('{\n    "x": 1,'), ok(d)],
    ],
    [
      'a missing bracket in an array with a record a line',
      '[\n{"a":1},\n{"x":2\n{"d":true}\n]\n',
      [ok(a), broken('{"x":2'), ok(d)],
    ],
  ])('gives one entry for %s', async (_name, text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('repairs raw line breaks and tabs inside strings, and only where parsing failed', async () => {
    expect(await read('{"x":"one\ntwo\tthree\\"\n"}\n{"a":1}\n')).toEqual([ok({ x: 'one\ntwo\tthree"\n' }), ok(a)]);
    expect(await read('{"records":[{"x":"one\r\ntwo"},{"a":1}]}')).toEqual([ok({ x: 'one\r\ntwo' }), ok(a)]);
    expect(await read(`{"name":"O'Brien"}\n`)).toEqual([ok({ name: "O'Brien" })]);
  });

  it('repairs them beside a number whose digits it keeps', async () => {
    const record = '{"id":{"uniqueQualifier":-7581660077956046741},"x":"a\nb"}';
    const exact = ok({ id: { uniqueQualifier: '-7581660077956046741' }, x: 'a\nb' });
    expect(await read(record)).toEqual([exact]);
    expect(await read(`{"items":[${record}]}`)).toEqual([exact]);
  });

  it('keeps bytes that are not UTF-8', async () => {
    const line = Buffer.concat([Buffer.from('{"x":"'), Buffer.from([0xff, 0xc3, 0x28]), Buffer.from('"}')]);
    const around = Buffer.concat([Buffer.from('{"n":"é"}\n'), line, Buffer.from('\n{"a":1}\n')]);
    expect(await read(around)).toEqual([ok({ n: 'é' }), broken('{"x":"\u00ff\u00c3("}'), ok(a)]);
    const inside = Buffer.concat([Buffer.from('[\n{"a":1},'), line, Buffer.from(',{"d":true}]')]);
    expect(await read(inside)).toEqual([ok(a), broken('{"x":"\u00ff\u00c3("}'), ok(d)]);
  });

  const nested = (levels: number) => `${'{"x":'.repeat(levels)}1${'}'.repeat(levels)}`;

  it('refuses what nests deeper than 64, in a line, an envelope and a document', async () => {
    const fits = JSON.parse(nested(64));
    expect(await read(`${nested(64)}\n${nested(65)}\n{"a":1}\n`)).toEqual([ok(fits), broken(nested(65), 'too-deep'), ok(a)]);
    for (const indent of [undefined, 1]) {
      const entries = await read(
        JSON.stringify({ records: [fits, JSON.parse(nested(65)), JSON.parse(nested(500)), a] }, null, indent),
      );
      expect(entries.map(([kind, what]) => (kind === 'ok' ? kind : what))).toEqual(['ok', 'too-deep', 'too-deep', 'ok']);
    }
  });

  it('survives brackets without end', async () => {
    for (const text of ['['.repeat(3_000_000), '{"x":'.repeat(1_000_000), `${'['.repeat(500_000)}${']'.repeat(500_000)}`]) {
      const entries = await entriesOf(chunksOf(`${text}\n{"a":1}\n`));
      expect(entries.length).toBe(2);
      expect(entries.at(-1)?.[0]).toEqual(ok(a));
    }
  });

  it('refuses a record over 16 MiB, and finds the next', async () => {
    const huge = 'x'.repeat(17 * 1024 * 1024);
    const inputs = [`{"x":"${huge}"}\n{"a":1}\n`, `{"x":"${huge}\n{"a":1}\n`, `${huge}\n{"a":1}\n`, `[{"x":"${huge}"},{"a":1}]`];
    for (const text of inputs) {
      const entries = (await entriesOf(chunksOf(text))).map(([entry]) => entry);
      expect(entries.map(([kind, what]) => (kind === 'ok' ? kind : what))).toEqual(['too-large', 'ok']);
      expect(entries[0]?.[2]?.length).toBe(65_536);
    }
  });
});

describe('memory', () => {
  it.each([
    ['one envelope without line breaks', '{"records":[', ',', ']}'],
    ['one pretty-printed array', '[\n  ', ',\n  ', '\n]'],
    ['lines', '', '\n', '\n'],
  ])('streams %s element by element', async (_name, head, comma, tail) => {
    const record = JSON.stringify({ x: 'y'.repeat(2000), n: [1, 2, 3] });
    const total = 40_000;
    async function* input(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(head);
      const hundred = Buffer.from(`${comma}${record}`.repeat(100));
      yield Buffer.from(record);
      for (let n = 1; n < total; n += 100) yield n + 100 > total ? Buffer.from(`${comma}${record}`.repeat(total - n)) : hundred;
      yield Buffer.from(tail);
    }
    let count = 0;
    let largest = 0;
    for await (const batch of decode(input(), 'test')) {
      count += batch.length;
      largest = Math.max(largest, batch.length);
    }
    expect(count).toBe(total);
    expect(largest).toBeLessThan(1000);
  });
});
