/** Timelines of a password alone: every false positive and every trap of the peers (knowledge: detections.md 2.12), by name. */

import { daily, laptop, type SignInDraft, signIn, stranger, type Timeline } from '@gatewatch/testing';
import { abroad, askedForFactor, days, life, privilegedAda } from './ordinary-days.ts';

/** A password alone, from a browser of no name on a rented machine abroad, unless told otherwise. */
const alone = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'alone', ...abroad, secondFactor: 'not-asked', route: { requirement: 'one-factor' }, ...more });
const atHome = { from: 'Oslo', by: 'telenor' } as const;
const nearby = { from: 'Bergen', by: 'altibox' } as const;
/** A password alone at home, each noon. */
const habit = (first: number, last: number) =>
  daily(first, last, (day) => [alone(`${day} 12:00`, { recordId: `one-${day}`, ...atHome, device: laptop })]);
/** Days of which the log says nothing about a second factor. */
const unsaid = (first: number, last: number) =>
  daily(first, last, (day) => [signIn({ at: `${day} 08:00`, secondFactor: 'unknown' })]);
const google = { provider: 'google', device: null, client: null, app: null, appId: null } as const;
const googleLife = days(1, 10, { ...google, methods: ['password', 'google_prompt'] });

export const singleFactorSignInTimelines: readonly Timeline[] = [
  {
    name: 'a password alone from a rented machine abroad, where two factors were always given',
    from: 'detections.md 2.12 BUILD: user had MFA on >=90% of prior interactive sign-ins',
    rows: [...life, alone('11 03:00')],
    expect: {
      alert: 'high',
      decisive: ['alone'],
      facts: { methods: 'password', 'second factor': 'not-asked' },
      says: ["in to 'Office 365'", '9 of 9 interactive sign-ins', 'at least 90 %', 'never before from NL'],
      saysNot: ['privileged'],
      confidence: 'high',
      risk: 73,
    },
  },
  {
    name: 'on a line of the same country, with a browser never seen',
    from: 'detections.md 2.12: SN: no deviceId, ASN and location unseen tenant-wide: a neighbour’s is seen',
    rows: [...life, alone('11 03:00', nearby)],
    expect: { alert: 'high', decisive: ['alone'], confidence: 'medium' },
  },
  {
    name: 'on a line of the same country, with the browser that everybody has',
    from: 'detections.md 2.3 DIS: empty deviceId is normal for unregistered devices',
    rows: [
      ...days(1, 10, { device: { ...stranger, os: 'windows', browser: 'edge' } }),
      alone('11 03:00', { ...nearby, device: { ...stranger, os: 'windows', browser: 'edge' } }),
    ],
    expect: { alert: 'medium', decisive: ['alone'] },
  },
  {
    name: 'a privileged person',
    from: 'detections.md 2.23: none combines privilege + SFA',
    rows: [...life, alone('11 03:00')],
    facts: privilegedAda,
    expect: { alert: 'critical', decisive: ['alone'], says: ['privileged'] },
  },
  {
    name: 'a privileged person who never gave two, from a new network',
    from: 'detections.md 2.12 BUILD: alert only if user had MFA, or privileged',
    rows: [...habit(1, 10), alone('11 03:00')],
    facts: privilegedAda,
    expect: {
      alert: 'critical',
      decisive: ['alone'],
      confidence: 'medium',
      says: ['asked for, and the person is privileged'],
      saysNot: ['showed two factors'],
    },
  },
  {
    name: 'a privileged person on the private machine at home, for the first time',
    from: 'detections.md 2.12 BUILD: alert only if user had MFA, or privileged',
    rows: [...life, alone('11 12:00', { ...atHome, device: stranger })],
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['alone'], says: ['hole is in the policy'], confidence: 'low', risk: 20 },
  },
  {
    name: 'a person who signs in with a key, and now somebody with the password',
    from: 'detections.md 2.12 DIS: passwordless satisfied-by-claim cases',
    rows: [...days(1, 10, { methods: ['fido2 security key'], password: 'unknown' }), alone('11 03:00')],
    expect: { alert: 'high', decisive: ['alone'] },
  },
  {
    name: 'two factors on five days are a habit, whatever the other days did not say',
    from: 'detections.md 2.12 BUILD: share of prior sign-ins, not their number',
    rows: [...days(1, 5), ...unsaid(6, 10), alone('11 03:00')],
    expect: { alert: 'high', decisive: ['alone'] },
  },
  {
    name: 'a password alone in one of eleven: still nearly always two',
    from: 'detections.md 2.12 BUILD: >=90%',
    rows: [...life, alone('5 12:00', { recordId: 'once', ...atHome }), alone('11 03:00')],
    expect: { alert: 'high', decisive: ['alone'] },
  },
  {
    name: 'a prompt once a month, and each day the claim of that session: two factors all the same',
    from: 'detections.md 2.12 DIS: satisfied by claim',
    rows: [...daily(1, 10, (day) => [signIn({ at: `${day} 08:00` })]), alone('11 03:00')],
    expect: { alert: 'high', decisive: ['alone'] },
  },
  {
    name: 'Google: a password alone abroad, where a prompt was always answered',
    from: 'detections.md 2.12: ES Google: login_success without MFA method',
    rows: [...googleLife, alone('11 03:00', { ...google, from: 'Lagos', by: 'spectranet' })],
    expect: { alert: 'medium', decisive: ['alone'] },
  },

  {
    name: 'a privileged account that gives a password alone at home every day: told once',
    from: 'detections.md 2.12 BUILD: posture report rather than alerts',
    rows: daily(1, 11, (day) => [alone(`${day} 12:00`, { recordId: `one-${day}`, ...atHome, device: stranger })]),
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['one-1'], findings: 1 },
  },
  {
    name: 'a person who often gives a password alone',
    from: 'detections.md 2.12: ES: every SFA success',
    rows: [...life, ...habit(2, 9), alone('11 03:00')],
    expect: { quiet: 'not-always-two-factors' },
  },
  {
    name: 'two factors on two days: no habit yet',
    from: 'detections.md 2.12 BUILD: user had MFA on >=90% of prior interactive sign-ins',
    rows: [...unsaid(1, 10), ...days(8, 9), alone('11 03:00')],
    expect: { quiet: 'not-always-two-factors' },
  },
  {
    name: 'a person who never gave two',
    from: 'detections.md 2.12 BUILD: posture report rather than alerts',
    rows: [...habit(1, 10), alone('11 03:00')],
    expect: { quiet: 'never-two-factors' },
  },
  {
    name: 'the second factor was satisfied earlier: a claim in the token',
    from: 'detections.md 2.12 DIS: token-only and satisfied-by-claim cases',
    rows: [...life, alone('11 03:00', { secondFactor: 'satisfied-earlier' })],
    expect: { quiet: null },
  },
  {
    name: 'a session went on: the first factor came from the token as well',
    from: 'detections.md 2.12 DIS: SFA rows include token-only cases',
    rows: [...life, alone('11 03:00', { password: 'unknown', methods: [] })],
    expect: { quiet: null },
  },
  {
    name: 'Windows Hello: one step, two factors',
    from: 'detections.md 2.12 DIS: passwordless',
    rows: [...life, alone('11 03:00', { password: 'unknown', secondFactor: 'passed', methods: ['windows hello for business'] })],
    expect: { quiet: null },
  },
  {
    name: 'a passkey, said to be a single factor',
    from: 'sources.md 1.7: authenticationRequirement is what was demanded, not what happened',
    rows: [...life, alone('11 03:00', { password: 'unknown', methods: ['passkey (device-bound)'] })],
    expect: { quiet: null },
  },
  {
    name: 'the federation server asked for both',
    from: 'sources.md 1.8: Federated',
    rows: [...life, alone('11 03:00', { password: 'unknown', methods: ['federated'] })],
    expect: { quiet: null },
  },
  {
    name: 'a guest, whose home tenant asked',
    from: 'detections.md 2.12: not for guests (Elastic: Member)',
    rows: [...life, alone('11 03:00', { route: { requirement: 'one-factor', crossTenant: true } })],
    expect: { quiet: 'factor-at-home' },
  },
  {
    name: 'two factors were demanded: the steps are not complete yet',
    from: 'sources.md 1.8: details may at first be incomplete',
    rows: [...life, alone('11 03:00', { route: { requirement: 'two-factors' } })],
    expect: { quiet: 'two-factors-required' },
  },
  {
    name: 'no steps are logged: what was asked cannot be told',
    from: 'sources.md 1.8: the primary row may be missing',
    rows: [...life, alone('11 03:00', { methods: [] })],
    expect: { quiet: 'two-factors-required' },
  },
  {
    name: "the company's compliant laptop in place of a second factor",
    from: 'detections.md 2.10: grant controls: compliant device or MFA',
    rows: [...life, alone('11 03:00', { device: laptop })],
    expect: { quiet: 'own-device' },
  },
  {
    name: 'a policy stopped asking, and the person is at home',
    from: 'detections.md 2.24: a policy change floods rules that know no place',
    rows: [...life, alone('11 12:00', { ...atHome, device: stranger })],
    expect: { quiet: 'own-network' },
  },
  {
    name: 'a hotel, where the laptop signed in this morning',
    from: 'detections.md 2.1 FPs: travellers',
    rows: [
      ...life,
      signIn({ at: '11 07:00', from: 'London', by: 'bt', secondFactor: 'passed' }),
      alone('11 09:00', { from: 'London', by: 'bt', device: stranger }),
    ],
    expect: { quiet: 'own-stay' },
  },
  {
    name: 'a privileged newcomer, stopped a moment before on a rented machine: the bypass is another story',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...days(1, 2), signIn({ at: '4 02:30', ...abroad, ...askedForFactor, appId: 'portal' }), alone('4 03:00')],
    facts: privilegedAda,
    expect: { quiet: 'told-as-bypass' },
  },
  {
    name: 'in a trusted location no factor is asked for',
    from: 'detections.md 2.10: trusted named location',
    rows: [...life, alone('11 09:00', { ...nearby, route: { location: 'Bergen office' } })],
    expect: { quiet: 'excused' },
  },
  {
    name: 'a mail program by IMAP',
    from: 'detections.md 2.11',
    rows: [...life, alone('11 03:00', { route: { legacy: 'imap' } })],
    expect: { quiet: 'another-protocol' },
  },
  {
    name: 'stopped by the second factor a moment before: the bypass is another story',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, signIn({ at: '11 02:30', ...abroad, ...askedForFactor, appId: 'portal' }), alone('11 03:00')],
    expect: { quiet: 'told-as-bypass' },
  },
  {
    name: 'a privileged person with a compliant laptop',
    from: 'detections.md 2.10: grant controls: compliant device or MFA',
    rows: [...life, alone('11 12:00', { device: laptop })],
    facts: privilegedAda,
    expect: { quiet: 'own-device' },
  },
  {
    name: 'Google: an administrator’s remembered device on a new line of the town',
    from: 'sources.md 4.3: no device in login events',
    rows: [...googleLife, alone('11 10:00', { ...google, from: 'Oslo', by: 'altibox' })],
    facts: privilegedAda,
    expect: { quiet: 'remembered-device' },
  },
  {
    name: 'Google: a remembered device in a café of the same country',
    from: 'sources.md 4.3: no device in login events',
    rows: [...googleLife, alone('11 10:00', { ...google, ...nearby })],
    expect: { quiet: 'remembered-device' },
  },
  {
    name: 'Google: whose every second day needs no factor, at home after an attack from abroad that made the home suspect',
    from: 'a simulated organisation: the pair of an impossible travel holds the owner’s own row',
    with: ['impossible-travel'],
    rows: [
      ...daily(1, 8, (day) => [
        day % 2 === 0
          ? alone(`${day} 08:00`, { recordId: `one-${day}`, ...google, ...atHome })
          : signIn({ at: `${day} 08:00`, secondFactor: 'passed', ...google, methods: ['password', 'google_prompt'] }),
      ]),
      alone('9 08:00', { recordId: 'owner', ...google, ...atHome }),
      signIn({
        at: '9 08:40',
        recordId: 'thief',
        from: 'Lagos',
        by: 'spectranet',
        ...google,
        methods: ['password', 'google_prompt'],
      }),
      alone('11 10:00', { ...google, ...atHome }),
    ],
    expect: { quiet: 'not-always-two-factors' },
  },
  {
    name: 'a session is refreshed in the background and one factor is enough for that',
    from: 'detections.md 2.12 DIS: SFA rows include token-only cases (Splunk: every SFA success)',
    rows: [...life, alone('11 03:00', { interactive: false, category: 'NonInteractiveUserSignInLogs' })],
    expect: { quiet: null },
  },
  {
    name: 'an identity provider vouches for the person and no password is seen here',
    from: 'detections.md 2.12 DIS: passwordless satisfied-by-claim cases',
    rows: [...life, alone('11 03:00', { password: 'unknown' })],
    expect: { quiet: null },
  },
];
