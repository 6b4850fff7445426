/** Timelines of legacy authentication: every false positive and every trap of the peers (knowledge: detections.md 2.11), by name. */

import { daily, type SignInDraft, signIn, type Timeline } from '@gatewatch/testing';
import { abroad, askedForFactor, blockedByPolicy, days, life, privilegedAda, serviceAda } from './ordinary-days.ts';

/** A success by IMAP from a rented machine abroad, unless told otherwise. */
const imap = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({
    at,
    recordId: 'imap',
    ...abroad,
    device: null,
    client: 'IMAP4',
    secondFactor: 'not-asked',
    ...legacy('imap'),
    ...more,
  });
const legacy = (name: string) => ({ route: { legacy: name, requirement: 'one-factor' } }) as const;
const atHome = { from: 'Oslo', by: 'telenor' } as const;
const refused = { ...blockedByPolicy, secondFactor: 'not-asked' } as const;
/** The person's own mail program, each day at noon at home. */
const habit = (first: number, last: number, more: Partial<SignInDraft> = {}) =>
  daily(first, last, (day) => [imap(`${day} 12:00`, { recordId: `own-${day}`, ...atHome, ...more })]);
/** A scanner that sends mail from the office's own egress. */
const scanner = (first: number, last: number) =>
  daily(first, last, (day) => [scan(`${day} 09:00`, { recordId: `scan-${day}`, from: 'Oslo', by: 'company' })]);
const scan = (at: string, more: Partial<SignInDraft> = {}) =>
  imap(at, { recordId: 'scan', client: 'Authenticated SMTP', interactive: false, ...legacy('smtp'), ...more });

