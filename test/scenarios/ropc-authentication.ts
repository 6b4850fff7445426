/** Timelines of ROPC: every false positive and every trap of the peers (knowledge: detections.md 2.14), by name. */

import { daily, type SignInDraft, signIn, type Timeline } from '@gatewatch/testing';
import { abroad, askedForFactor, days, life, privilegedAda, serviceAda } from './ordinary-days.ts';

/** A password grant from a rented machine abroad, unless told otherwise. */
const ropc = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({
    at,
    recordId: 'ropc',
    ...abroad,
    device: null,
    client: 'Mobile Apps and Desktop clients',
    protocol: 'ropc',
    interactive: false,
    secondFactor: 'not-asked',
    app: 'Azure PowerShell',
    appId: '1950a258-227b-4e31-a9cf-717495945fc2',
    route: { requirement: 'one-factor', agent: 'python-requests' },
    ...more,
  });
const atHome = { from: 'Oslo', by: 'telenor' } as const;
const inCloud = { from: 'Frankfurt', by: 'digitalOcean' } as const;
const job = (first: number, last: number, more: Partial<SignInDraft> = inCloud) =>
  daily(first, last, (day) => [ropc(`${day} 04:00`, { recordId: `job-${day}`, ...more })]);

export const ropcAuthenticationTimelines: readonly Timeline[] = [
  {
    name: 'a password grant from a rented machine abroad, for the first time',
    from: 'detections.md 2.14: new UPN in ten days (Elastic)',
    rows: [...life, ropc('11 03:00')],
    expect: { alert: 'high', decisive: ['ropc'], facts: { protocol: 'ropc' }, says: ['ROPC', 'Amsterdam'], confidence: 'high' },
  },
  {
    name: 'logged as interactive, and spelt in capitals',
    from: 'panther tests contain a "rpoc" typo: the vendor’s spelling decides, in any case',
    rows: [...life, ropc('11 03:00', { interactive: true, protocol: 'ROPC' })],
    expect: { alert: 'high', decisive: ['ropc'] },
  },
  {
    name: 'a privileged person',
    from: 'detections.md 2.23: admin PowerShell without MFA; none combines privilege and a single factor',
    rows: [...life, ropc('11 03:00')],
    facts: privilegedAda,
    expect: { alert: 'critical', decisive: ['ropc'] },
  },
  {
    name: 'on a line in the same country, never seen of the person',
    from: 'detections.md 2.14: PA any member; residential proxies',
    rows: [...life, ropc('11 03:00', { from: 'Bergen', by: 'altibox' })],
    expect: { alert: 'high', decisive: ['ropc'], confidence: 'medium' },
  },
  {
    name: 'first try of a sample at home',
    from: 'detections.md 2.14: test automation',
    rows: [...life, ropc('11 13:00', atHome)],
    expect: { alert: 'low', decisive: ['ropc'], says: ['the first time'] },
  },
  {
    name: 'the right password, and the second factor that ROPC cannot give was asked for',
    from: 'detections.md 2.0: 50076 is a valid password',
    rows: [...life, ropc('11 03:00', { ...askedForFactor, code: '50076' })],
    expect: { alert: 'medium', decisive: ['ropc'], says: ['the password was right'] },
  },
  {
    name: 'stopped in the browser, then a password grant for an application without the policy',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, signIn({ at: '11 03:00', recordId: 'stop', ...abroad, ...askedForFactor }), ropc('11 03:40')],
    expect: { alert: 'critical', decisive: ['stop', 'ropc'], facts: { 'stop to success': 40 } },
  },
  {
    name: 'stopped an hour and a half before: another sitting',
    from: 'issue 4: right password stopped by MFA, then success by a weaker route',
    rows: [...life, signIn({ at: '11 01:00', recordId: 'stop', ...abroad, ...askedForFactor }), ropc('11 02:30')],
    expect: { alert: 'high', decisive: ['ropc'] },
  },
  {
    name: 'a job that ran on four nights, and then from another cloud abroad',
    from: 'detections.md 2.14 FPs: scripts move',
    rows: [...life, ...job(1, 4), ropc('11 04:00')],
    expect: { alert: 'high', decisive: ['ropc'], says: ['used it on 4 days'] },
  },
  {
    name: 'a job that ran on four nights, and then from another line in the country',
    from: 'detections.md 2.14 FPs: scripts move',
    rows: [...life, ...job(1, 4), ropc('11 04:00', { from: 'Bergen', by: 'altibox' })],
    expect: { alert: 'medium', decisive: ['ropc'], says: ['used it on 4 days'] },
  },
  {
    name: 'used on two nights only: no habit yet',
    from: 'detections.md 3.5: baseline poisoned',
    rows: [...life, ...job(3, 4, atHome), ropc('11 04:00', { from: 'Bergen', by: 'altibox' })],
    expect: { alert: 'high', decisive: ['ropc'] },
  },
  {
    name: 'a registered service away from its machine',
    from: 'detections.md 2.28: fixed IP set of service users',
    rows: [...job(1, 10), ropc('11 04:00', { from: 'Lagos', by: 'spectranet' })],
    facts: serviceAda,
    expect: { alert: 'high', decisive: ['ropc'], says: ['registered service'] },
  },
  {
    name: 'typed on a machine rented from Microsoft: no service of Microsoft types passwords',
    from: 'detections.md 2.15: Microsoft ASN excluded (Elastic)',
    rows: [...life, ropc('11 03:00', { from: 'Amsterdam', by: 'microsoft' })],
    expect: { alert: 'high', decisive: ['ropc'] },
  },
  {
    name: 'seven days of life are enough to judge',
    from: 'detections.md 3.5: warm-up state',
    rows: [...days(1, 7), ropc('9 03:00')],
    expect: { alert: 'high', decisive: ['ropc'] },
  },
  {
    name: 'a privileged person on the first day of the log, at home',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [ropc('1 09:00', atHome)],
    facts: privilegedAda,
    expect: { alert: 'low', decisive: ['ropc'], says: ['little is known'] },
  },

  {
    name: 'three days of life are not',
    from: 'Yelp/elastalert#1591: new_term flood on first deployment',
    rows: [...days(1, 3), ropc('5 03:00')],
    expect: { quiet: 'learning' },
  },
  {
    name: 'a registered service on its machine',
    from: 'detections.md 2.14 FPs: jobs',
    rows: [...job(1, 10), ropc('11 04:00', inCloud)],
    facts: serviceAda,
    expect: { quiet: 'registered-service' },
  },
  {
    name: 'a nightly job that uses the password of its author',
    from: 'detections.md 2.14 FPs: jobs',
    rows: [...life, ...job(1, 6), ropc('11 04:00', inCloud)],
    expect: { quiet: 'usual-protocol' },
  },
  {
    name: 'the author’s job fails at home after the second factor was enforced',
    from: 'SN#13815: 50076 as routine',
    rows: [...life, ropc('11 04:00', { ...atHome, ...askedForFactor, code: '50076' })],
    expect: { quiet: 'own-client-refused' },
  },
  {
    name: 'applications that do not exist: a spray, counted elsewhere',
    from: 'detections.md 2.14: ropc + 700016 + empty app name (Elastic)',
    rows: [
      ...life,
      ropc('11 03:00', { outcome: 'failure', failure: 'application', code: '700016', password: 'unknown', app: null }),
    ],
    expect: { quiet: 'password-not-proved' },
  },
  {
    name: 'Exchange turns a mail client’s password into ROPC: legacy authentication tells of it',
    from: 'detections.md 2.14: protocol ropc or UA BAV2ROPC (Elastic)',
    rows: [...life, ropc('11 03:00', { route: { legacy: 'basic', agent: 'bav2ropc' } })],
    expect: { quiet: null },
  },
  {
    name: 'plain OAuth, logged as protocol none',
    from: 'sources.md 1.7: "none" is the usual value',
    rows: [...life, ropc('11 03:00', { protocol: null })],
    expect: { quiet: null },
  },
];
