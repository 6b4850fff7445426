/** Timelines of device codes: every false positive and every trap of the peers (knowledge: detections.md 2.13), by name. */

import { daily, laptop, type SignInDraft, signIn, stranger, type Timeline } from '@gatewatch/testing';
import { days, life, privilegedAda, serviceAda } from './ordinary-days.ts';

const cli = { app: 'Microsoft Azure CLI', appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' } as const;
const broker = { app: 'Microsoft Authentication Broker', appId: '29d9ed98-a469-4536-ade2-f981bc1d605e' } as const;
const office = { app: 'Microsoft Office', appId: 'd3590ed6-52b3-4102-aeff-aad2292ab01c' } as const;
const rented = { from: 'Amsterdam', by: 'm247', device: null } as const;

/** The person enters a code in the browser at home, unless told otherwise. */
const entered = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({
    at,
    recordId: 'code',
    ...office,
    protocol: 'deviceCode',
    session: 'session-of-code',
    route: { transfer: 'device-code' },
    ...more,
  });
/** Whoever waited for the code uses the session. */
const used = (at: string, more: Partial<SignInDraft> = {}) =>
  entered(at, {
    recordId: 'used',
    interactive: false,
    protocol: null,
    client: 'Mobile Apps and Desktop clients',
    ...rented,
    ...more,
  });
/** A developer's command line, at home or where told, each morning. */
const habit = (first: number, last: number, more: Partial<SignInDraft> = {}) =>
  daily(first, last, (day) => [
    entered(`${day} 09:00`, { recordId: `code-${day}`, ...cli, ...more }),
    used(`${day} 10:00`, { recordId: `used-${day}`, ...cli, from: 'Oslo', by: 'telenor', ...more }),
  ]);

export const deviceCodeSignInTimelines: readonly Timeline[] = [
  {
    name: 'the person enters a code at home, and a rented machine abroad uses the session',
    from: 'detections.md 2.13: IP/ASN mismatch between browser leg and polling leg; same session, two addresses (Elastic)',
    rows: [...life, entered('11 10:00'), used('11 10:20')],
    expect: {
      alert: 'high',
      decisive: ['code', 'used'],
      facts: { 'entered to used': 20, application: 'Microsoft Office' },
      says: ['Oslo, NO', 'Amsterdam, NL', 'at most 30 min', "'Microsoft Office'"],
      saysNot: ['command line', 'broker', 'bound to no device', 'privileged'],
      confidence: 'high',
      risk: 75,
    },
  },
  {
    name: 'the code of the television at home is another session: the stranger stands alone',
    from: 'detections.md 2.13: same sessionId with two addresses (Elastic); two codes of one hour are two',
    rows: [...life, entered('11 10:00', { recordId: 'television', session: 'television' }), used('11 10:20')],
    expect: { alert: 'high', decisive: ['used'], risk: 70 },
  },
  {
    name: 'where no session is named, the application tells which code it was',
    from: 'sources.md 1.7: sessionId may be absent',
    rows: [
      ...life,
      entered('11 10:00', { session: null }),
      entered('11 10:05', { recordId: 'other', session: null, app: 'Microsoft Teams', appId: 'app-teams' }),
      used('11 10:20', { session: null }),
    ],
    expect: { alert: 'high', decisive: ['code', 'used'] },
  },
  {
    name: 'the stranger enters the code and uses it: no owner stands at the other end',
    from: 'detections.md 2.13: IP/ASN mismatch between browser leg and polling leg',
    rows: [...life, entered('11 03:00', { ...rented, device: stranger }), used('11 03:10')],
    expect: { alert: 'high', decisive: ['code'], findings: 2, risk: 70 },
  },
  {
    name: 'the session is used for a whole day: one alert',
    from: 'sources.md 1.7: originalTransferMethod stays set on later refreshes',
    rows: [
      ...life,
      entered('11 10:00'),
      used('11 10:20'),
      used('11 10:25', { recordId: 'soon' }),
      used('11 14:00', { recordId: 'later' }),
      used('11 20:00', { recordId: 'evening' }),
      used('12 09:00', { recordId: 'next' }),
    ],
    expect: { alert: 'high', decisive: ['code', 'used'], findings: 4 },
  },
  {
    name: 'only the later refreshes reach us',
    from: 'sources.md 1.11: records are lost; originalTransferMethod stays set',
    rows: [...life, used('11 14:00')],
    expect: { alert: 'high', decisive: ['used'], says: ['began with a device code was refreshed'], confidence: 'high' },
  },
  {
    name: 'a second code within the hour, handed to the same stranger',
    from: 'detections.md 2.13: device-code phishing asks again',
    rows: [
      ...life,
      entered('11 10:00'),
      used('11 10:05'),
      entered('11 10:30', { recordId: 'code-2', session: 'two' }),
      used('11 10:34', { recordId: 'used-2', session: 'two' }),
    ],
    expect: { alert: 'high', decisive: ['code', 'used'], findings: 3 },
  },
  {
    name: 'the page of the code was left before it was confirmed: nothing was handed over there',
    from: 'sources.md 2.1: 50199 confirmation page',
    rows: [
      ...life,
      entered('11 10:00', { outcome: 'interrupted', failure: 'interrupt', code: '50199', password: 'unknown' }),
      used('11 10:05'),
    ],
    expect: { alert: 'high', decisive: ['used'] },
  },
  {
    name: 'refreshed by a carrier of the country: perhaps the person’s own telephone',
    from: 'EL#5865: mobile carrier rotation',
    rows: [...life, used('11 14:00', { from: 'Bergen', by: 'telenorMobile' })],
    expect: { alert: 'medium', decisive: ['used'], confidence: 'low' },
  },
  {
    name: 'used long after the code was entered: the refresh alone tells',
    from: 'sources.md 1.7: originalTransferMethod stays set on later refreshes',
    rows: [...life, entered('11 10:00'), used('11 10:45')],
    expect: { alert: 'high', decisive: ['used'] },
  },
  {
    name: 'the stranger enters the code as well, with a stolen session',
    from: 'detections.md 2.13: any (Splunk)',
    rows: [...life, entered('11 03:00', { ...rented, device: stranger })],
    expect: { alert: 'high', decisive: ['code'] },
  },
  {
    name: 'a code for the broker, whose session registers a device elsewhere',
    from: 'detections.md 2.13: MAB + interactive (Elastic, Tycoon)',
    rows: [
      ...life,
      ...habit(1, 4, broker),
      entered('11 10:00', broker),
      used('11 10:02', { ...broker, route: { transfer: 'device-code', bound: false } }),
    ],
    expect: { alert: 'high', decisive: ['code', 'used'], says: ['registers devices', 'bound to no device'] },
  },
  {
    name: 'a privileged person',
    from: 'detections.md 2.29: privileged sign-ins',
    rows: [...life, entered('11 10:00'), used('11 10:20')],
    facts: privilegedAda,
    expect: { alert: 'critical', decisive: ['code', 'used'] },
  },
  {
    name: 'a developer’s command line runs on a rented machine abroad for the first time',
    from: 'detections.md 2.13 FPs: Azure CLI',
    rows: [...life, ...habit(1, 4), entered('11 10:00', cli), used('11 10:05', cli)],
    expect: { alert: 'medium', decisive: ['code', 'used'], says: ['developers'], confidence: 'medium' },
  },
  {
    name: 'the first code for the broker, entered and used at home',
    from: 'detections.md 2.13: MAB + Exchange/SharePoint/Graph + interactive (Elastic: high)',
    rows: [...life, entered('11 10:00', broker), used('11 10:01', { ...broker, from: 'Oslo', by: 'telenor', device: laptop })],
    expect: { alert: 'low', decisive: ['code'], says: ['registers devices'] },
  },
  {
    name: 'the first code of a person, entered at home; what becomes of it is not logged',
    from: 'issue 4: device code outside known places and apps; EL: new UPN in seven days',
    rows: [...life, entered('11 10:00')],
    expect: { alert: 'low', decisive: ['code'], says: ['the first code of this person'], confidence: 'low' },
  },
  {
    name: 'the same of a privileged person',
    from: 'detections.md 2.29: privileged sign-ins',
    rows: [...life, entered('11 10:00')],
    facts: privilegedAda,
    expect: { alert: 'medium', decisive: ['code'] },
  },
  {
    name: 'the television asks for another code a week later: told once a month',
    from: 'SN#11142: noise of repeats',
    rows: [...life, entered('11 20:00'), entered('18 20:00', { recordId: 'again' })],
    expect: { alert: 'low', decisive: ['code'], findings: 1 },
  },
  {
    name: 'codes for the broker on two days only: no habit yet',
    from: 'detections.md 3.5: baseline poisoned',
    rows: [...life, ...habit(3, 4, broker), entered('11 10:00', broker)],
    expect: { alert: 'low', decisive: ['code'] },
  },
  {
    name: 'seven days of life are enough to judge',
    from: 'detections.md 3.5: warm-up state',
    rows: [...days(1, 7), used('9 03:00')],
    expect: { alert: 'high', decisive: ['used'] },
  },
  {
    name: 'a privileged person on the first day of the log, at home',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [used('1 09:00', { from: 'Oslo', by: 'telenor' })],
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['used'], says: ['little is known'] },
  },

  {
    name: 'three days of life are not',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [...days(1, 3), used('5 03:00')],
    expect: { quiet: 'learning' },
  },
  {
    name: 'a developer’s command line from the office, every day',
    from: 'issue 4: developers who use the CLI daily from their office are quiet',
    rows: [...life, ...habit(1, 11)],
    expect: { quiet: 'usual-device-code' },
  },
  {
    name: 'a developer’s first code, at home',
    from: 'detections.md 2.13: EL: new UPN 7 d',
    rows: [...life, entered('11 10:00', cli), used('11 10:01', { ...cli, from: 'Oslo', by: 'telenor' })],
    expect: { quiet: 'own-device' },
  },
  {
    name: 'a command line on a rented machine that is the developer’s habit',
    from: 'detections.md 2.13 FPs: Azure CLI',
    rows: [
      ...life,
      ...habit(1, 4, { from: 'Frankfurt', by: 'digitalOcean', device: null }),
      used('11 10:00', { ...cli, from: 'Frankfurt', by: 'digitalOcean' }),
    ],
    expect: { quiet: 'usual-device-code' },
  },
  {
    name: 'a command line without a browser in the hotel where the laptop signed in this morning',
    from: 'detections.md 2.13 FPs: Azure CLI',
    rows: [
      ...life,
      signIn({ at: '11 08:00', from: 'London', by: 'bt', secondFactor: 'passed' }),
      entered('11 09:00', { ...cli, from: 'London', by: 'bt', device: null }),
      used('11 09:01', { ...cli, from: 'London', by: 'bt' }),
    ],
    expect: { quiet: 'own-stay' },
  },
  {
    name: 'a developer’s command line on the train, before the laptop has said a word',
    from: 'issue 4: developers who use the CLI daily are quiet',
    rows: [...life, ...habit(1, 4), used('11 09:00', { ...cli, from: 'Bergen', by: 'telenorMobile' })],
    expect: { quiet: 'roaming-client' },
  },
  {
    name: 'nothing is known of the network, and the country is the person’s',
    from: 'issue 4 section 2: unknown is a value that detectors handle, never a default',
    rows: [...life, used('11 14:00', { from: 'Oslo', by: null })],
    expect: { quiet: 'unknown-network' },
  },
  {
    name: 'the code is entered on the telephone, the television is at home',
    from: 'detections.md 2.13 FPs: kiosks, TVs',
    rows: [
      ...life,
      entered('11 20:00', { from: 'Oslo', by: 'telenorMobile', device: null }),
      used('11 20:01', { from: 'Oslo', by: 'telenor' }),
    ],
    expect: { quiet: 'mobile-carrier' },
  },
  {
    name: 'a registered meeting-room device signs in to the broker by code, each month again',
    from: 'detections.md 2.13 FPs: meeting rooms',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 06:00`, from: 'Oslo', by: 'company', device: null })]),
      entered('11 10:00', { ...broker, from: 'Oslo', by: 'company', device: null }),
    ],
    facts: serviceAda,
    expect: { quiet: 'own-office' },
  },
  {
    name: 'desk telephones are rolled out',
    from: 'detections.md 2.13 FPs: kiosks, meeting rooms',
    rows: [...life, entered('11 10:00', broker)],
    facts: { 'roll-out': 'yes' },
    expect: { quiet: 'roll-out' },
  },
  {
    name: 'a service of Microsoft refreshes for the person',
    from: 'sources.md 1.10: token refresh by services on behalf of users',
    rows: [...life, entered('11 10:00', cli), used('11 11:00', { from: 'Amsterdam', by: 'microsoft' })],
    expect: { quiet: 'vendor-owned' },
  },
  {
    name: 'the code was never confirmed',
    from: 'sources.md 2.1: 50199 confirmation page, 70016 pending',
    rows: [
      ...life,
      entered('11 03:00', { ...rented, outcome: 'interrupted', failure: 'interrupt', code: '50199', password: 'unknown' }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'the session was moved to a telephone by QR code',
    from: 'sources.md 1.7: authenticationTransfer',
    rows: [...life, used('11 10:00', { route: { transfer: 'authentication-transfer' } })],
    expect: { quiet: null },
  },
];
