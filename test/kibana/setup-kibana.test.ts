/** `gatewatch setup kibana` as it is typed, against a server that answers as Kibana's documentation says. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gatewatch } from '../integration/running.ts';
import { makeAuthority } from '../servers/certificates.ts';
import { freePort } from '../servers/free-port.ts';
import { exportedFiles } from './exported.ts';
import { type KibanaOptions, startKibana } from './kibana-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatewatch-kibana-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const key = file('key', 'c2VjcmV0LWtleQ==\n');
const password = file('password', 'a long secret\n');
const basic = `Basic ${Buffer.from('analyst:a long secret').toString('base64')}`;

/** Exit code, stdout and stderr. */
async function setup(...args: readonly string[]): Promise<readonly [number | null, string, string]> {
  const { status, stdout, stderr } = await gatewatch(['setup', 'kibana', ...args], { cwd: folder });
  return [status, stdout, stderr];
}

const files = exportedFiles();
const ids = new Set(files.flatMap(({ objects }) => objects.map(({ type, id }) => `default ${type} ${id}`)));

describe('gatewatch setup kibana', () => {
  test('makes what is missing, leaves alone what is there, and sets anew what was changed', async () => {
    await using kibana = await startKibana();
    const [status, first, err] = await setup('--url', kibana.url);
    expect([status, err]).toEqual([0, '']);
    expect(new Set(kibana.objects.keys())).toEqual(ids);
    expect(first.trimEnd().split('\n').length).toBe(ids.size);
    expect(first).toContain('data view Gatewatch events: made\n');
    expect(first).toContain('board Gatewatch: Subject investigation: made\n');
    expect(first.match(/: made$/gm)?.length).toBe(ids.size);

    const before = kibana.asked.length;
    const [, second] = await setup('--url', kibana.url);
    expect(second).toBe(first.replaceAll(': made', ': as it should be'));
    expect(kibana.asked.slice(before).filter((path) => path.includes('_import'))).toEqual([]);

    const changed = kibana.objects.get('default dashboard gatewatch-overview');
    if (changed !== undefined)
      kibana.objects.set('default dashboard gatewatch-overview', {
        ...changed,
        attributes: { ...changed.attributes, panelsJSON: '[]' },
      });
    const [, third] = await setup('--url', kibana.url);
    expect(third).toBe(second.replace('board Gatewatch: Overview: as it should be', 'board Gatewatch: Overview: set anew'));
    expect(kibana.objects.get('default dashboard gatewatch-overview')).toEqual(changed);
  });

  test('what a newer Kibana adds by itself is no difference', async () => {
    await using kibana = await startKibana({ version: '9.3.1' });
    const [, first] = await setup('--url', kibana.url);
    const searches = [...kibana.objects].filter(([key]) => key.includes(' search '));
    expect(searches.length).toBeGreaterThan(3);
    for (const [, { attributes }] of searches) expect(attributes.tabs).toBeDefined();
    expect((await setup('--url', kibana.url))[1]).toBe(first.replaceAll(': made', ': as it should be'));
  });

  test('what it imports is what stands in deploy/kibana', async () => {
    await using kibana = await startKibana();
    await setup('--url', kibana.url);
    for (const { objects } of files)
      for (const one of objects) expect(kibana.objects.get(`default ${one.type} ${one.id}`)).toEqual(one);
  });

  test('a space of its own, below a base path, with an API key, behind an authority of one’s own', async () => {
    const authority = makeAuthority(join(folder, 'tls'), 'kibana');
    const options: KibanaOptions = { basePath: '/kibana', spaces: ['soc'], authority, authorization: 'ApiKey c2VjcmV0LWtleQ==' };
    await using kibana = await startKibana(options);
    const args = ['--url', kibana.url, '--space', 'soc', '--api-key', key];
    expect((await setup(...args))[2]).toMatch(
      /^gatewatch: Kibana at https:.*its certificate is not trusted \(\w+\): name .* --ca\.\n$/,
    );
    const [status, out, err] = await setup(...args, '--ca', authority.ca);
    expect([status, err]).toEqual([0, '']);
    expect(out).toContain('board Gatewatch: Overview: made\n');
    expect([...kibana.objects.keys()].every((one) => one.startsWith('soc '))).toBe(true);
  });

  test('a second space gets copies, whose ids it says', async () => {
    await using kibana = await startKibana({ spaces: ['soc'] });
    await setup('--url', kibana.url);
    const [status, out] = await setup('--url', kibana.url, '--space', 'soc');
    expect(status).toBe(0);
    expect(out).toMatch(/board Gatewatch: Overview: made, as [0-9a-f-]{36}\n/);
    const [, again] = await setup('--url', kibana.url, '--space', 'soc');
    expect(again).toBe(out.replaceAll(': made', ': set anew'));
    expect(kibana.objects.size).toBe(2 * ids.size);
  });

  test('a name and a password', async () => {
    await using kibana = await startKibana({ authorization: basic });
    expect((await setup('--url', kibana.url, '--user', 'analyst', '--password', password))[0]).toBe(0);
  });

  const wrong: readonly (readonly [string, KibanaOptions, readonly string[], RegExp])[] = [
    ['no credentials', { authorization: basic }, [], /asks who you are: give --api-key FILE, or --user NAME and --password FILE/],
    [
      'wrong credentials',
      { authorization: basic },
      ['--api-key', key],
      /does not know these credentials \(\[security_exception\]/,
    ],
    ['an older Kibana', { version: '8.17.3' }, [], /is 8\.17\.3, and the boards need 9\.0\.0 or newer/],
    ['a space that is not there', {}, ['--space', 'nowhere'], /has no space "nowhere": make it there/],
    [
      'something else than Kibana',
      { instead: () => ({ status: 200, body: '<html>' }) },
      [],
      /answers, but not as Kibana does \(200\)/,
    ],
    [
      'a page that is not there',
      { basePath: '/other', instead: (path) => (path.startsWith('/other') ? null : { status: 404, body: '' }) },
      [],
      /answers, but not as Kibana does \(404\)/,
    ],
    [
      'a Kibana that starts',
      { instead: () => ({ status: 503, body: 'Kibana server is not ready yet' }) },
      [],
      /is not ready yet \(503 \(Kibana server is not ready yet\)\)/,
    ],
    [
      'a redirect',
      { instead: () => ({ status: 302, headers: { location: '/login' }, body: '' }) },
      [],
      /redirects to \/login: name the address it has itself/,
    ],
    [
      'a role without rights',
      {
        instead: (path) =>
          path.includes('_import') ? { status: 403, body: '{"message":"Unable to bulk_create dashboard"}' } : null,
      },
      [],
      /does not let these credentials do that \(Unable to bulk_create dashboard\): their role needs all of/,
    ],
    [
      'a file that is too large',
      { instead: (path) => (path.includes('_import') ? { status: 413, body: '' } : null) },
      [],
      /takes no file so large: raise savedObjects\.maxImportPayloadBytes/,
    ],
    [
      'a fault of its own',
      { instead: (path) => (path.includes('_import') ? { status: 500, body: '{"message":"shards failed"}' } : null) },
      [],
      /did not import the boards \(500 \(shards failed\)\): nothing was changed/,
    ],
  ];
  test.each(wrong)('%s is one sentence, and 2', async (_, options, args, sentence) => {
    await using kibana = await startKibana(options);
    const url = options.basePath === undefined ? kibana.url : kibana.url.replace(options.basePath, '');
    const [status, out, err] = await setup('--url', url, ...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(/^gatewatch: Kibana at http:\/\/127[^\n]*\n$/);
    expect(err).toMatch(sentence);
    expect(kibana.objects.size).toBe(0);
  });

  test('objects that Kibana refuses are one sentence each', async () => {
    const refused = (error: object) => ({ type: 'dashboard', id: 'gatewatch-overview', meta: {}, error });
    const errors = [
      refused({ type: 'missing_references', references: [{ type: 'search', id: 'x' }] }),
      refused({ type: 'conflict' }),
      refused({ type: 'unsupported_type' }),
      refused({ type: 'unknown', message: 'belongs to a more recent version of Kibana\u001b[31m', statusCode: 422 }),
    ];
    const body = JSON.stringify({ success: false, successCount: 0, errors });
    await using kibana = await startKibana({ instead: (path) => (path.includes('_import') ? { status: 200, body } : null) });
    const [status, , err] = await setup('--url', kibana.url);
    expect(status).toBe(2);
    const lines = err.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/^.*?board gatewatch-overview /, ''))).toEqual([
      'refers to search x, which is not there: import the files of deploy/kibana whole.',
      'is there already under another id: delete it in Stack Management, Saved Objects, and try again.',
      'is of a kind that this Kibana does not know: the boards need 9.0.0 or newer.',
      'was refused (belongs to a more recent version of Kibana [31m).',
    ]);
  });

  test('nobody there, and an address that is none', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    expect(await setup('--url', nobody)).toEqual([
      2,
      '',
      expect.stringMatching(/^gatewatch: Kibana at http:.* cannot be reached \(.*\): check --url and that it runs\.\n$/),
    ]);
    expect((await setup('--url', 'kibana'))[2]).toBe(
      'gatewatch: --url: "kibana" is no address: write it as https://kibana.example:5601.\n',
    );
    expect((await setup('--url', 'http://a:b@127.0.0.1'))[2]).toContain('an address with a password in it ends in logs');
    expect((await setup('--url', 'http://kibana.example:5601', '--api-key', key))[2]).toContain(
      'plain http would show the credentials',
    );
    expect((await setup('--url', nobody, '--api-key', 'nowhere'))[2]).toMatch(/^gatewatch: --api-key: nowhere cannot be read/);
    expect((await setup('--url', nobody, '--user', 'a'))[2]).toContain('give both');
    expect((await setup('--url', nobody, '--api-key', key, '--user', 'a', '--password', password))[2]).toContain('one of them');
  });

  test('a server that ends the connection is one sentence', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    expect((await setup('--url', `http://127.0.0.1:${port}`))[2]).toMatch(
      /^gatewatch: Kibana at .* cannot be reached \(.*\)[^\n]*\n$/,
    );
    await new Promise((resolve) => server.close(resolve));
  });
});
