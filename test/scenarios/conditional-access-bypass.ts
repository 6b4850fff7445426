/** Timelines of ways round a policy: false positives and traps of the peers (knowledge: detections.md 2.10), by name. */

import { daily, laptop, type SignInDraft, signIn, stranger, type Timeline } from '@gatewatch/testing';
import { abroad, askedForFactor, blockedByPolicy, days, life, privilegedAda } from './ordinary-days.ts';

const atHome = { from: 'Oslo', by: 'telenor' } as const;
const nearby = { from: 'Bergen', by: 'altibox' } as const;
const edge = { ...stranger, os: 'windows', browser: 'edge' };
const phone = { ...stranger, os: 'ios', browser: 'mobile safari' };
const bodo = { country: 'NO', city: 'Bodø', latitude: 67.28, longitude: 14.4, radiusKm: 50 };
const wouldFail = [{ name: 'CA09 Block countries without staff (pilot)', result: 'reportOnlyFailure', controls: ['block'] }];

/** The right password for the portal, stopped because a second factor was asked for. */
const stop = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'stop', ...abroad, ...askedForFactor, app: 'Azure Portal', appId: 'portal', ...more });
const blocked = (at: string, more: Partial<SignInDraft> = {}) =>
  stop(at, { ...blockedByPolicy, device: edge, route: { agent: 'windows' }, ...more });
/** Let in with nothing more than the password. */
const alone = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'in', ...abroad, secondFactor: 'not-asked', route: { requirement: 'one-factor' }, ...more });
/** Let in to the Company Portal with both factors, on the same platform. */
const portal = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({
    at,
    recordId: 'in',
    ...abroad,
    secondFactor: 'passed',
    device: edge,
    route: { agent: 'windows' },
    app: 'Microsoft Intune Company Portal',
    appId: '9ba1a5c7-f17a-4de9-a1f1-6178c8d51223',
    ...more,
  });
/** Let in as an iPhone, with both factors. */
const asPhone = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'in', ...abroad, secondFactor: 'passed', device: phone, route: { agent: 'ios' }, ...more });
const skipped = (at: string, excuse: NonNullable<SignInDraft['route']>['excuse'], more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'in', ...abroad, secondFactor: 'not-asked', ...more, route: { excuse: excuse ?? null, ...more.route } });
const reported = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'in', ...abroad, secondFactor: 'passed', reportOnly: wouldFail, ...more });

