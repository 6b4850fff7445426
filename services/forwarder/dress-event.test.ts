import type { IdentityEvent } from '@gatewatch/domain';
import { inertJson } from '@gatewatch/formats';
import { eventParcel, person, signIn } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { documentOf } from './document.ts';
import { dress } from './dress.ts';
import { syslogText } from './syslog/text.ts';

const augusta = { ...person('augusta'), name: 'Augusta Lovelace' };
const laptop = {
  id: 'device-1',
  name: "augusta@example.com's laptop",
  os: 'windows',
  browser: 'edge',
  managed: true,
  compliant: true,
  trust: 'joined',
};
const signedIn: IdentityEvent = { ...signIn({ at: '1 08:00', recordId: 'r1' }), actor: augusta, device: laptop };
const { device: _, ...base } = signedIn as typeof signedIn & { device: unknown };
const changed = {
  ...base,
  kind: 'factor-change',
  ...{ operation: 'User registered security info', result: 'success', action: 'added', correlationId: null, session: null },
  ...{ subjectOf: 'phone of Augusta Lovelace', before: null, after: 'AUGUSTA@EXAMPLE.COM +47 555', target: augusta },
} as unknown as IdentityEvent;

const syslog = { facility: 13, hostname: 'gate', enterprise: 32473 } as const;
const texts = (event: IdentityEvent, how: Parameters<typeof dress>[1]) => {
  const parcel = dress(eventParcel(event), how);
  const lines = (['cef', 'leef', 'ecs', 'ocsf'] as const).map((format) => syslogText(parcel, { ...syslog, format }));
  return [...lines, inertJson(documentOf(parcel, 'ecs'))].join('\n').toLowerCase();
};
const whole = { redact: [], pseudonyms: undefined };

test.each([
  ['a sign-in', signedIn],
  ['a change', changed],
])('%s tells nobody by name where persons are pseudonyms, in any format', (_, event) => {
  expect(texts(event, whole)).toContain('augusta@example.com');
  const told = texts(event, { redact: ['ip', 'device', 'place'], pseudonyms: 'a key of sixteen' });
  for (const name of ['augusta', 'lovelace', '198.1', 'oslo', '555']) expect(told).not.toContain(name);
  expect(told).toMatch(/person-[0-9a-f]{16}/);
});

test.each([
  ['a sign-in', signedIn],
  ['a change', changed],
])('%s without address and name has neither', (_, event) => {
  const told = texts(event, { redact: ['address', 'name'], pseudonyms: undefined });
  for (const name of ['augusta', 'lovelace']) expect(told).not.toContain(name);
});

test('the pseudonym of a person is that of its alerts', () => {
  const key = 'a key of sixteen';
  const summary = { subject: 'augusta@example.com', alert: 'a', revision: 1, title: '', detector: '', severity: 'low' } as const;
  const one = dress({ ...eventParcel(signedIn), summarised: [summary] }, { redact: [], pseudonyms: key });
  expect(one.event?.actor?.key).toBe(one.summarised[0]?.subject);
});
