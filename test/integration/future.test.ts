/** SEMANTICS.md 1.5: a record ahead of its observation is kept aside, and moves no clock. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewatch } from './running.ts';

test('a sign-in of the year 2099 is quarantined as future, the one beside it is judged', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatewatch-future-'));
  try {
    const signIn = (id: string, createdDateTime: string) => ({
      id,
      createdDateTime,
      userPrincipalName: 'ada@example.com',
      userId: '00000000-0000-4000-8000-000000000001',
      appDisplayName: 'Mail',
      ipAddress: '198.51.100.7',
      status: { errorCode: 0 },
      isInteractive: true,
    });
    const value = [signIn('a', '2026-05-04T08:00:00Z'), signIn('b', '2099-05-04T08:00:00Z')];
    writeFileSync(join(folder, 'sign-ins.json'), JSON.stringify({ value }));
    const { status, stderr } = await gatewatch(['replay', 'sign-ins.json', '--out', 'out'], { cwd: folder });
    expect([status, stderr.includes('Error')]).toEqual([0, false]);
    const quarantined = readFileSync(join(folder, 'out/quarantine.ndjson'), 'utf8').trimEnd().split('\n');
    expect(quarantined.map((line) => JSON.parse(line).reason)).toEqual(['future']);
    const summary = JSON.parse(readFileSync(join(folder, 'out/summary.json'), 'utf8'));
    expect([summary.events, summary.quarantined]).toEqual([1, { future: 1 }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
