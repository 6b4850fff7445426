/** Real exports, where they are at hand (never copied into the project): what each file becomes, and the facts of sources.md 4.7. */

import { createReadStream, existsSync, readdirSync } from 'node:fs';
import type { IdentityEvent } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { decode, normalise } from './index.ts';
import { expected, type Lacking, type Outcome } from './samples-table.fixture.ts';

const samples = new URL('../../../shared/samples/', import.meta.url);

describe.skipIf(!existsSync(samples))('samples of real records', () => {
  it.each(Object.keys(expected))('%s', async (file) => {
    const { why, ...outcome } = expected[file] ?? {};
    const found = await outcomeOf(file);
    expect(found).toEqual(outcome);
    const wanting = Object.keys(found.quarantined).length + Object.keys(found.lacks).length > 0;
    expect(why !== '').toBe(wanting);
  });

  it('is every file that there is, and a table of those that lack something', () => {
    const files = readdirSync(samples, { recursive: true }).map(String);
    expect(files.filter((file) => /\.(?:log|json)$/.test(file)).sort()).toEqual(Object.keys(expected).sort());
    const lines = Object.entries(expected).flatMap(([file, { quarantined, lacks, why }]) =>
      why === '' ? [] : [`  ${file}: ${counts({ ...quarantined, ...lacks })}: ${why}`],
    );
    console.info(`sample records that lack time, subject, address or outcome, or are quarantined:\n${lines.join('\n')}`);
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

function counts(of: Readonly<Record<string, number>>): string {
  return Object.entries(of)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ');
}

async function outcomeOf(file: string): Promise<Omit<Outcome, 'why'>> {
  let records = 0;
  const kinds: Record<string, number> = {};
  const quarantined: Record<string, number> = {};
  const lacks: Record<string, number> = {};
  const add = (to: Record<string, number>, what: string): void => void (to[what] = (to[what] ?? 0) + 1);
  for await (const batch of decode(createReadStream(new URL(file, samples)), file)) {
    for (const entry of batch) {
      records++;
      const result =
        'broken' in entry ? { quarantined: { reason: entry.broken } } : normalise(entry.value, contextOf(file, entry.position));
      if ('quarantined' in result) add(quarantined, result.quarantined.reason);
      else {
        for (const event of result.events) {
          add(kinds, event.kind);
          for (const what of lackingIn(event)) add(lacks, what);
        }
      }
    }
  }
  return { records, kinds, quarantined, lacks };
}

function lackingIn(event: IdentityEvent): readonly Lacking[] {
  if (event.kind !== 'sign-in' && event.kind !== 'token-grant') return [];
  const lacking: Lacking[] = [];
  if (event.gaps.some((gap) => gap.startsWith('time-from'))) lacking.push('time');
  if (event.actor === null || (event.actor.id === null && event.actor.address === null)) lacking.push('subject');
  if (event.ip === null) lacking.push('address');
  if (event.code === '') lacking.push('outcome');
  return lacking;
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
