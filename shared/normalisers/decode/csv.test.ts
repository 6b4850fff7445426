import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decode } from './decode.ts';

async function read(input: string | Uint8Array, size = 65_536): Promise<readonly unknown[]> {
  const bytes = Buffer.from(input);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const out: unknown[] = [];
  for await (const batch of decode(chunks(), 'test')) {
    for (const entry of batch) {
      const said = 'broken' in entry ? [entry.broken, entry.text()] : { ...entry.value };
      out.push([entry.position, said]);
    }
  }
  return out;
}

/** The same however the bytes are cut. */
async function rows(input: string | Uint8Array): Promise<readonly unknown[]> {
  const whole = await read(input);
  for (const size of [1, 2, 5, 17]) expect(await read(input, size)).toEqual(whole);
  return whole.map((entry) => (Array.isArray(entry) ? entry[1] : entry));
}

const header = 'Date (UTC),Request ID,User';

it('reads quotes, doubled quotes, commas and line breaks in fields', async () => {
  const text = `${header}\n2026-03-02,1,"Lovelace, Ada"\n2026-03-02,2,"say ""hi""\nand\r\nbye"\n`;
  expect(await rows(text)).toEqual([
    { 'Date (UTC)': '2026-03-02', 'Request ID': '1', User: 'Lovelace, Ada' },
    { 'Date (UTC)': '2026-03-02', 'Request ID': '2', User: 'say "hi"\nand\r\nbye' },
  ]);
});

it('leaves out a BOM, CR LF, blank lines, empty cells and a missing last line break', async () => {
  const text = `\ufeff"Date (UTC)","Request ID","User"\r\n2026-03-02,1,\r\n\r\n2026-03-03,"","Ada"`;
  expect(await rows(text)).toEqual([
    { 'Date (UTC)': '2026-03-02', 'Request ID': '1' },
    { 'Date (UTC)': '2026-03-03', User: 'Ada' },
  ]);
});

it('strips the zone that Log Analytics puts behind a name, and takes the first of two columns of one name', async () => {
  const text = 'TimeGenerated [UTC],Type,User,User\n2026-03-02,SigninLogs,,b\n2026-03-02,SigninLogs,a,b\n';
  expect(await rows(text)).toEqual([
    { TimeGenerated: '2026-03-02', Type: 'SigninLogs', User: 'b' },
    { TimeGenerated: '2026-03-02', Type: 'SigninLogs', User: 'a' },
  ]);
});

it('breaks a row that has more or fewer cells, a stray quote and an open one, and none beside it', async () => {
  const text = `${header}\n1,2\n1,2,3,4\n1,"2"x,3\n1,2,3\n1,"2,3\n4,5,6\n`;
  expect(await rows(text)).toEqual([
    ['not-a-record', '1,2'],
    ['not-a-record', '1,2,3,4'],
    ['not-a-record', '1,"2"x,3'],
    { 'Date (UTC)': '1', 'Request ID': '2', User: '3' },
    ['not-a-record', '1,"2,3'],
    { 'Date (UTC)': '4', 'Request ID': '5', User: '6' },
  ]);
});

it('breaks a row that is not UTF-8 alone', async () => {
  const bytes = Buffer.concat([Buffer.from(`${header}\n1,2,`), Buffer.from([0xff, 0xfe]), Buffer.from('\n1,2,é\n')]);
  expect(await rows(bytes)).toEqual([['not-json', '1,2,ÿþ'], { 'Date (UTC)': '1', 'Request ID': '2', User: 'é' }]);
});

it('no column reaches a prototype', async () => {
  const [row] = await rows('Date (UTC),__proto__,constructor\n1,2,3\n');
  expect(Object.entries(row ?? {})).toEqual([
    ['Date (UTC)', '1'],
    ['__proto__', '2'],
    ['constructor', '3'],
  ]);
});

it('is told by content: text without a header of columns is none, gzip is undone first', async () => {
  expect(await rows('hello, world\nhow, are you\n')).toEqual([
    ['not-json', 'hello, world'],
    ['not-json', 'how, are you'],
  ]);
  expect(await rows(gzipSync(`${header}\n1,2,3\n`))).toEqual([{ 'Date (UTC)': '1', 'Request ID': '2', User: '3' }]);
});
