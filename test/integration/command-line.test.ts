/** What a person types, right and wrong: one plain sentence each time something is wrong, and never a stack. */

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { detectors } from '@gatewatch/detectors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewatch, type Ran, run } from './running.ts';

/** Select Graphic Rendition: what colours a terminal's text. */
const sgr = new RegExp(`${String.fromCharCode(27)}\\[[1-9]\\d*m`);

let folder: string;
let logs: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatewatch-cli-'));
  logs = join(folder, 'logs');
  const ran = await gatewatch(['simulate', '--users', '12', '--days', '8', '--seed', '3', '--out', logs], { cwd: folder });
  expect(ran.status, ran.stderr).toBe(0);
  mkdirSync(join(folder, 'nothing'));
  writeFileSync(join(folder, 'empty.json'), '');
  writeFileSync(join(folder, 'binary.dat'), Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)));
  writeFileSync(join(folder, 'cut.gz'), gzipSync('{"records":[]}\n'.repeat(500)).subarray(0, 30));
  writeFileSync(join(folder, 'cut.zst'), zstdCompressSync(Buffer.from('{"records":[]}\n'.repeat(500))).subarray(0, 20));
  writeFileSync(join(folder, 'alerts-broken.ndjson'), '{"id":');
  writeFileSync(
    join(folder, 'bad.yaml'),
    'tenants: [{ id: a, entra: [nope] }]\nfoo: 1\npeople: [{ address: nope }]\ngeo: { city: moon }\nsecret: $' +
      '{GATEWATCH_NO_SUCH}\n',
  );
  writeFileSync(
    join(folder, 'destinations.yaml'),
    'destinations: { a: { type: teams, url: "http://soc.example/" }, b: { type: webhook, url: "https://soc.example/", secrets: [x] } }\ngeo: { mmdb: [no.mmdb] }\n',
  );
  writeFileSync(
    join(folder, 'both.yaml'),
    `people:
  - { address: nope }
detectors:
  nope: {}
  mfa-fatigue: { options: { burstPrompts: many, zz: 1 } }
geo:
  mmdb: [no.mmdb]
  lists: [{ class: tor, file: empty.json }, { class: tor, file: no.txt }]
sources:
  folders:
    - { name: drop, path: in, tenant: umbrella }
extra: 1
destinations:
  a: { type: teams, url: "http://soc.example/" }
  b: { type: nope, secret: "$\{GATEWATCH_NO_SUCH}" }
  c: { type: webhook, url: "https://soc.example/", secrets: [x] }
`,
  );
  writeFileSync(
    join(folder, 'tenants.yaml'),
    'tenants: [{ id: acme, google: [c01] }, { id: acme }, { id: b, google: [C01] }]\n' +
      'people: [{ address: ada@example.com, tenant: acmee }, { address: bo@example.com }]\n',
  );
  writeFileSync(join(folder, 'detectors.yaml'), 'detectors: { nope: {}, mfa-fatigue: { options: { zz: 1 } } }\n');
  writeFileSync(
    join(folder, 'options.yaml'),
    `detectors:
  mfa-fatigue: { options: { burstPrompts: -1, dripPrompts: 18.5, duplicateWeight: 0 } }
  impossible-travel: { options: { maxKmh: 0, learnDays: -1, minKm: 1 } }
  conditional-access-bypass: { options: { stopMinutes: 59 } }
  monitor-health: { options: { delayShare: 2, geoDays: 1 } }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const type = (...args: readonly string[]): Promise<Ran> => gatewatch(args, { cwd: folder });

describe('a mistake gets a sentence that says what, where and what to do, and 2', () => {
  test.each([
    [['replay', 'nosuch'], 'nosuch cannot be read (it does not exist): name a file or folder that exists.'],
    [['replay', 'nothing'], 'nothing holds no files'],
    [['replay', 'no*such'], 'no*such matches no file'],
    [['replay'], "missing required argument 'path'\n(gatewatch replay --help shows what it takes)"],
    [['alerts', 'show'], '(gatewatch alerts show --help shows what it takes)'],
    [['replay', 'logs', '--bogus'], "unknown option '--bogus'"],
    [['replay', 'logs', '--format', 'xml'], '--format xml is not known: write table or ndjson.'],
    [['replay', 'logs', '--memory', '200'], '--memory 200 is not in range: write a whole number from 400 to'],
    [['replay', 'logs', '--memory', '2GB'], '--memory 2GB is not in range: write a whole number from 400 to'],
    [['replay', 'logs', '--since', 'yesterday'], '--since yesterday is no date: write it as 2026-05-04'],
    [['replay', 'logs', '--until', '2026-13-01'], '--until 2026-13-01 is no date'],
    [['replay', 'logs', '--since', '2026-02-30'], '--since 2026-02-30 is no date'],
    [['replay', 'logs', '--since', '2026-05-02', '--until', '2026-05-01'], 'is not before --until'],
    [['replay', 'logs', '--config', 'missing.yaml'], 'missing.yaml cannot be read (it does not exist)'],
    [['replay', 'logs', '--config', 'detectors.yaml'], 'detectors.nope: there is no such detector'],
    [['replay', 'logs', '--config', 'tenants.yaml'], 'people.0.tenant: there is no tenant acmee: add it to tenants'],
    [['check', '--config', 'tenants.yaml'], 'tenants.yaml:1: tenants.1.id: two tenants are called acme'],
    [['check', '--config', 'tenants.yaml'], 'tenants.yaml:1: tenants.2.google.0: C01 stands at acme already: name it once.'],
    [
      ['check', '--config', 'tenants.yaml'],
      'tenants.yaml:2: people.1: several tenants are named: add tenant, of which there are',
    ],
    [['replay', 'logs', '--out', 'empty.json/x'], 'empty.json/x cannot be written (empty.json is no folder)'],
    [['replay', 'logs', '--out', '/proc/nowhere'], '/proc/nowhere cannot be written'],
    [['nosuch'], "unknown command 'nosuch'"],
    [['detectors', 'nope'], 'There is no detector nope: there are '],
    [['schema', 'nope'], 'There is no schema of nope'],
    [['simulate', '--users', 'x', '--out', 'z'], '--users x is not in range: write a whole number from 1 to 100000.'],
    [['simulate', '--users', '2', '--days', '1', '--out', 'logs'], 'logs holds another simulation ('],
    [['verify', 'nosuch.ndjson'], 'nosuch.ndjson cannot be read'],
    [['setup', 'elasticsearch'], 'No configuration names an Elasticsearch: write elasticsearch:'],
    [['setup', 'elasticsearch', '--url', 'elastic'], 'write a node as https://elastic.example:9200'],
    [['setup', 'elasticsearch', '--url', 'http://127.0.0.1:1'], 'http://127.0.0.1:1 cannot be reached'],
    [['setup', 'kibana', '--url', 'kibana'], '"kibana" is no address: write it as https://kibana.example:5601.'],
    [['replay', 'logs', '--out', 'empty.json'], 'empty.json cannot be written (empty.json is no folder): choose another'],
    [['alerts', 'list'], 'gatewatch-report/gatewatch.db does not exist: make it with gatewatch replay LOGS --keep'],
    [['alerts', 'list', '--db', 'nothing'], 'nothing cannot be read (it is a folder): name a database with --db.'],
    [['alerts', 'list', '--db', 'empty.json'], 'empty.json is no database: name the gatewatch.db that'],
    [['why', 'x', '--db', 'binary.dat'], 'binary.dat is no database'],
    [['ledger', 'export', 'x.ndjson', '--db', 'no.db'], 'no.db does not exist'],
    [['demo', '--out', 'logs'], 'logs holds other files: choose another folder with --out.'],
  ])('%j', async (args, sentence) => {
    const { status, stdout, stderr } = await type(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^(gatewatch: |\(gatewatch ([a-z ]+)?--help )/);
  });

  test('all problems of a configuration at once, each with its line', async () => {
    const { status, stderr } = await type('check', '--config', 'bad.yaml');
    expect(status).toBe(2);
    for (const part of [
      'bad.yaml:1: tenants.0.entra.0',
      'bad.yaml:2: ',
      '"foo"',
      'bad.yaml:3: people.0.address',
      'bad.yaml:4: geo.city',
    ])
      expect(stderr).toContain(part);
    expect(stderr).toContain('the environment has no variable GATEWATCH_NO_SUCH');
    const lines = [...stderr.matchAll(/bad\.yaml:(\d+):/g)].map(([, line]) => Number(line));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  test('what the schema finds and what is found behind it, at once and in the order of the file', async () => {
    const { status, stderr } = await type('check', '--config', 'both.yaml');
    expect(status).toBe(2);
    const lines = stderr.split('\n').filter((line) => line.includes('both.yaml'));
    expect(lines.map((line) => /both\.yaml:\d+: [^:]+/.exec(line)?.[0])).toEqual([
      'both.yaml:2: people.0.address',
      'both.yaml:4: detectors.nope',
      'both.yaml:5: detectors.mfa-fatigue.options.burstPrompts',
      'both.yaml:5: detectors.mfa-fatigue.options.zz',
      'both.yaml:6: geo',
      'both.yaml:8: geo.lists.1.file',
      'both.yaml:11: sources.folders.0.tenant',
      'both.yaml:12: the file',
      'both.yaml:14: destinations.a.url',
      'both.yaml:15: destinations.b.secret',
      'both.yaml:15: destinations.b.type',
      'both.yaml:16: destinations.c.secrets',
    ]);
  });

  test('both mistakes about detectors at once', async () => {
    const { status, stderr } = await type('check', '--config', 'detectors.yaml');
    expect(status).toBe(2);
    expect(stderr).toContain('detectors.nope: there is no such detector');
    expect(stderr).toContain('detectors.mfa-fatigue.options.zz: there is no such option');
  });

  test.each([['check'], ['run'], ['service', 'detector'], ['replay', 'logs', '--out', 'options']])(
    'options of detectors that make no sense: %s',
    async (...command) => {
      const { status, stderr } = await type(...command, '--config', 'options.yaml');
      expect(status).toBe(2);
      expect(stderr.match(/detectors\..*/g)).toEqual([
        'detectors.mfa-fatigue.options.burstPrompts: it is -1: write a number that is more than 0 and at most 18.',
        'detectors.mfa-fatigue.options.dripPrompts: it is 18.5: write a number that is more than 0 and at most 18.',
        'detectors.impossible-travel.options.maxKmh: it is 0: write a number that is more than 0.',
        'detectors.impossible-travel.options.learnDays: it is -1: write a number that is at least 0.',
        'detectors.conditional-access-bypass.options.stopMinutes: it is 59: write a number that is at least 60.',
        'detectors.monitor-health.options.delayShare: it is 2: write a number that is more than 0 and at most 1.',
      ]);
    },
  );

  test('what no destination or lookup can work with, all at once', async () => {
    const { status, stderr } = await type('check', '--config', 'destinations.yaml');
    expect(status).toBe(2);
    expect(stderr).toMatch(/destinations\.a\.url: .*write https/);
    expect(stderr).toContain('destinations.b.secrets: write each as whsec_');
    expect(stderr).toMatch(/destinations\.yaml:2: geo: .*no\.mmdb cannot be read/);
  });

  test('a log level that does not exist', async () => {
    const { status, stderr } = await gatewatch(['replay', 'logs', '--out', 'lvl'], {
      cwd: folder,
      environment: { GATEWATCH_LOG: 'loud' },
    });
    expect([status, stderr]).toEqual([
      2,
      'gatewatch: GATEWATCH_LOG=loud is no level: set it to silent, error, warn, info, debug.\n',
    ]);
  });

  test('a temporary folder that is not there', async () => {
    const { status, stderr } = await gatewatch(['replay', 'logs', '--out', 'tmp'], {
      cwd: folder,
      environment: { TMPDIR: '/nowhere' },
    });
    expect([status, stderr]).toEqual([
      2,
      'gatewatch: /nowhere cannot be written (it does not exist): free space or set TMPDIR to another folder.\n',
    ]);
  });
});

test('a disk that is full under a simulation is said, and no stack shown', async () => {
  mkdirSync(join(folder, 'full'));
  symlinkSync('/dev/full', join(folder, 'full', 'gatewatch.yaml'));
  const { status, stderr } = await type('simulate', '--users', '3', '--days', '1', '--out', 'full');
  expect([status, stderr]).toEqual([
    2,
    'gatewatch: full cannot be written (the disk is full): free space or choose another folder with --out.\n',
  ]);
});

test('a disk that is full under what is quarantined is named by where that goes', async () => {
  mkdirSync(join(folder, 'full-out'));
  symlinkSync('/dev/full', join(folder, 'full-out', 'quarantine.ndjson'));
  writeFileSync(join(folder, 'garbage.log'), 'no record at all\n'.repeat(20_000));
  const { status, stderr } = await type('replay', 'garbage.log', '--out', 'full-out');
  expect([status, stderr]).toEqual([
    2,
    'gatewatch: full-out/quarantine.ndjson cannot be written (the disk is full): free space or choose another folder with --out.\n',
  ]);
});

test('a file that was empty is empty still, once it was named as a database', async () => {
  await type('alerts', 'list', '--db', 'empty.json');
  expect(readFileSync(join(folder, 'empty.json'), 'utf8')).toBe('');
});

describe('input that is no log is counted, kept and said', () => {
  test.each([
    ['empty.json', 0],
    ['binary.dat', 1],
    ['cut.gz', 1],
    ['cut.zst', 1],
  ])('%s', async (name, least) => {
    const { status, stdout, stderr } = await type('replay', name, '--out', `out-${name}`);
    expect([status, stderr]).toEqual([0, expect.not.stringMatching(/^\s+at /m)]);
    const summary = JSON.parse(readFileSync(join(folder, `out-${name}`, 'summary.json'), 'utf8'));
    const lines = readFileSync(join(folder, `out-${name}`, 'quarantine.ndjson'), 'utf8').split('\n').length - 1;
    const counted = Object.values<number>(summary.quarantined).reduce((sum, count) => sum + count, 0);
    expect(lines).toBe(counted);
    expect(counted).toBeGreaterThanOrEqual(least);
    if (least > 0) expect(stdout).toContain('quarantine.ndjson');
  });

  test('what was quarantined can be replayed once it is understood', async () => {
    const line = readFileSync(join(logs, 'entra-signin', '2026-03-03.ndjson'), 'utf8').split('\n')[0] ?? '';
    const row = { reason: 'unknown-shape', detail: 'an older release', source: 'x', position: 0, text: line };
    writeFileSync(join(folder, 'quarantine.ndjson'), `${JSON.stringify(row)}\n`);
    const { status } = await type('replay', 'quarantine.ndjson', '--out', 'again');
    expect(status).toBe(0);
    const summary = JSON.parse(readFileSync(join(folder, 'again', 'summary.json'), 'utf8'));
    expect(summary.events).toBe(JSON.parse(line).records.length);
    expect(summary.quarantined).toEqual({});
  });
});

describe('inputs that are no plain files', () => {
  test('a pipe by its path is read like a file', async () => {
    const launch = join(import.meta.dirname, '../../services/gatewatch/bin/gatewatch.js');
    const command = `${process.execPath} ${launch} replay <(cat logs/entra-signin/*.ndjson) --out piped`;
    const { status, stderr } = await run('bash', ['-c', command], { cwd: folder });
    expect(status, stderr).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'piped', 'summary.json'), 'utf8')).events).toBeGreaterThan(100);
  });

  const eventsOf = (out: string): number => JSON.parse(readFileSync(join(folder, out, 'summary.json'), 'utf8')).events;

  test('standard input that is named twice is read once, not lost', async () => {
    const log = readFileSync(join(logs, 'entra-signin', '2026-03-03.ndjson'));
    await gatewatch(['replay', '-', '--out', 'stdin-1'], { cwd: folder, stdin: log });
    const { status, stderr } = await gatewatch(['replay', '-', '-', '--out', 'stdin-2'], { cwd: folder, stdin: log });
    expect(status, stderr).toBe(0);
    expect(eventsOf('stdin-1')).toBeGreaterThan(10);
    expect(eventsOf('stdin-2')).toBe(eventsOf('stdin-1'));
  });

  test('a name that reads as a pattern, a line break in one, a .txt, and links that lead back up', async () => {
    const odd = join(folder, 'odd');
    mkdirSync(join(odd, 'below'), { recursive: true });
    const [first, second, third] = [3, 4, 5].map((day) => readFileSync(join(logs, 'entra-signin', `2026-03-0${day}.ndjson`)));
    writeFileSync(join(odd, 'export[1].json'), first ?? '');
    writeFileSync(join(odd, 'below', 'a\n😀.txt'), second ?? '');
    writeFileSync(join(folder, 'else.json'), third ?? '');
    symlinkSync('..', join(odd, 'below', 'up'));
    symlinkSync('../else.json', join(odd, 'link.json'));
    const one = await type('replay', 'odd/export[1].json', '--out', 'odd-one');
    expect(one.status, one.stderr).toBe(0);
    const all = await type('replay', 'odd', '--out', 'odd-all');
    expect(all.status, all.stderr).toBe(0);
    await type('replay', 'logs/entra-signin/2026-03-0[345].ndjson', '--out', 'plain-all');
    expect(eventsOf('odd-all')).toBe(eventsOf('plain-all'));
    expect(eventsOf('odd-all')).toBeGreaterThan(eventsOf('odd-one'));
  });

  test('a link that leads nowhere, and results that would be read while they are written, are mistakes', async () => {
    mkdirSync(join(folder, 'links'));
    symlinkSync('gone', join(folder, 'links', 'dangling.json'));
    const dangling = await type('replay', 'links', '--out', 'l1');
    expect([dangling.status, dangling.stderr]).toEqual([
      2,
      expect.stringContaining('links/dangling.json cannot be read (it does not exist)'),
    ]);
    mkdirSync(join(folder, 'own'));
    writeFileSync(join(folder, 'own', 'quarantine.ndjson'), '{"reason":"x","text":"{}"}\n');
    const own = await type('replay', 'own/quarantine.ndjson', '--out', 'own');
    expect([own.status, own.stderr]).toEqual([
      2,
      expect.stringContaining('where the results go: choose another folder with --out.'),
    ]);
    expect(readFileSync(join(folder, 'own', 'quarantine.ndjson'), 'utf8')).toContain('"reason":"x"');
  });
});

describe('what goes well', () => {
  test('replay writes alerts, quarantine, summary and report, and says where', async () => {
    const { status, stdout, stderr } = await type('replay', 'logs', '--config', 'logs/gatewatch.yaml', '--out', 'case');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('The report: case/report.html');
    const summary = JSON.parse(readFileSync(join(folder, 'case', 'summary.json'), 'utf8'));
    const labels = readFileSync(join(logs, 'labels.ndjson'), 'utf8').trim().split('\n');
    expect(summary.records).toBe(await recordsIn(logs));
    expect(summary.stateBytes.max).toBeLessThan(16_384);
    expect(summary.silent['impossible-travel']).toBeDefined();
    expect(
      readFileSync(join(folder, 'case', 'alerts.ndjson'), 'utf8')
        .trim()
        .split('\n').length,
    ).toBeGreaterThanOrEqual(labels.length);
    const verified = await type('verify', 'case/alerts.ndjson');
    expect([verified.status, verified.stdout]).toEqual([0, expect.stringContaining(' 0 do not verify.')]);
  });

  test('alerts that were judged with options of the organisation’s own verify as well', async () => {
    const own = detectors.map(({ card: { id, options } }) => {
      const lines = Object.entries(options).map(
        ([name, option]) => `      ${name}: ${Math.max(option.least ?? 0, option.default * 0.9)}`,
      );
      return [`  ${id}:`, '    options:', ...lines].join('\n');
    });
    const config = `${readFileSync(join(logs, 'gatewatch.yaml'), 'utf8')}\ndetectors:\n${own.join('\n')}\n`;
    writeFileSync(join(folder, 'own-options.yaml'), config);
    const { status, stderr } = await type('replay', 'logs', '--config', 'own-options.yaml', '--out', 'own-options');
    expect(status, stderr).toBe(0);
    const { stdout } = await type('verify', 'own-options/alerts.ndjson');
    expect(stdout).toMatch(/^[1-9]\d* alerts? read, 0 do not verify\.$/m);
  });

  test('an alert whose numbers were changed does not verify', async () => {
    const [line = ''] = readFileSync(join(folder, 'case', 'alerts.ndjson'), 'utf8').split('\n');
    const alert = JSON.parse(line);
    alert.facts[0].value = 1;
    writeFileSync(join(folder, 'forged.ndjson'), JSON.stringify(alert));
    const { status, stdout } = await type('verify', 'forged.ndjson');
    expect([status, stdout]).toEqual([1, expect.stringContaining('do not follow from its evidence')]);
    expect((await type('verify', 'alerts-broken.ndjson')).status).toBe(1);
  });

  test('--format ndjson prints alerts alone, globs and single files are read, --until leaves out', async () => {
    const { status, stdout } = await type(
      'replay',
      'logs/entra-*/*.ndjson',
      '--format',
      'ndjson',
      '--out',
      'nd',
      '--until',
      '2026-03-04',
    );
    expect(status).toBe(0);
    for (const line of stdout.split('\n').filter((text) => text !== '')) expect(JSON.parse(line).schema).toBe(1);
    const summary = JSON.parse(readFileSync(join(folder, 'nd', 'summary.json'), 'utf8'));
    expect(summary.to).toBeLessThan(Date.parse('2026-03-04T00:00:00Z'));
  });

  test('what lies before --since only teaches', async () => {
    const all = await type('replay', 'logs', '--config', 'logs/gatewatch.yaml', '--format', 'ndjson', '--out', 's0');
    const since = '2026-03-09T12:00:00Z';
    const late = await type(
      'replay',
      'logs',
      '--config',
      'logs/gatewatch.yaml',
      '--format',
      'ndjson',
      '--out',
      's1',
      '--since',
      since,
    );
    const alerts = (text: string) => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    for (const alert of alerts(late.stdout)) expect(Date.parse(alert.lastSeen)).toBeGreaterThanOrEqual(Date.parse(since));
    expect(alerts(late.stdout).length).toBeLessThan(alerts(all.stdout).length);
    const [a, b] = ['s0', 's1'].map((name) => JSON.parse(readFileSync(join(folder, name, 'summary.json'), 'utf8')));
    expect(b.events).toBe(a.events);
  });

  test('--help shows examples, and each command has help', async () => {
    const { status, stdout } = await type('--help');
    expect([status, stdout]).toEqual([0, expect.stringContaining('Examples:')]);
    const commands = [...(stdout.split('Examples:')[0] ?? '').matchAll(/^ {2}([a-z]+)(?: |$)/gm)].map(([, name]) => name ?? '');
    for (const name of ['replay', 'demo', 'simulate', 'detectors', 'check', 'schema', 'verify']) expect(commands).toContain(name);
    const nested: Readonly<Record<string, readonly string[]>> = {
      alerts: ['list', 'show', 'close', 'reopen'],
      deliveries: ['list', 'show', 'retry', 'replay'],
      destination: ['test'],
      geo: ['update', 'lookup', 'back'],
      ledger: ['export', 'import', 'verify'],
      setup: ['topics', 'elasticsearch', 'kibana'],
      source: ['test'],
    };
    const all = commands
      .filter((name) => name !== 'help')
      .flatMap((name) => nested[name]?.map((under) => `${name} ${under}`) ?? [name]);
    const helps = await Promise.all(all.map((name) => type(...name.split(' '), '--help')));
    for (const [i, help] of helps.entries())
      expect([help.status, help.stdout], all[i]).toEqual([0, expect.stringContaining('Examples:')]);
  });

  test('detectors lists all, and one in full', async () => {
    const { stdout } = await type('detectors');
    expect(stdout).toContain('impossible-travel');
    const one = await type('detectors', 'mfa-fatigue');
    expect(one.stdout).toContain('burstPrompts = 5 prompts');
    const schema = await type('schema', 'alert');
    expect(JSON.parse(schema.stdout).properties.evidence).toBeDefined();
  });

  test('a configuration in order is said to be', async () => {
    const { status, stdout } = await type('check', '--config', 'logs/gatewatch.yaml');
    expect([status, stdout]).toEqual([0, expect.stringContaining('is in order')]);
  });

  test('a secret from the environment or a file is nowhere in what comes out', async () => {
    writeFileSync(join(folder, 'secret.txt'), 'example-from-file\n');
    writeFileSync(
      join(folder, 'secret.yaml'),
      'tenants: [{ id: "$' + '{GATEWATCH_TEST_SECRET}", entra: ["file:secret.txt"] }]\n',
    );
    const { status, stdout, stderr } = await gatewatch(['check', '--config', 'secret.yaml'], {
      cwd: folder,
      environment: { GATEWATCH_TEST_SECRET: 'hunter2-from-environment' },
    });
    expect(status).toBe(2);
    expect(stderr).toContain('secret.yaml:1: tenants.0.entra.0: write the Entra tenant id as a GUID.');
    expect(`${stdout}${stderr}`).not.toMatch(/hunter2|from-file/);
  });
});

