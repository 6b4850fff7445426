/** Rosters and policies as the vendors export them, in one log with sign-ins: what a detector is told of a person, and from when. */

import { type Detector, type IdentityEvent, nothing } from '@gatewatch/domain';
import { createIdentities, createReplayLog, createWorker } from '@gatewatch/engine';
import { memoryLedger } from '@gatewatch/ledger';
import { normalise } from '@gatewatch/normalisers';
import { toyBurst } from '@gatewatch/testing';
import { expect, it } from 'vitest';

const id = 'aaaaaaaa-0000-0000-0000-000000000001';
const signIn = (day: number) => ({
  time: `2026-05-0${day}T08:01:00Z`,
  category: 'SignInLogs',
  properties: {
    id: `bbbbbbbb-0000-0000-0000-00000000000${day}`,
    createdDateTime: `2026-05-0${day}T08:00:00Z`,
    userId: id,
    userPrincipalName: 'ada@example.com',
    status: { errorCode: 0 },
  },
});
const registration = (day: number, isAdmin: boolean, methodsRegistered: readonly string[]) => ({
  id,
  userPrincipalName: 'Ada@Example.com',
  userDisplayName: 'Ada',
  isAdmin,
  methodsRegistered,
  lastUpdatedDateTime: `2026-05-0${day}T00:00:00Z`,
});
const policy = (day: number, state: string) => ({
  id: 'cccccccc-0000-0000-0000-000000000001',
  displayName: 'MFA for all',
  state,
  modifiedDateTime: `2026-05-0${day}T00:00:00Z`,
  conditions: { users: { includeUsers: ['All'] } },
  grantControls: { builtInControls: ['mfa'] },
});

/** What each sign-in's judgement could know. */
async function told(records: readonly object[], names: readonly string[], fixed?: ReadonlySet<string>) {
  const identities = createIdentities({ domains: new Map(), aliases: new Map() });
  const context = { tenant: 'default', origin: { source: 'test', position: 0 }, received: null };
  const events = records
    .flatMap((record): readonly IdentityEvent[] => {
      const normalised = normalise({ ...record }, context);
      return 'events' in normalised ? normalised.events : [];
    })
    .sort((a, b) => a.time - b.time)
    .map((event) => identities.resolve(event));
  const said: string[] = [];
  const probe: Detector = {
    card: { ...toyBurst.card, kinds: ['sign-in', 'snapshot'] },
    judge(row, past) {
      said.push([new Date(row.time).getUTCDate(), ...names.map((name) => past.fact(name))].join(' '));
      return nothing;
    },
    measure: () => [],
  };
  await using ledger = memoryLedger();
  const settings = {
    detectors: [{ detector: probe, options: {} }],
    counting: [],
    latenessMs: () => 0,
    epoch: 'e',
    judgeFrom: null,
  };
  const worker = await createWorker({ partition: await ledger.acquire('p'), settings });
  await worker.apply(createReplayLog(['default'], fixed).append(events));
  return [...new Set(said)];
}

it('who is privileged and has which factors holds from the date of the row, until another says otherwise', async () => {
  const records = [
    ...[1, 3, 5].map(signIn),
    registration(2, true, ['fido2SecurityKey', 'mobilePhone']),
    registration(4, false, []),
  ];
  expect(await told(records, ['privileged:ada@example.com', 'factors:ada@example.com'])).toEqual([
    '1  ',
    '3 yes fido2SecurityKey,mobilePhone',
    '5  none',
  ]);
});

it('which policy held is known at each sign-in, and the order of the files is nothing', async () => {
  const records = [...[1, 3, 5].map(signIn), policy(2, 'enabledForReportingButNotEnforced'), policy(4, 'enabled')];
  const name = 'policy:cccccccc-0000-0000-0000-000000000001';
  const expected = ['1 ', '3 report-only:mfa', '5 on:mfa'];
  expect(await told(records, [name])).toEqual(expected);
  expect(await told(records.toReversed(), [name])).toEqual(expected);
});

it('an undated roster holds from the beginning, and nothing is said against the operator', async () => {
  const role = {
    id: 'r',
    displayName: 'Global Administrator',
    roleTemplateId: 't',
    members: [{ id, userPrincipalName: 'ada@example.com' }],
  };
  expect(await told([signIn(1), role], ['privileged:ada@example.com'])).toEqual(['1 yes']);
  const fixed = new Set(['default\nprivileged:ada@example.com']);
  expect(await told([signIn(1), role], ['privileged:ada@example.com'], fixed)).toEqual(['1 ']);
});
