/** Real exports as one whole through the command line, where they are at hand: docs/samples.md says what they give, and this holds it. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatewatch } from './running.ts';

const house = join(import.meta.dirname, '../..');
const samples = join(house, '../shared/samples');

interface Told {
  readonly detector: { readonly id: string };
  readonly severity: string;
  readonly lastSeen: string;
  readonly state: string;
}

describe.skipIf(!existsSync(samples))('the samples as a whole', { timeout: 120_000 }, () => {
  let folder: string;
  const lines = (name: string) =>
    readFileSync(join(folder, 'out', name), 'utf8')
      .split('\n')
      .filter(Boolean);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatewatch-samples-'));
    const { status, stderr } = await gatewatch(['replay', samples, '--out', 'out'], { cwd: folder });
    expect(status, stderr).toBe(0);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('give the records, events and quarantined that docs/samples.md says', () => {
    const { records, events, quarantined } = JSON.parse(readFileSync(join(folder, 'out', 'summary.json'), 'utf8'));
    const refused = Object.values<number>(quarantined).reduce((sum, count) => sum + count, 0);
    expect(tableOf('records')).toEqual([`| ${records} | ${events} | ${refused} |`]);
  });

  test('give the quarantined records that docs/samples.md says, by file and reason', () => {
    const rows = lines('quarantine.ndjson').map((line) => {
      const { source, reason } = JSON.parse(line);
      return `| ${source.slice(samples.length + 1)} | ${reason} |`;
    });
    expect(tableOf('file').toSorted()).toEqual(rows.toSorted());
  });

  test('give the alerts that docs/samples.md says', () => {
    const rows = lines('alerts.ndjson').flatMap((line) => {
      const { detector, severity, lastSeen, state }: Told = JSON.parse(line);
      return state === 'withdrawn' ? [] : [`| ${detector.id} | ${severity} | ${lastSeen.slice(0, 10)} |`];
    });
    expect(tableOf('detector').toSorted()).toEqual(rows.toSorted());
  });
});

/** The rows of the table whose first column has this head. */
function tableOf(head: string): readonly string[] {
  const all = readFileSync(join(house, 'docs/samples.md'), 'utf8').split('\n');
  const begin = all.findIndex((line) => line.startsWith(`| ${head} |`));
  const rest = all.slice(begin + 2);
  return rest.slice(
    0,
    rest.findIndex((line) => !line.startsWith('|')),
  );
}