describe('terminals and pipes', () => {
  const pty = (command: string, environment: Readonly<Record<string, string>> = {}) =>
    run('script', ['-qec', `${process.execPath} ${command}`, '/dev/null'], { cwd: folder, environment });
  const launch = join(import.meta.dirname, '../../services/gatewatch/bin/gatewatch.js');

  test('a terminal sees a progress bar with a rate; a pipe sees plain lines', async () => {
    const { stdout } = await pty(`${launch} replay logs --out pty`);
    expect(stdout).toMatch(/\r/);
    expect(stdout).toMatch(/records\/s|\/s/);
    const plain = await type('replay', 'logs', '--out', 'plain');
    expect(plain.stderr).not.toContain('\r');
    expect(plain.stdout).not.toContain('\u001b');
  });

  test('NO_COLOR is heeded on a terminal', async () => {
    const colour = await run(
      'env',
      ['-u', 'NO_COLOR', 'script', '-qec', `${process.execPath} ${launch} replay logs --out c1`, '/dev/null'],
      { cwd: folder },
    );
    expect(colour.stdout).toMatch(sgr);
    const none = await pty(`${launch} replay logs --out c2`, { NO_COLOR: '1' });
    expect(none.stdout).not.toMatch(sgr);
  });

  test('a reader that goes away ends it quietly', async () => {
    const { status, stderr } = await run(
      'bash',
      ['-c', `${process.execPath} ${launch} schema | head -1; echo "\${PIPESTATUS[0]}" >&2`],
      { cwd: folder },
    );
    expect([status, stderr]).toEqual([0, '0\n']);
  });

  test('output that cannot be written is a mistake, and no stack', async () => {
    const { status, stderr } = await run('bash', ['-c', `${process.execPath} ${launch} schema >/dev/full`], { cwd: folder });
    expect([status, stderr]).toEqual([
      2,
      'gatewatch: standard output cannot be written (the disk is full): send it elsewhere.\n',
    ]);
    const deaf = await run('bash', ['-c', `${process.execPath} ${launch} replay nosuch 2>/dev/full`], { cwd: folder });
    expect(deaf.status).toBe(2);
  });

  test('a terminal that does not say how wide it is gets the whole table', async () => {
    const command = `stty cols 0; ${process.execPath} ${launch} replay logs --out c0`;
    const { stdout } = await run('script', ['-qec', command, '/dev/null'], { cwd: folder });
    expect(stdout).toContain('WHERE AND WHY');
  });

  test('Ctrl-C leaves no temporary files behind', async () => {
    const scratch = join(folder, 'scratch');
    mkdirSync(scratch);
    const all = await run('bash', ['-c', 'cat logs/*/*.ndjson'], { cwd: folder });
    const { status } = await gatewatch(['replay', '-', '--out', 'interrupted'], {
      cwd: folder,
      environment: { TMPDIR: scratch },
      stdin: Buffer.from(all.stdout.repeat(4)),
      async meanwhile(kill) {
        while (readdirSync(scratch).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        kill('SIGINT');
      },
    });
    expect(status).toBe(130);
    const left = await run('find', [scratch, '-mindepth', '1'], { cwd: folder });
    expect(left.stdout).toBe('');
  });
});

async function recordsIn(path: string): Promise<number> {
  const { stdout } = await run('bash', ['-c', `cat ${path}/*/*.ndjson`], { cwd: path });
  let records = 0;
  for (const line of stdout.split('\n')) {
    if (line === '') continue;
    const body = JSON.parse(line);
    records += (body.records ?? body.items).length;
  }
  return records;
}