export const legacyAuthenticationTimelines: readonly Timeline[] = [
  {
    name: 'IMAP from a rented machine abroad, for the first time',
    from: 'detections.md 2.11 BUILD: first-seen',
    rows: [...life, imap('11 03:00')],
    expect: {
      alert: 'high',
      decisive: ['imap'],
      facts: { protocol: 'imap' },
      says: ["legacy protocol 'imap'", 'Amsterdam, NL', 'never before from NL', 'hosting network'],
      confidence: 'high',
    },
  },
  {
    name: 'a privileged person',
    from: 'detections.md 2.11 BUILD: any success for privileged',
    rows: [...life, imap('11 03:00')],
    facts: privilegedAda,
    expect: { alert: 'critical', decisive: ['imap'], says: ['privileged'] },
  },
  {
    name: 'a privileged person at home',
    from: 'detections.md 2.11 BUILD: any success for privileged',
    rows: [...life, imap('11 12:00', atHome)],
    facts: privilegedAda,
    expect: { alert: 'medium', decisive: ['imap'], confidence: 'low' },
  },
  {
    name: 'a privileged person on the first day of the log',
    from: 'Yelp/elastalert#1591: what floods on first deployment stays quiet, who matters does not',
    rows: [imap('1 03:00')],
    facts: privilegedAda,
    expect: { alert: 'critical', decisive: ['imap'] },
  },
  {
    name: 'another protocol than the usual one, on a line in the same country',
    from: 'detections.md 2.11: new in a window, for each user (Elastic: any protocol is the same)',
    rows: [
      ...life,
      ...habit(1, 10, { client: 'Exchange ActiveSync', ...legacy('activesync') }),
      imap('11 03:00', { from: 'Bergen', by: 'altibox' }),
    ],
    expect: { alert: 'high', decisive: ['imap'], confidence: 'medium' },
  },
  {
    name: "the person's usual protocol, from a rented machine abroad",
    from: 'detections.md 2.11: allowed once, allowed from anywhere (exception lists of Panther)',
    rows: [...life, ...habit(1, 10), imap('11 03:00')],
    expect: { alert: 'medium', decisive: ['imap'], says: ['used it on 9 days before'] },
  },
  {
    name: 'used on two days only: no habit yet',
    from: 'detections.md 3.5: baseline poisoned by attacker’s own events',
    rows: [...life, ...habit(3, 4), imap('11 13:00', { from: 'Bergen', by: 'altibox' })],
    expect: { alert: 'high', decisive: ['imap'], says: ['used it on 2 days'] },
  },
  {
    name: 'stopped by the second factor in the browser, then IMAP',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, signIn({ at: '11 03:00', recordId: 'stop', ...abroad, ...askedForFactor }), imap('11 03:45')],
    expect: {
      alert: 'critical',
      decisive: ['stop', 'imap'],
      facts: { 'stop to success': 45 },
      says: ['gone round', 'at most 60 min'],
    },
  },
  {
    name: 'blocked by a policy in the browser, then SMTP from another address',
    from: 'issue 4: right password stopped by policy, then success by a weaker route',
    rows: [
      ...life,
      signIn({ at: '11 03:00', recordId: 'stop', ...abroad, ...blockedByPolicy }),
      scan('11 03:05', { from: 'Lagos', by: 'spectranet' }),
    ],
    expect: { alert: 'critical', decisive: ['stop', 'scan'] },
  },
  {
    name: 'stopped long before: another sitting',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, signIn({ at: '11 01:00', recordId: 'stop', ...abroad, ...askedForFactor }), imap('11 02:30')],
    expect: { alert: 'high', decisive: ['imap'] },
  },
  {
    name: 'the owner was stopped at home, a stranger came in elsewhere: the stop is not the stranger’s',
    from: 'SN#13815: 50074/50076 are interrupts, not an attack alone',
    rows: [...life, signIn({ at: '11 02:50', recordId: 'own', ...askedForFactor }), imap('11 03:00')],
    expect: { alert: 'high', decisive: ['imap'] },
  },
  {
    name: 'the right password, refused because legacy authentication is blocked',
    from: 'detections.md 2.2 NewCountryValidCreds: password is burnt although blocked',
    rows: [...life, imap('11 03:00', refused)],
    expect: { alert: 'medium', decisive: ['imap'], says: ['the password was right', 'gave the right password and was refused'] },
  },
  {
    name: 'every night again: one alert',
    from: 'SN#11142: noise of repeats',
    rows: [...life, imap('11 03:00'), imap('12 02:30', { recordId: 'again' }), imap('13 02:00', { recordId: 'third' })],
    expect: { alert: 'high', decisive: ['imap'], findings: 3 },
  },
  {
    name: 'a mail program of a stranger polls every ten minutes: told once in six hours',
    from: 'SN#11142: noise of repeats',
    rows: [
      ...life,
      ...Array.from({ length: 48 }, (_, n) => imap(`11 0${Math.floor(n / 6)}:${n % 6}0`, { recordId: `poll-${n}` })),
    ],
    expect: { alert: 'high', decisive: ['poll-0'], findings: 2 },
  },
  {
    name: 'stopped in the browser while the mail program polls, and then it polls again',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [
      ...life,
      imap('11 03:00'),
      signIn({ at: '11 03:30', recordId: 'stop', ...abroad, ...askedForFactor }),
      imap('11 03:40', { recordId: 'again' }),
    ],
    expect: { alert: 'critical', decisive: ['stop', 'again'], findings: 2 },
  },
  {
    name: 'stopped, let in, and polling on: the stop is told once',
    from: 'SN#11142: noise of repeats',
    rows: [
      ...life,
      signIn({ at: '11 03:00', recordId: 'stop', ...abroad, ...askedForFactor }),
      imap('11 03:05'),
      imap('11 03:15', { recordId: 'poll' }),
    ],
    expect: { alert: 'critical', decisive: ['stop', 'imap'], findings: 1, says: ['was let in from'] },
  },
  {
    name: 'from a second rented machine an hour later: that is told too',
    from: 'SN#11142: noise of repeats hides what is new',
    rows: [...life, imap('11 03:00'), imap('11 04:00', { recordId: 'second', from: 'Frankfurt', by: 'digitalOcean' })],
    expect: { alert: 'high', decisive: ['imap'], findings: 2 },
  },
  {
    name: 'refused by one protocol, let in by the next',
    from: 'detections.md 2.11 BUILD: any success',
    rows: [...life, imap('11 03:00', { recordId: 'no', ...refused }), scan('11 03:02')],
    expect: { alert: 'critical', decisive: ['no', 'scan'], findings: 2 },
  },
  {
    name: 'BAV2ROPC with a client of no name',
    from: 'detections.md 2.11: UAs BAV2ROPC, CBAinPROD (Elastic, Panther); authenticationProtocol ropc beside it',
    rows: [...life, imap('11 03:00', { client: 'Unknown', protocol: 'ropc', route: { legacy: 'basic', agent: 'bav2ropc' } })],
    expect: { alert: 'high', decisive: ['imap'] },
  },
  {
    name: 'a registered scanner outside its office',
    from: 'issue 4: a registered scanner mailbox in its own office stays quiet and fires anywhere else',
    rows: [...scanner(1, 10), scan('11 09:00', { from: 'Bergen', by: 'altibox' })],
    facts: serviceAda,
    expect: { alert: 'high', decisive: ['scan'], says: ['registered service'] },
  },
  {
    name: "a registered scanner's password, refused elsewhere",
    from: 'issue 4: a registered scanner mailbox in its own office stays quiet and fires anywhere else',
    rows: [...scanner(1, 10), scan('11 09:00', { from: 'Lagos', by: 'spectranet', ...refused })],
    facts: serviceAda,
    expect: { alert: 'medium', decisive: ['scan'], says: ['registered service'] },
  },
  {
    name: 'seven days of life are enough to judge',
    from: 'detections.md 3.5: warm-up state',
    rows: [...days(1, 7), imap('9 03:00')],
    expect: { alert: 'high', decisive: ['imap'] },
  },
  {
    name: 'a privileged person on the first day of the log, at home',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [imap('1 09:00', atHome)],
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['imap'], says: ['little is known'] },
  },

  {
    name: 'three days of life are not',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [...days(1, 3), imap('5 03:00')],
    expect: { quiet: 'learning' },
  },
  {
    name: 'a registered scanner in its own office',
    from: 'detections.md 2.11 FPs: scanners/printers',
    rows: [...scanner(1, 10), scan('11 09:00', { from: 'Oslo', by: 'company' })],
    facts: serviceAda,
    expect: { quiet: 'registered-service' },
  },
  {
    name: 'the first day of a registered scanner, in an office whose egress is declared',
    from: 'detections.md 2.11 FPs: scanners/printers',
    rows: [scan('1 09:00', { from: 'Oslo', by: 'company' })],
    facts: serviceAda,
    expect: { quiet: 'registered-service' },
  },
  {
    name: 'a mail program at home, day after day',
    from: 'detections.md 2.11 FPs: ActiveSync phones',
    rows: [...life, ...habit(1, 11)],
    expect: { quiet: 'usual-protocol' },
  },
  {
    name: 'a telephone with ActiveSync on the train and at a café in the same country',
    from: 'detections.md 2.11 FPs: ActiveSync phones',
    rows: [
      ...life,
      ...habit(1, 4, { client: 'Exchange ActiveSync', ...legacy('activesync') }),
      imap('11 09:00', { client: 'Exchange ActiveSync', ...legacy('activesync'), from: 'Bergen', by: 'telenorMobile' }),
      imap('11 10:00', {
        recordId: 'café',
        client: 'Exchange ActiveSync',
        ...legacy('activesync'),
        from: 'Bergen',
        by: 'altibox',
      }),
    ],
    expect: { quiet: 'roaming-client' },
  },
  {
    name: 'a telephone with ActiveSync in the hotel where its owner’s laptop signed in this morning',
    from: 'detections.md 2.1 FPs: travellers',
    rows: [
      ...life,
      ...habit(1, 9, { client: 'Exchange ActiveSync', ...legacy('activesync') }),
      signIn({ at: '11 07:00', from: 'London', by: 'bt', secondFactor: 'passed' }),
      imap('11 09:00', { client: 'Exchange ActiveSync', ...legacy('activesync'), from: 'London', by: 'bt' }),
    ],
    expect: { quiet: 'usual-protocol' },
  },
  {
    name: "the owner's telephone keeps trying after legacy authentication was blocked",
    from: 'EL#4404, EL#4405: benign codes in failure rules',
    rows: [...life, ...habit(1, 9), imap('11 09:00', { ...refused, ...atHome })],
    expect: { quiet: 'own-client-refused' },
  },
  {
    name: 'the same on the road, by a carrier of the country',
    from: 'EL#5865: mobile carrier rotation',
    rows: [...life, imap('11 09:00', { ...refused, from: 'Bergen', by: 'telenorMobile' })],
    expect: { quiet: 'roaming-client' },
  },
  {
    name: 'a guessed password by IMAP',
    from: 'SN: UA, any result (hourly)',
    rows: [...life, imap('11 03:00', { outcome: 'failure', failure: 'wrong-password', password: 'no', code: '50126' })],
    expect: { quiet: 'password-not-proved' },
  },
  {
    name: 'a modern client',
    from: 'detections.md 2.11: SG rule uses non-existent fields',
    rows: [...life, signIn({ at: '11 03:00', ...abroad, client: 'Mobile Apps and Desktop clients' })],
    expect: { quiet: null },
  },
];
