/** Real exports, where they are at hand (never copied into the project): what each file becomes, and the facts of sources.md 4.7. */

import { createReadStream, existsSync } from 'node:fs';
import type { IdentityEvent } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { decode, normalise } from './index.ts';

const samples = new URL('../../../shared/samples/', import.meta.url);

interface Outcome {
  readonly records: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly quarantined: Readonly<Record<string, number>>;
}

const none = {};
const expected: Readonly<Record<string, Outcome>> = {
  'invictus-gws_dataset/admin.json': {
    records: 206,
    kinds: { other: 200, 'account-change': 7, 'factor-change': 1, consent: 1, 'role-change': 1 },
    quarantined: none,
  },
  'invictus-gws_dataset/login.json': {
    records: 71,
    kinds: { 'sign-in': 63, 'session-end': 2, 'mail-change': 3, 'factor-change': 3 },
    quarantined: none,
  },
  'invictus-gws_dataset/user_accounts.json': { records: 6, kinds: { 'mail-change': 3, 'factor-change': 3 }, quarantined: none },
  'elastic-integrations/google_workspace/user_accounts/test-user-accounts.log': {
    records: 9,
    kinds: { 'factor-change': 8, 'mail-change': 1 },
    quarantined: none,
  },
  'elastic-integrations/google_workspace/token/test-token.log': { records: 1, kinds: { other: 1 }, quarantined: none },
  'elastic-integrations/google_workspace/login/test-login.log': {
    records: 17,
    kinds: { 'risk-signal': 10, 'sign-in': 6, 'session-end': 1 },
    quarantined: none,
  },
  'elastic-integrations/google_workspace/admin/test-admin-docs.log': { records: 4, kinds: { other: 4 }, quarantined: none },
  'elastic-integrations/google_workspace/admin/test-admin-domain.log': {
    records: 86,
    kinds: { other: 67, 'policy-change': 16, consent: 3 },
    quarantined: none,
  },
  'elastic-integrations/google_workspace/admin/test-admin-gmail.log': { records: 10, kinds: { other: 10 }, quarantined: none },
  'elastic-integrations/google_workspace/admin/test-admin-security.log': {
    records: 26,
    kinds: { 'policy-change': 15, consent: 6, other: 5 },
    quarantined: none,
  },
  'elastic-integrations/google_workspace/admin/test-admin-updated.log': { records: 6, kinds: { other: 6 }, quarantined: none },
  'elastic-integrations/google_workspace/admin/test-admin.log': { records: 1, kinds: { other: 1 }, quarantined: none },
};

describe.skipIf(!existsSync(samples))('samples of Google Workspace', () => {
  it.each(Object.keys(expected))('%s', async (file) => {
    expect(await outcomeOf(file)).toEqual(expected[file]);
  });

  it('tells apart what (time, qualifier) confuses: 71 activities, 59 pairs, 71 ids', async () => {
    const events = await eventsOf('invictus-gws_dataset/login.json');
    expect(events.length).toBe(71);
    expect(new Set(events.map((event) => event.recordId)).size).toBe(59);
    expect(new Set(events.map((event) => event.id)).size).toBe(71);
  });

  it('knows the six account events of user_accounts again: they are in login too', async () => {
    const login = new Set((await eventsOf('invictus-gws_dataset/login.json')).map((event) => event.id));
    const accounts = await eventsOf('invictus-gws_dataset/user_accounts.json');
    expect(accounts.length).toBe(6);
    expect(accounts.filter((event) => login.has(event.id)).length).toBe(6);
  });

  it('gives split events of one name an id each, and exact repeats the same', async () => {
    const events = await eventsOf('elastic-integrations/google_workspace/admin/test-admin-updated.log');
    expect(events.length).toBe(6);
    expect(new Set(events.map((event) => event.id)).size).toBe(4);
    expect(new Set(events.map((event) => event.recordId)).size).toBe(2);
  });

  it('keeps one profile id under two addresses', async () => {
    const events = await eventsOf('invictus-gws_dataset/login.json');
    const addresses = new Set(
      events.filter((event) => event.actor?.id === '102509620547980436027').map((event) => event.actor?.address),
    );
    expect(addresses.size).toBe(2);
  });

  it('lacks nothing in a sign-in: each has time, person, address and outcome', async () => {
    const signIns = (await eventsOf('invictus-gws_dataset/login.json')).filter((event) => event.kind === 'sign-in');
    const lacking = signIns.filter((event) => event.actor?.address == null || event.actor.id === null || event.ip === null);
    expect(lacking).toEqual([]);
    const count = (wanted: (event: (typeof signIns)[number]) => boolean) => signIns.filter(wanted).length;
    expect(count((event) => event.outcome === 'success')).toBe(46);
    expect(count((event) => event.outcome === 'success' && event.secondFactor === 'passed')).toBe(12);
    expect(count((event) => event.outcome === 'interrupted' && event.secondFactor === 'passed')).toBe(12);
    expect(count((event) => event.failure === 'wrong-password' && event.password === 'no')).toBe(5);
    expect(count((event) => event.risk !== null)).toBe(1);
    expect(count((event) => event.methods.filter((method) => method === 'password').length > 1)).toBe(2);
  });
});

async function outcomeOf(file: string): Promise<Outcome> {
  let records = 0;
  const kinds: Record<string, number> = {};
  const quarantined: Record<string, number> = {};
  for await (const batch of decode(createReadStream(new URL(file, samples)), file)) {
    for (const entry of batch) {
      records++;
      const result =
        'broken' in entry ? { quarantined: { reason: entry.broken } } : normalise(entry.value, contextOf(file, entry.position));
      if ('quarantined' in result) quarantined[result.quarantined.reason] = (quarantined[result.quarantined.reason] ?? 0) + 1;
      else for (const event of result.events) kinds[event.kind] = (kinds[event.kind] ?? 0) + 1;
    }
  }
  return { records, kinds, quarantined };
}

async function eventsOf(file: string): Promise<readonly IdentityEvent[]> {
  const events: IdentityEvent[] = [];
  for await (const batch of decode(createReadStream(new URL(file, samples)), file)) {
    for (const entry of batch) {
      if ('broken' in entry) throw new Error(entry.detail);
      const result = normalise(entry.value, contextOf(file, entry.position));
      if ('events' in result) events.push(...result.events);
    }
  }
  return events;
}

function contextOf(source: string, position: number) {
  return { tenant: 'default', origin: { source, position }, received: null };
}
