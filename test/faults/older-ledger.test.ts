/** Every ledger that a release left behind is opened by this one, which goes on and says what that release would have said. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { sqliteLedger } from '@gatewatch/ledger';
import { expect, test } from 'vitest';
import { carryOn, halfway, whole } from './write-ledger.ts';

const folder = fileURLToPath(new URL('../../shared/ledger/fixtures/', import.meta.url));
const releases = readdirSync(folder).flatMap((name) => (name.endsWith('.db.gz') ? [name.slice(0, -6)] : []));

test('there is a ledger of an older release', () => expect(releases.length).toBeGreaterThan(0));

test.each(releases)('%s', async (release) => {
  const scratch = mkdtempSync(join(tmpdir(), 'gatewatch-older-'));
  try {
    const path = join(scratch, 'ledger.db');
    writeFileSync(path, gunzipSync(readFileSync(join(folder, `${release}.db.gz`))));
    await using ledger = sqliteLedger(path);
    expect((await ledger.acquire('p')).position).toBe(halfway);
    expect((await ledger.alerts()).length).toBeGreaterThan(0);
    await carryOn(ledger, whole);
    const text = gunzipSync(readFileSync(join(folder, `${release}.alerts.ndjson.gz`))).toString();
    const lines = text.trimEnd().split('\n');
    const said = new Map((await ledger.alerts()).map((alert) => [alert.id, alert]));
    const expected = lines.map((line) => JSON.parse(line, (name, value) => (name === 'token' ? undefined : value))); // kept no more
    expect([...said.keys()].sort()).toEqual(expected.map((alert) => alert.id).sort());
    // Fields that came later may be there; what the older release said must be said again.
    for (const alert of expected) expect(said.get(alert.id), alert.id).toMatchObject(alert);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
