/** CEF as a parser of another author reads it (pycef). It knows no pipe in a header that is escaped: titles here have none. */

import { spawnSync } from 'node:child_process';
import { cefAlert } from '@gatewatch/formats';
import { parcelAlert } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { orMissing } from '../servers/or-missing.ts';
import { pythonOf } from '../servers/python.ts';

const python = await orMissing(() => pythonOf());

function read(lines: readonly string[]): readonly Readonly<Record<string, string>>[] {
  if (python === null) throw new Error('Python was not found');
  const ran = spawnSync(python.command, [python.script('cef.py')], { input: lines.join('\n'), encoding: 'utf8' });
  return ran.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test.skipIf(python === null)('every field is read as it was meant, and what an attacker wrote adds none', () => {
  const forged = 'x cs2=forged externalId=forged suser=root';
  const { events } = parcelAlert.evidence;
  const evidence = { ...parcelAlert.evidence, events: events.map((event) => ({ ...event, app: forged, ip: '2001:db8::1' })) };
  const alerts = [parcelAlert, { ...parcelAlert, explanation: `${forged}\r\nCEF:0|a`, tenant: forged, evidence }];
  const [plain, attacked] = read(alerts.map((alert) => cefAlert(alert, { product: '1' })));
  expect(plain).toMatchObject({
    CEFVersion: '0',
    DeviceVendor: 'Gatewatch',
    DeviceEventClassID: 'impossible-travel',
    Name: 'Impossible travel',
    Severity: '8',
    externalId: 'a1b2c3',
    suser: 'ada@example.com',
    src: '81.2.69.142',
    attack: 'T1078.004 Valid Accounts: Cloud Accounts',
    tenant: 'example',
    msg: parcelAlert.explanation,
  });
  expect(attacked).toMatchObject({ externalId: 'a1b2c3', suser: 'ada@example.com', 'Source IPv6 Address': '2001:db8::1' });
  const { src: _, ...others } = plain ?? {};
  expect(Object.keys(attacked ?? {}).sort()).toEqual([...Object.keys(others), 'Source IPv6 Address'].sort());
});