export const conditionalAccessBypassTimelines: readonly Timeline[] = [
  {
    name: 'stopped by the second factor at the portal, let in with a password elsewhere',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, stop('11 03:00'), alone('11 03:45')],
    expect: {
      alert: 'high',
      decisive: ['stop', 'in'],
      facts: { 'stop to success': 45, 'stopped by': '50074' },
      says: [
        ...["another application: 'Office 365'", 'at most 60 min', 'second factor was asked for'],
        ...["at 'Azure Portal'", "in to 'Office 365'", 'nothing more than a password', 'never before from NL'],
      ],
      saysNot: ['another client', 'Company Portal'],
      confidence: 'high',
    },
  },
  {
    name: 'the same on a line of the same country, by a browser that the person has: perhaps the person on the road',
    from: 'detections.md 2.10; 2.3 DIS: empty deviceId is normal for unregistered devices',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 18:00`, secondFactor: 'passed', device: edge })]),
      stop('11 03:00', { from: 'Bergen', by: 'altibox', device: edge }),
      alone('11 03:45', { from: 'Bergen', by: 'altibox', device: edge }),
    ],
    expect: { alert: 'medium', decisive: ['stop', 'in'], confidence: 'medium' },
  },
  {
    name: 'the same over a carrier of the same country: perhaps the telephone of the person',
    from: 'EL#5865: mobile carrier rotation',
    rows: [
      ...life,
      stop('11 03:00', { from: 'Bergen', by: 'telenorMobile' }),
      alone('11 03:45', { from: 'Bergen', by: 'telenorMobile' }),
    ],
    expect: { alert: 'medium', decisive: ['stop', 'in'], confidence: 'medium' },
  },
  {
    name: 'a person whose sign-ins often need no second factor',
    from: 'detections.md 2.12: a usual single factor hides it',
    rows: [
      ...life,
      ...daily(1, 10, (day) => [alone(`${day} 12:00`, { recordId: `one-${day}`, ...atHome, device: laptop })]),
      stop('11 03:00'),
      alone('11 03:10'),
    ],
    expect: { alert: 'high', decisive: ['stop', 'in'] },
  },
  {
    name: 'blocked by a policy, let in by a client that the policy forgot',
    from: 'issue 4: right password stopped by policy, then success by a weaker route',
    rows: [...life, stop('11 03:00', blockedByPolicy), alone('11 03:10', { client: 'Mobile Apps and Desktop clients' })],
    expect: { alert: 'high', decisive: ['stop', 'in'], says: ["another client: 'Mobile Apps and Desktop clients'"] },
  },
  {
    name: 'the second try comes from another address',
    from: 'SN BypassCondAccessRule: >1 IP per user, app, browser: an attacker changes all of them',
    rows: [...life, stop('11 03:00'), alone('11 03:10', { from: 'Lagos', by: 'spectranet' })],
    expect: { alert: 'high', decisive: ['stop', 'in'] },
  },
  {
    name: 'blocked for want of a compliant device, let in by the Company Portal to read the directory',
    from: 'detections.md 2.10: SG M365: app 9ba1a5c7 outside its own resource',
    rows: [...life, blocked('11 03:00', { code: '53000' }), portal('11 03:10', { resource: 'Microsoft Graph' })],
    expect: {
      alert: 'high',
      decisive: ['stop', 'in'],
      says: ['let the Company Portal pass', 'exempt'],
      saysNot: ['nothing more than'],
    },
  },
  {
    name: 'a privileged person',
    from: 'detections.md 2.10',
    rows: [...life, stop('11 03:00'), alone('11 03:10')],
    facts: privilegedAda,
    expect: { alert: 'critical', decisive: ['stop', 'in'] },
  },
  {
    name: 'seven days of life are enough to judge',
    from: 'detections.md 3.5: warm-up state',
    rows: [...days(1, 7), stop('9 03:00'), alone('9 03:10')],
    expect: { alert: 'high', decisive: ['stop', 'in'] },
  },
  {
    name: 'blocked as Windows, let in as an iPhone from the same address',
    from: 'detections.md 2.10 BUILD (a): platform changes within minutes around a block',
    rows: [...life, blocked('11 03:00'), asPhone('11 03:45')],
    expect: {
      alert: 'high',
      decisive: ['stop', 'in'],
      facts: { 'stop to success': 45, 'stopped by': '53003', 'platform stopped': 'windows', 'platform let in': 'ios' },
      says: ['blocked as windows, let in as ios', 'as ios instead of windows'],
      confidence: 'high',
    },
  },
  {
    name: 'the user agent says Android, the device detail Windows',
    from: 'G5: platform/UA spoofing after a block',
    rows: [...life, blocked('11 03:00', nearby), asPhone('11 03:02', { ...nearby, device: edge, route: { agent: 'android' } })],
    expect: { alert: 'high', decisive: ['stop', 'in'], says: ['the device detail says windows, the user agent android'] },
  },
  {
    name: 'at home, and the device contradicts its user agent',
    from: 'G5: platform/UA spoofing after a block',
    rows: [...life, blocked('11 12:00', atHome), asPhone('11 12:02', { ...atHome, device: edge, route: { agent: 'android' } })],
    expect: { alert: 'medium', decisive: ['stop', 'in'], confidence: 'low' },
  },
  {
    name: 'spoofs the kind of telephone that the victim has',
    from: 'detections.md 2.3 DIS: a browser family proves nothing',
    rows: [
      ...life,
      ...daily(1, 10, (day) => [signIn({ at: `${day} 18:00`, device: phone })]),
      blocked('11 03:00', nearby),
      asPhone('11 03:05', nearby),
    ],
    expect: { alert: 'medium', decisive: ['stop', 'in'] },
  },
  {
    name: 'a telephone never seen, at home, after the private computer was blocked',
    from: 'detections.md 2.10 BUILD (a)',
    rows: [...life, blocked('11 12:00', atHome), asPhone('11 12:10', atHome)],
    expect: { alert: 'low', decisive: ['stop', 'in'] },
  },
  {
    name: 'a second factor skipped for a trusted location, from a rented machine never seen',
    from: 'detections.md 2.10 BUILD (d): trusted named location on an ASN never used',
    rows: [...life, skipped('11 03:00', 'location', { route: { excuse: 'location', location: 'VPN gateways' } })],
    expect: {
      alert: 'high',
      decisive: ['in'],
      facts: { excuse: 'location', 'trusted location': 'VPN gateways' },
      says: ["trusted location 'VPN gateways'"],
    },
  },
  {
    name: 'the private telephone in an office abroad that nobody declared here',
    from: 'detections.md 2.10 BUILD (d)',
    rows: [
      ...days(1, 10, { device: phone }),
      skipped('11 09:00', 'location', { from: 'London', by: 'bt', device: phone, route: { location: 'London' } }),
    ],
    expect: { alert: 'low', decisive: ['in'] },
  },
  {
    name: 'no excuse is logged, but the location is trusted and nothing was asked',
    from: 'detections.md 2.10 BUILD (d)',
    rows: [...life, alone('11 03:00', { ...nearby, route: { location: 'Everything' } })],
    expect: { alert: 'medium', decisive: ['in'] },
  },
  {
    name: 'a remembered device that is none of the person’s, abroad',
    from: 'issue 4: MFA skipped by remembered device from a network never seen',
    rows: [...life, skipped('11 03:00', 'remembered-device')],
    expect: { alert: 'high', decisive: ['in'], says: ['stolen cookie'] },
  },
  {
    name: 'a remembered browser like the person’s own, on a rented machine',
    from: 'issue 4: MFA skipped by remembered device from a network never seen',
    rows: [...days(1, 10, { device: edge }), skipped('11 03:00', 'remembered-device', { device: edge })],
    expect: { alert: 'medium', decisive: ['in'] },
  },
  {
    name: 'an app password on a line of the same country',
    from: 'issue 4: MFA skipped by app password from a network never seen',
    rows: [...life, skipped('11 03:00', 'app-password', { ...nearby, interactive: false, device: null })],
    expect: { alert: 'high', decisive: ['in'], says: ['replaces both'] },
  },
  {
    name: 'a mail program of a stranger polls with an app password: told once in six hours',
    from: 'SN#11142: noise of repeats',
    rows: [
      ...life,
      ...[2, 3, 4, 5, 6, 7, 8].map((hour) =>
        skipped(`11 0${hour}:00`, 'app-password', { ...nearby, recordId: `poll-${hour}`, interactive: false, device: null }),
      ),
    ],
    expect: { alert: 'high', decisive: ['poll-2'], findings: 1 },
  },
  {
    name: 'a policy that only reports would have blocked a stranger',
    from: 'detections.md 2.10 BUILD (c): success under policies that would have failed in report-only',
    rows: [...life, reported('11 03:00', { secondFactor: 'not-asked', methods: [] })],
    expect: {
      alert: 'medium',
      decisive: ['in'],
      facts: { 'report-only policy': 'CA09 Block countries without staff (pilot)' },
      says: ['only reports: enforced, it would have stopped this'],
      confidence: 'high',
    },
  },
  {
    name: 'the same of a privileged person, on a line in the country',
    from: 'issue 4: success that a report-only policy would have stopped, where it matters',
    rows: [...life, reported('11 03:00', nearby)],
    facts: privilegedAda,
    expect: { alert: 'high', decisive: ['in'] },
  },
  {
    name: 'a privileged person at home on a private computer',
    from: 'issue 4: success that a report-only policy would have stopped, where it matters',
    rows: [...life, reported('11 12:00', { ...atHome, device: edge })],
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['in'] },
  },
  {
    name: 'a pilot, in the same country and 700 km from where the person was this morning, with a browser never seen',
    from: 'detections.md 3.5: country granularity: in a large one everybody is at home',
    rows: [
      ...life,
      signIn({ at: '11 08:00', recordId: 'home' }),
      reported('11 11:00', { from: null, place: bodo, by: 'altibox', device: edge }),
    ],
    expect: {
      alert: 'medium',
      decisive: ['home', 'in'],
      facts: { 'report-only policy': 'CA09 Block countries without staff (pilot)' },
      says: ['far from Oslo, NO'],
    },
  },
  {
    name: 'would have failed on two days only: no habit yet',
    from: 'detections.md 3.5: baseline poisoned',
    rows: [
      ...life,
      ...daily(8, 9, (day) => [reported(`${day} 12:00`, { ...atHome, recordId: `own-${day}`, device: edge })]),
      reported('11 03:00'),
    ],
    expect: { alert: 'medium', decisive: ['in'] },
  },
  {
    name: 'a privileged person on the first day of the log, at home',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [skipped('1 09:00', 'app-password', { ...atHome, device: edge })],
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['in'], says: ['little is known'] },
  },

  {
    name: 'three days of life are not',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [...days(1, 3), stop('5 03:00'), alone('5 03:10')],
    expect: { quiet: 'learning' },
  },
  {
    name: 'stopped an hour and a half before: another sitting',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, stop('11 01:00'), alone('11 02:30')],
    expect: { quiet: null },
  },
  {
    name: 'asked for the second factor, and gave it: one sign-in',
    from: 'SN#13815: routine 50076; sources.md 1.9: several records of one sign-in',
    rows: [...life, stop('11 03:00'), alone('11 03:01', { secondFactor: 'passed', appId: 'portal' })],
    expect: { quiet: null },
  },
  {
    name: 'two records of one sign-in whose second lacks the factor',
    from: 'sources.md 1.9: one sign-in is several records that share correlationId',
    rows: [
      ...life,
      stop('11 03:00', { requestId: 'one', correlationId: 'one' }),
      alone('11 03:01', { appId: 'portal', requestId: 'one', correlationId: 'one' }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'blocked for want of a compliant device in a hotel, and then the device is enrolled',
    from: 'detections.md 2.10: device policies',
    rows: [...life, blocked('11 03:00', { code: '53000' }), portal('11 03:10', { resource: 'Microsoft Intune Enrollment' })],
    expect: { quiet: null },
  },
  {
    name: 'asked for a second factor, gave it to the Company Portal',
    from: 'SN#13815: routine 50076',
    rows: [...life, stop('11 03:00'), portal('11 03:10', { resource: 'Microsoft Graph' })],
    expect: { quiet: null },
  },
  {
    name: 'the owner gives up at the second factor at home and opens what does not ask',
    from: 'SN BypassCondAccessRule FPs: routine 50076, 70043 (SN#13815)',
    rows: [...life, stop('11 12:00', { ...atHome, device: stranger }), alone('11 12:10', { ...atHome, device: stranger })],
    expect: { quiet: null },
  },
  {
    name: 'the private computer is blocked in a hotel, the company’s laptop is not',
    from: 'detections.md 2.10: device policies',
    rows: [
      ...life,
      blocked('11 12:00', nearby),
      asPhone('11 12:10', { ...nearby, device: { ...laptop, os: 'macos' }, route: { agent: 'macos' } }),
    ],
    expect: { quiet: 'own-device' },
  },
  {
    name: 'the private computer is blocked at home, the telephone is known',
    from: 'detections.md 2.10: device policies',
    rows: [
      ...life,
      ...daily(1, 10, (day) => [signIn({ at: `${day} 18:00`, device: phone })]),
      blocked('11 12:00', atHome),
      asPhone('11 12:05', atHome),
    ],
    expect: { quiet: 'own-other-device' },
  },
  {
    name: 'blocked on a private computer abroad, let in on a tablet with the security key in the hand',
    from: 'detections.md 2.15: a key cannot be phished from afar',
    rows: [...life, blocked('11 12:00'), asPhone('11 12:10', { methods: ['fido2 security key'] })],
    expect: { quiet: 'own-key' },
  },
  {
    name: 'a pilot, and the person abroad on a new computer with the security key in the hand',
    from: 'detections.md 2.15: a key cannot be phished from afar',
    rows: [...life, reported('11 12:00', { methods: ['fido2 security key'] })],
    expect: { quiet: 'own-key' },
  },
  {
    name: 'an iPad asks for the pages of a Mac, is blocked, and its application is not',
    from: 'sources.md 1.7: operatingSystem is what the user agent says',
    rows: [
      ...life,
      blocked('11 12:00', { ...atHome, device: { ...stranger, os: 'macos', browser: 'safari' }, route: { agent: 'macos' } }),
      asPhone('11 12:05', atHome),
    ],
    expect: { quiet: 'desktop-pages' },
  },
  {
    name: 'blocked as Windows, let in as Windows: the policy was satisfied',
    from: 'detections.md 2.10: SG 53003 twice',
    rows: [...life, blocked('11 03:00'), asPhone('11 03:05', { device: edge, route: { agent: 'windows' } })],
    expect: { quiet: null },
  },
  {
    name: 'somebody else was blocked far away, the owner signs in by telephone',
    from: 'detections.md 2.10 BUILD (a): same user, minutes apart',
    rows: [...life, blocked('11 12:00'), asPhone('11 12:05', atHome)],
    expect: { quiet: null },
  },
  {
    name: 'an office that the organisation declares, new to the person',
    from: 'detections.md 2.10: trusted-location misuse; offices',
    rows: [...life, skipped('11 09:00', 'location', { from: 'Bergen', by: 'company', route: { location: 'Bergen office' } })],
    expect: { quiet: 'own-office' },
  },
  {
    name: 'the private telephone in another office that nobody declared here',
    from: 'detections.md 2.10 BUILD (d): trusted named location on an ASN never used: by whom?',
    rows: [
      ...days(1, 10, { device: phone }),
      skipped('11 09:00', 'location', { ...nearby, device: phone, route: { location: 'Bergen' } }),
    ],
    expect: { quiet: 'trusted-nearby' },
  },
  {
    name: 'the remembered laptop of a private person, in a hotel of the country',
    from: 'issue 4: MFA skipped by remembered device; travellers',
    rows: [...days(1, 10, { device: edge }), skipped('11 09:00', 'remembered-device', { ...nearby, device: edge })],
    expect: { quiet: 'remembered-on-the-road' },
  },
  {
    name: 'the telephone’s mail program with an app password, on the train',
    from: 'EL#5865: mobile carrier rotation',
    rows: [
      ...life,
      skipped('11 09:00', 'app-password', { from: 'Bergen', by: 'telenorMobile', interactive: false, device: null }),
    ],
    expect: { quiet: 'roaming-client' },
  },
  {
    name: 'within a Windows broker logon nothing is asked again',
    from: 'sources.md 2.3: not required during Windows broker logon flow',
    rows: [...life, skipped('11 09:00', 'broker')],
    expect: { quiet: null },
  },
  {
    name: 'a person of the pilot fails the reporting policy every day, and is abroad today',
    from: 'sources.md 1.7: reportOnlyFailure must not be labelled a block',
    rows: [
      ...life,
      ...daily(1, 4, (day) => [reported(`${day} 12:00`, { ...atHome, recordId: `own-${day}`, device: edge })]),
      reported('11 12:00', { from: 'London', by: 'bt', device: edge }),
    ],
    expect: { quiet: 'would-fail-daily' },
  },
  {
    name: 'a pilot blocks the home computer, in name only',
    from: 'sources.md 1.7: reportOnly results say nothing about what the user experienced',
    rows: [...life, reported('11 12:00', { ...atHome, device: edge })],
    expect: { quiet: 'own-network' },
  },
  {
    name: 'a pilot, and a day trip within the country, on a new computer',
    from: 'detections.md 2.1 FPs: travellers',
    rows: [...life, signIn({ at: '11 08:00' }), reported('11 12:00', { ...nearby, device: edge })],
    expect: { quiet: 'report-only-nearby' },
  },
  {
    name: 'a pilot, and the café round the corner',
    from: 'sources.md 1.7: reportOnly results say nothing about what the user experienced',
    rows: [...life, reported('11 12:00', { ...nearby, device: edge })],
    expect: { quiet: 'report-only-nearby' },
  },
  {
    name: 'a pilot, and the café round the corner, after a service of the vendor refreshed a token in its own country',
    from: 'detections.md 2.1 FPs: addresses of Microsoft and Google show no place',
    rows: [
      ...life,
      signIn({ at: '11 08:00' }),
      signIn({ at: '11 10:30', from: 'NewYork', by: 'microsoft', interactive: false }),
      reported('11 12:00', { ...nearby, device: edge }),
    ],
    expect: { quiet: 'report-only-nearby' },
  },
  {
    name: 'a pilot, and the person abroad with the usual browser and both factors',
    from: 'detections.md 2.1 FPs: travellers',
    rows: [...days(1, 10, { device: edge }), reported('11 12:00', { from: 'London', by: 'bt', device: edge })],
    expect: { quiet: 'own-traveller' },
  },
  {
    name: 'a policy that only reports would have asked for a second factor',
    from: 'sources.md 1.7: reportOnlyInterrupted',
    rows: [...life, reported('11 03:00', { reportOnly: [{ name: 'CA10', result: 'reportOnlyInterrupted', controls: ['mfa'] }] })],
    expect: { quiet: null },
  },
  {
    name: 'a guest: another tenant’s policies',
    from: 'sources.md 1.7: crossTenantAccessType',
    rows: [...life, stop('11 03:00'), alone('11 03:10', { route: { crossTenant: true } })],
    expect: { quiet: null },
  },
  {
    name: 'let in by IMAP after the stop: legacy authentication tells of it',
    from: 'issue 4: distinct questions',
    rows: [...life, stop('11 03:00'), alone('11 03:10', { route: { legacy: 'imap' } })],
    expect: { quiet: null },
  },
  {
    name: 'a stranger is stopped, and the owner opens at home what does not ask',
    from: 'detections.md 2.10: >1 IP per user and app (Sentinel): two people, not one who goes round',
    rows: [...life, stop('11 09:00'), alone('11 09:20', { ...atHome, device: edge })],
    expect: { quiet: 'own-network' },
  },
];
