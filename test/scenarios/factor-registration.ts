/** Timelines of factor changes: every false positive and every trap of the peers (knowledge: detections.md 2.7–2.9, 2.21, 2.32, 3.2), by name. */

import type { Change } from '@gatewatch/domain';
import {
  type ChangeDraft,
  change,
  cities,
  daily,
  laptop,
  networks,
  type SignInDraft,
  signIn,
  stranger,
  type Timeline,
} from '@gatewatch/testing';

const push = ['password', 'mobile app notification'] as const;
/** Ten ordinary days at home with a telephone as second factor, then day 11. */
const life = daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, secondFactor: 'passed', methods: [...push] })]);
/** Known since one evening, on three days: it is the fourth. */
const firstDays = [signIn({ at: '1 20:00' }), signIn({ at: '2 08:00' }), signIn({ at: '3 07:00' })];
const fresh = { secondFactor: 'passed', methods: [...push] } as const;
const lagos = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'lagos', from: 'Lagos', by: 'spectranet', device: stranger, ...fresh, ...more });
const home = (at: string, more: Partial<SignInDraft> = {}) => signIn({ at, recordId: 'home', ...more });
const bergen = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'bergen', from: 'Bergen', by: 'altibox', device: stranger, ...fresh, ...more });
const app = 'User registered Authenticator App with Notification and Code';
const added = (at: string, recordId = 'new', more: Partial<ChangeDraft> = {}): Change =>
  change({ at, recordId, subjectOf: app, ...more });
const removed = (at: string, recordId = 'gone', more: Partial<ChangeDraft> = {}): Change =>
  change({
    at,
    recordId,
    operation: 'User deleted security info',
    action: 'removed',
    subjectOf: 'User deleted Authenticator App',
    ...more,
  });
const pass = (at: string, more: Partial<ChangeDraft> = {}): Change =>
  change({
    at,
    recordId: 'pass',
    who: 'helga',
    operation: 'Create Temporary Access Pass method for user',
    subjectOf: 'temporary access pass',
    ...more,
  });
const by = (name: string, row: Change): Change => ({
  ...row,
  actor: { key: `id:${name}`, address: null, id: name, directory: 'example', name, kind: 'service' },
});
const inLagos = { ip: '198.19.1.1', place: cities.Lagos, network: networks.spectranet } as const;
const atHome = { ip: '198.19.2.2', place: cities.Oslo, network: networks.telenor } as const;
const google = (at: string, recordId: string, operation: string, more: Partial<ChangeDraft>): Change =>
  change({ at, recordId, provider: 'google', category: 'user_accounts', operation, ...more });
const googleLife = daily(1, 10, (day) => [
  signIn({ at: `${day} 08:00`, provider: 'google', device: null, methods: ['password', 'google_prompt'] }),
]);
const privileged = { 'privileged:ada@example.com': 'yes' } as const;
const helpDesk = { 'help-desk:helga@example.com': 'yes' } as const;

export const factorRegistrationTimelines: readonly Timeline[] = [
  {
    name: 'a sign-in from a country never seen, then an authenticator',
    from: 'detections.md 2.7 BUILD: within 60 min of a first-seen country = High',
    rows: [...life, lagos('11 09:00'), added('11 09:45')],
    expect: {
      alert: 'high',
      decisive: ['lagos', 'new'],
      facts: { 'sign-in to registration': 45 },
      says: ['Authenticator App', 'was added', 'Lagos, NG', 'at least 2 asked for'],
    },
  },
  {
    name: 'the same from a country that only a service of the vendor was in for the person',
    from: 'detections.md 2.1 FPs: addresses of Microsoft and Google show no place',
    rows: [
      ...life,
      ...daily(2, 6, (day) => [signIn({ at: `${day} 10:00`, from: 'NewYork', by: 'microsoft', interactive: false })]),
      signIn({ at: '11 09:00', recordId: 'verizon', from: 'NewYork', by: 'verizon', device: stranger, ...fresh }),
      added('11 09:45'),
    ],
    expect: { alert: 'high', decisive: ['verizon', 'new'], says: ['from a country never seen of this person'] },
  },
  {
    name: 'what three services write down of one enrolment is one event',
    from: 'detections.md 3.2; issue 4 section 3: the audit rows of one registration are one',
    rows: [
      ...life,
      lagos('11 09:00'),
      added('11 09:12:00', 'new', { correlationId: 'a' }),
      by(
        'Azure MFA StrongAuthenticationService',
        added('11 09:12:03', 'update', { operation: 'Update user', subjectOf: 'authenticator app' }),
      ),
      added('11 09:16:30', 'all', {
        operation: 'User registered all required security info',
        subjectOf: null,
        correlationId: 'a',
      }),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'new'], findings: 1 },
  },
  {
    name: 'two factors with one correlation id, which the client chose, are two',
    from: 'issue 4 section 3: never trust correlationId alone',
    rows: [
      ...life,
      lagos('11 09:00'),
      added('11 09:12', 'new', { correlationId: 'chosen' }),
      added('11 09:13', 'second', { correlationId: 'chosen', subjectOf: 'User registered Mobile Phone SMS' }),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'second'], findings: 2, says: ['proves less'] },
  },
  {
    name: 'a row of the same factor eight minutes later is another change',
    from: 'DIS: rows collapsed for too long hide a second factor',
    rows: [
      ...life,
      lagos('11 09:00'),
      added('11 09:12', 'new', { correlationId: 'a' }),
      added('11 09:20', 'later', {
        operation: 'User registered all required security info',
        subjectOf: null,
        correlationId: 'a',
      }),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'new'], findings: 2 },
  },
  {
    name: 'only Update user is logged',
    from: 'detections.md 2.7: StrongAuthenticationMethod (Splunk), PhoneAppDetail (Sentinel)',
    rows: [
      ...life,
      lagos('11 09:00'),
      by(
        'Azure MFA StrongAuthenticationService',
        added('11 09:12', 'new', { operation: 'Update user', subjectOf: 'authenticator app' }),
      ),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'the row names the address: five hours into the session, abroad',
    from: 'sources.md 3.1: the address of an audit row',
    rows: [...life, lagos('11 09:00'), added('11 14:00', 'new', inLagos)],
    expect: { alert: 'high', decisive: ['new'] },
  },
  {
    name: 'a VPN exit never seen, of the own country',
    from: 'detections.md 2.26',
    rows: [...life, home('11 09:00', { by: 'mullvad', device: stranger, ...fresh }), added('11 09:12')],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['VPN exit'] },
  },
  {
    name: 'a newcomer of the second day enrols from a rented server',
    from: 'detections.md 2.7 FPs: account age excuses too much',
    rows: [home('1 08:00'), home('2 08:00', { recordId: 'h2' }), lagos('4 09:00', { by: 'digitalOcean' }), added('4 09:12')],
    expect: { alert: 'medium', decisive: ['lagos', 'new'], says: ['rented server'] },
  },
  {
    name: 'on the fourth active day a country is already new',
    from: 'detections.md 3.5: warm-up',
    rows: [...daily(1, 4, (day) => [home(`${day} 08:00`, { recordId: `h${day}` })]), lagos('6 09:00'), added('6 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'nobody ever enrolled: who knows the password is made to enrol in the middle of the sign-in',
    from: 'detections.md 2.0: 50072, 50079 must register MFA; the success comes after the enrolment',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, secondFactor: 'not-asked' })]),
      lagos('11 09:00', {
        outcome: 'interrupted',
        failure: 'second-factor-required',
        code: '50079',
        secondFactor: 'pending',
        methods: ['password'],
      }),
      added('11 09:02'),
      lagos('11 09:03', { recordId: 'in' }),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'the attacker was abroad two days before already, without a finding',
    from: 'detections.md 3.5: baseline poisoned by the attacker',
    rows: [...life, lagos('9 09:00', { recordId: 'before' }), lagos('11 09:05'), added('11 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'a foreign mobile carrier, by an unknown telephone',
    from: 'EL#5865: mobile carriers',
    rows: [...life, lagos('11 09:00', { by: 'mtn' }), added('11 09:12')],
    expect: { alert: 'medium', decisive: ['lagos', 'new'], says: ['mobile carrier'] },
  },
  {
    name: 'push bombing, an approval, and a factor',
    from: 'G1: nobody continues to "then device/method registered"',
    with: ['mfa-fatigue'],
    rows: [
      ...life,
      ...[0, 1, 2, 3, 4].map((minute) =>
        signIn({
          at: `11 09:0${minute}`,
          recordId: `p${minute}`,
          secondFactor: 'denied',
          outcome: 'failure',
          failure: 'second-factor-failed',
          device: stranger,
        }),
      ),
      signIn({ at: '11 09:06', recordId: 'yes', ...fresh, device: stranger }),
      added('11 19:00', 'new', atHome),
    ],
    expect: { alert: 'high', decisive: ['yes', 'new'], says: ['mfa-fatigue was found (critical) 9.9 h before'] },
  },
  {
    name: 'the proof of impossible travel: Entra at home, Google in Lagos, then a factor at home',
    from: 'S5; detections.md 6 G12',
    with: ['impossible-travel'],
    rows: [...life, home('11 08:00'), lagos('11 08:30', { provider: 'google', device: null }), added('11 12:00', 'new', atHome)],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'the vendor calls the sign-in highly risky',
    from: 'S5: risky sign-in then security info; S6: negative differences pass (Sentinel)',
    rows: [
      ...life,
      home('11 09:00', { device: stranger, risk: { level: 'high', state: 'atRisk', types: [] } }),
      added('11 09:12'),
    ],
    expect: { alert: 'high', decisive: ['home', 'new'] },
  },
  {
    name: 'the person reported a prompt, and then a factor appears',
    from: 'detections.md 2.9',
    rows: [
      ...life,
      change({
        at: '11 09:00',
        recordId: 'report',
        kind: 'risk-signal',
        operation: 'Suspicious activity reported',
        action: 'reported',
        subjectOf: null,
      }),
      added('11 19:00', 'new', atHome),
    ],
    expect: { alert: 'high', decisive: ['report', 'new'], facts: { 'report to registration': 600 } },
  },
  {
    name: 'the authenticator is removed and another one added, from a new city',
    from: 'detections.md 3.2 S16; issue 4 section 3: factor removed then other added',
    rows: [...life, bergen('11 09:00'), removed('11 09:05'), added('11 09:12')],
    expect: { alert: 'medium', decisive: ['bergen', 'gone', 'new'], says: ['was removed'] },
  },
  {
    name: 'removed from abroad',
    from: 'detections.md 2.8: MFA disabled',
    rows: [...life, lagos('11 09:00'), removed('11 09:05')],
    expect: { alert: 'high', decisive: ['lagos', 'gone'], says: ['was removed'] },
  },
  {
    name: 'from an authenticator to a text message, in a new city',
    from: 'detections.md 2.7 BUILD: method downgrade',
    rows: [...life, bergen('11 09:00'), added('11 09:12', 'new', { subjectOf: 'User registered Mobile Phone SMS' })],
    expect: { alert: 'medium', decisive: ['bergen', 'new'], says: ['proves less'] },
  },
  {
    name: 'an application password, in a new city',
    from: 'detections.md 2.7, 2.12: app passwords skip the second factor',
    rows: [...life, bergen('11 09:00'), added('11 09:12', 'new', { subjectOf: 'User registered App Password' })],
    expect: { alert: 'medium', decisive: ['bergen', 'new'] },
  },
  {
    name: 'the help desk resets, ten hours later the factor is enrolled from a new city',
    from: 'S21: password reset -> new MFA method; S24',
    facts: helpDesk,
    rows: [
      ...life,
      change({
        at: '11 08:00',
        recordId: 'reset',
        who: 'helga',
        operation: 'Reset password (by admin)',
        action: 'reset',
        subjectOf: 'password',
      }),
      bergen('11 17:50'),
      added('11 18:00'),
    ],
    expect: { alert: 'medium', decisive: ['reset', 'bergen', 'new'], facts: { 'reset to registration': 600 } },
  },
  {
    name: 'the help desk hands out a pass, it is used abroad and a factor enrolled',
    from: 'issue 4 section 3; detections.md 3.2 missing everywhere: TAP created -> used from new IP -> method added',
    facts: helpDesk,
    rows: [...life, pass('11 08:00'), lagos('11 08:30', { methods: ['temporary access pass'] }), added('11 08:40')],
    expect: { alert: 'high', decisive: ['pass', 'lagos', 'new'], says: ["'temporary access pass' was reset or handed out"] },
  },
  {
    name: 'the password is reset by oneself from abroad, and a factor follows',
    from: 'S21',
    rows: [
      ...life,
      lagos('11 09:00'),
      change({
        at: '11 09:05',
        recordId: 'reset',
        operation: 'Reset password (self-service)',
        action: 'reset',
        subjectOf: 'password',
      }),
      added('11 09:12'),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'reset', 'new'] },
  },
  {
    name: 'a dormant account enrols a factor, on an unknown machine',
    from: 'detections.md 2.21, G7: nobody has it',
    rows: [...life, home('71 09:00', { device: stranger, ...fresh }), added('71 09:12')],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['slept for 61 days'] },
  },
  {
    name: 'a dormant account enrols a factor from a new city',
    from: 'detections.md 2.21 BUILD: dormant then method = High',
    rows: [...life, bergen('71 09:00'), added('71 09:12')],
    expect: { alert: 'high', decisive: ['bergen', 'new'] },
  },
  {
    name: 'the first factor of an account that was never used, three weeks after it was made',
    from: 'detections.md 2.21 BUILD: never-used account older than 14 d',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      home('22 09:00', { device: stranger, secondFactor: 'not-asked' }),
      added('22 09:12'),
    ],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['never used'] },
  },
  {
    name: 'an application that nobody knows enrols a factor for the person',
    from: 'issue 4 section 3: who initiated it (unknown app)',
    rows: [...life, by('Totally Legit Sync', added('11 09:12'))],
    expect: { alert: 'medium', decisive: ['new'], says: ["'Totally Legit Sync'"] },
  },
  {
    name: 'an unknown application hides in the minutes of an own enrolment',
    from: 'issue 4 section 3: the audit rows of one registration are one',
    rows: [
      ...life,
      home('11 09:00'),
      added('11 09:10', 'own'),
      by('Totally Legit Sync', added('11 09:12', 'new', { operation: 'Admin registered security info' })),
    ],
    expect: { alert: 'medium', decisive: ['new'] },
  },
  {
    name: 'an unknown application creates a temporary access pass',
    from: 'detections.md 2.7: TAP creation (Elastic)',
    rows: [...life, by('Totally Legit Sync', pass('11 09:12'))],
    expect: { alert: 'medium', decisive: ['pass'] },
  },
  {
    name: 'an administrator adds a factor for another privileged person',
    from: 'detections.md 2.7 BUILD: admin added for another privileged user = High',
    facts: privileged,
    rows: [...life, added('11 09:12', 'new', { who: 'mallory', operation: 'Admin registered security info' })],
    expect: { alert: 'high', decisive: ['new'], says: ["by another person, 'mallory'"] },
  },
  {
    name: 'a pass for a privileged person, by somebody who is no help desk',
    from: 'detections.md 2.7: TAP creation (Elastic)',
    facts: privileged,
    rows: [...life, pass('11 09:12', { who: 'mallory' })],
    expect: { alert: 'high', decisive: ['pass'] },
  },
  {
    name: "an administrator's stolen session adds a factor for somebody else",
    from: 'issue 4 section 3: who initiated it',
    rows: [...life, lagos('11 09:00'), added('11 09:12', 'new', { whom: 'bo', operation: 'Admin registered security info' })],
    expect: { alert: 'high', decisive: ['lagos', 'new'], says: ['for bo@example.com'] },
  },
  {
    name: 'a factor on a break-glass account',
    from: 'detections.md 2.22: credential change',
    facts: { 'break-glass:ada@example.com': 'yes' },
    rows: [...life, home('11 09:00'), added('11 09:12')],
    expect: { alert: 'medium', decisive: ['home', 'new'] },
  },
  {
    name: 'an administrator switches the own second factor off, at home',
    from: 'detections.md 2.8 DIS: severity Low to High for the same fact',
    facts: privileged,
    rows: [
      ...life,
      home('11 09:00'),
      removed('11 09:12', 'gone', { operation: 'Disable Strong Authentication', subjectOf: 'strong authentication' }),
    ],
    expect: { alert: 'high', decisive: ['home', 'gone'], says: ['switched off'] },
  },
  {
    name: 'Google: 2-step verification switched off at home, and none is back after twenty hours',
    from: 'S16: factor deactivated and NOT re-activated in 12 h (Elastic, Okta)',
    rows: [
      ...googleLife,
      google('11 09:00', 'gone', '2sv_disable', { action: 'removed', subjectOf: '2sv', ...atHome }),
      google('12 05:00', 'back', '2sv_enroll', { subjectOf: '2sv', ...atHome }),
      signIn({ at: '12 08:00', provider: 'google', device: null }),
    ],
    expect: { alert: 'low', decisive: ['gone'], says: ['none was added within 12 h'] },
  },
  {
    name: 'Google: 2-step verification switched off from abroad',
    from: 'detections.md 2.8: 2sv_disable, user_accounts only (Panther)',
    rows: [
      ...googleLife,
      google('11 09:12', 'gone', '2sv_disable', { action: 'removed', subjectOf: '2sv', category: 'login', ...inLagos }),
    ],
    expect: { alert: 'high', decisive: ['gone'] },
  },
  {
    name: 'Google: a recovery address changed from abroad',
    from: 'detections.md 2.7: no peer has recovery rules',
    rows: [
      ...googleLife,
      google('11 09:12', 'new', 'recovery_email_edit', { action: 'changed', subjectOf: 'recovery-email', ...inLagos }),
    ],
    expect: { alert: 'high', decisive: ['new'], says: ['was changed'] },
  },
  {
    name: 'Google: a passkey enrolled from abroad',
    from: 'detections.md 2.7: no peer has passkey rules',
    rows: [...googleLife, google('11 09:12', 'new', 'passkey_enrolled', { subjectOf: 'passkey', ...inLagos })],
    expect: { alert: 'high', decisive: ['new'] },
  },
  {
    name: 'Google: backup codes of a privileged person, by another one',
    from: 'detections.md 2.7: no peer has backup-code rules',
    facts: privileged,
    rows: [
      ...googleLife,
      google('11 09:12', 'new', 'GENERATE_2SV_SCRATCH_CODES', {
        who: 'mallory',
        category: 'admin',
        subjectOf: 'backup-codes',
        ...atHome,
      }),
    ],
    expect: { alert: 'high', decisive: ['new'] },
  },
  {
    name: 'Google stopped an attempt, then 2-step verification is enrolled from a new city',
    from: 'detections.md 2.30: the suspicious_login family is blocked',
    rows: [
      ...googleLife,
      google('11 09:00', 'warning', 'suspicious_login', {
        kind: 'risk-signal',
        action: 'reported',
        result: 'failure',
        subjectOf: 'suspicious-login',
        category: 'login',
      }),
      google('11 09:30', 'new', '2sv_enroll', {
        subjectOf: '2sv',
        ip: '198.19.3.3',
        place: cities.Bergen,
        network: networks.altibox,
      }),
    ],
    expect: { alert: 'medium', decisive: ['warning', 'new'] },
  },
  {
    name: 'Google ended a session for its cookie, then a passkey is enrolled',
    from: 'detections.md 2.15: suspicious session cookie, no rule anywhere',
    rows: [
      ...googleLife,
      google('11 09:00', 'warning', 'user_signed_out_due_to_suspicious_session_cookie', {
        kind: 'risk-signal',
        action: 'reported',
        subjectOf: 'session-cookie',
        category: 'login',
      }),
      google('11 09:30', 'new', 'passkey_enrolled', { subjectOf: 'passkey', ...atHome }),
    ],
    expect: { alert: 'high', decisive: ['warning', 'new'] },
  },

  // Quiet.
  { name: 'an ordinary day', from: 'issue 3 section 6', rows: life, expect: { quiet: null } },
  {
    name: 'a new telephone at home: the old authenticator goes, the new one comes',
    from: 'detections.md 2.7 FPs: phone replacement',
    rows: [...life, home('11 09:00', { device: stranger, ...fresh }), removed('11 09:05'), added('11 09:12')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a text message as another factor, at home',
    from: 'detections.md 2.7 FPs',
    rows: [...life, home('11 09:00'), added('11 09:12', 'new', { subjectOf: 'User registered Mobile Phone SMS' })],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'one more factor in a hotel of another city, in a fresh session with the old one',
    from: 'detections.md 2.7 FPs: preceding strong auth',
    rows: [...life, bergen('11 09:00'), added('11 09:12')],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'a traveller enrols on the own laptop',
    from: 'detections.md 2.7 FPs',
    rows: [...life, lagos('11 09:00', { device: laptop }), added('11 09:12')],
    expect: { quiet: 'own-device' },
  },
  {
    name: 'a traveller enrols with the address on the row, on the own laptop',
    from: 'detections.md 2.7 FPs',
    rows: [...life, lagos('11 06:00', { device: laptop, ip: inLagos.ip }), added('11 09:12', 'new', inLagos)],
    expect: { quiet: 'own-device' },
  },
  {
    name: 'a traveller signs a new telephone in beside the own laptop in the hotel',
    from: 'detections.md 2.4 FPs; 2.7 FPs: phone replacement',
    rows: [
      ...life,
      lagos('11 07:00', { device: laptop, recordId: 'laptop' }),
      lagos('11 09:00', { device: { ...stranger, os: 'android' } }),
      added('11 09:12'),
    ],
    expect: { quiet: 'own-stay' },
  },
  {
    name: 'the VPN that the person uses, by an exit of another country',
    from: 'CloudAppSecurityDocs#661: VPN and SASE egress',
    rows: [
      ...life,
      ...daily(1, 5, (day) => [home(`${day} 20:00`, { recordId: `v${day}`, by: 'm247', device: stranger })]),
      home('11 09:00', { from: 'Frankfurt', by: 'm247', device: stranger, ...fresh }),
      added('11 09:12'),
    ],
    expect: { quiet: 'known-vpn' },
  },
  {
    name: 'the IPv6 address of the own line is placed in London',
    from: 'EL#4103; detections.md 6 G2: dual stack',
    rows: [...life, home('11 09:00', { from: 'London', ip: '2a02:2121::7', device: stranger, ...fresh }), added('11 09:12')],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'onboarding: everything on the first day',
    from: 'detections.md 2.7 FPs: onboarding, account age',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      pass('3 08:00'),
      home('3 08:30', { device: stranger, methods: ['temporary access pass'] }),
      added('3 08:40', 'a'),
      added('3 08:45', 'b', { subjectOf: 'User registered Mobile Phone SMS' }),
    ],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'second active day on the road: nothing can be called new yet',
    from: 'detections.md 3.5: warm-up',
    rows: [...daily(1, 2, (day) => [home(`${day} 08:00`, { recordId: `h${day}` })]), lagos('4 09:00'), added('4 09:12')],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'an account made a week before its owner begins',
    from: 'detections.md 2.21: minus accounts created in 7 d',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      home('9 09:00', { device: stranger, secondFactor: 'not-asked' }),
      added('9 09:12'),
    ],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'somebody abroad knows the password and is stopped; the owner enrols one more factor',
    from: 'detections.md 2.0: 50074, 50076 are interrupts, not an attack alone',
    rows: [
      ...life,
      lagos('11 09:00', { outcome: 'interrupted', failure: 'second-factor-required', code: '50076', secondFactor: 'pending' }),
      home('11 09:05'),
      added('11 09:12'),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'moved abroad five days ago',
    from: 'detections.md 3.5: per-user baselines',
    rows: [
      ...life.slice(0, 5),
      ...daily(6, 10, (day) => [lagos(`${day} 08:00`, { recordId: `l${day}` })]),
      lagos('11 09:00'),
      added('11 09:12'),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a planned roll-out: who was away for two months enrols now, with a text message',
    from: 'issue 4 section 3: a planned roll-out window',
    facts: { 'roll-out': 'yes' },
    rows: [
      ...life,
      home('71 09:00', { device: stranger, secondFactor: 'not-asked' }),
      added('71 09:12', 'new', { subjectOf: 'User registered Mobile Phone SMS' }),
    ],
    expect: { quiet: 'roll-out' },
  },
  {
    name: 'back from a month of holidays',
    from: 'detections.md 2.21: three contradictory definitions of dormant',
    rows: [...life, home('40 09:00', { device: stranger, ...fresh }), added('40 09:12')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'back from a long leave, in the office',
    from: 'detections.md 2.21',
    rows: [...life, home('71 09:00', { from: 'London', by: 'company', device: stranger, ...fresh }), added('71 09:12')],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'a new computer at home, on the fourth day that anything is known of the person',
    from: 'detections.md 3.5: in the first days everything is new',
    rows: [...firstDays, home('4 08:30', { device: stranger, ...fresh }), added('4 08:45')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a thief abroad on the fourth day that anything is known of the person',
    from: 'detections.md 3.5: baseline poisoned',
    rows: [...firstDays, lagos('4 08:30'), added('4 08:45')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'the help desk hands out a pass',
    from: 'detections.md 2.7 FPs: help desk',
    facts: helpDesk,
    rows: [...life, pass('11 09:00', inLagos)],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'Google stopped an attempt, and its victim enrols 2-step verification at home',
    from: 'detections.md 2.30: blocked attempts presented as "suspicious login"',
    rows: [
      ...googleLife,
      google('11 09:00', 'warning', 'suspicious_login', {
        kind: 'risk-signal',
        action: 'reported',
        result: 'failure',
        subjectOf: 'suspicious-login',
        category: 'login',
      }),
      google('11 09:30', 'new', '2sv_enroll', { subjectOf: '2sv', ...atHome }),
    ],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'the help desk takes the factors of a victim away and hands out a pass',
    from: 'issue 4 section 3: a help-desk actor stays quiet or low',
    with: ['impossible-travel'],
    rows: [
      ...life,
      home('11 08:00'),
      lagos('11 08:30'),
      removed('11 09:00', 'gone', { who: 'helga', operation: 'Admin deleted security info' }),
      pass('11 09:05'),
    ],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'the help desk removes a factor, and its owner enrols at home',
    from: 'detections.md 2.7 FPs: help desk',
    rows: [
      ...life,
      removed('11 08:00', 'gone', { who: 'helga', operation: 'Admin deleted security info' }),
      home('11 09:00', { ...fresh }),
      added('11 09:12'),
    ],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'the help desk resets a privileged person',
    from: 'issue 4 section 3: a help-desk actor stays quiet or low',
    facts: { ...helpDesk, ...privileged },
    rows: [...life, pass('11 09:00')],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'the registrar of the organisation enrols factors for everybody',
    from: 'detections.md 2.4: service initiators; sources.md 3.1: Microsoft services as actors',
    facts: { 'registrar:onboarding robot': 'yes' },
    rows: [...life, by('Onboarding Robot', added('11 09:12'))],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'a reset the day before, then a new city of the own country',
    from: 'S24: 12 h',
    rows: [...life, pass('10 14:00'), bergen('11 08:30'), added('11 08:40')],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'a report of twenty hours ago',
    from: 'S5: 6 h',
    rows: [
      ...life,
      change({
        at: '10 13:00',
        kind: 'risk-signal',
        operation: 'Suspicious activity reported',
        action: 'reported',
        subjectOf: null,
      }),
      added('11 09:00', 'new', atHome),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a strange sign-in an hour and a half before, and no address on the row',
    from: 'detections.md 2.7 BUILD: within 60 min',
    rows: [...life, lagos('11 09:00'), added('11 10:30')],
    expect: { quiet: 'no-origin' },
  },
  {
    name: 'the strange sign-in came after the enrolment',
    from: 'detections.md 2.7: negative differences also pass (Sentinel)',
    rows: [...life, home('11 09:00'), added('11 09:05'), lagos('11 20:00')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'passwords are changed and reset: no second factor is touched',
    from: 'detections.md 2.32',
    rows: [
      ...life,
      lagos('11 09:00'),
      change({ at: '11 09:05', operation: 'Change user password', action: 'changed', subjectOf: 'password' }),
      change({ at: '11 09:06', operation: 'Reset password (self-service)', action: 'reset', subjectOf: 'password' }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'an enrolment that failed',
    from: 'sources.md 3.1: result',
    rows: [...life, lagos('11 09:00'), added('11 09:12', 'new', { result: 'failure' })],
    expect: { quiet: 'failed' },
  },
  {
    name: 'a pass that is used up',
    from: 'sources.md 3.2',
    rows: [...life, lagos('11 09:00'), removed('11 09:12', 'gone', { subjectOf: 'temporary access pass' })],
    expect: { quiet: null },
  },
  {
    name: 'Google: a recovery telephone changed at home',
    from: 'detections.md 2.7: no peer has recovery rules',
    rows: [
      ...googleLife,
      google('11 09:12', 'new', 'recovery_phone_edit', { action: 'changed', subjectOf: 'recovery-phone', ...atHome }),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'Google: 2-step verification enforced, everybody enrols at home',
    from: 'issue 4 section 3: a planned roll-out window',
    rows: [...googleLife, google('11 09:12', 'new', '2sv_enroll', { subjectOf: '2sv', ...atHome })],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'Google: a new telephone: switched off, and enrolled again in the evening',
    from: 'detections.md 2.8; S16',
    rows: [
      ...googleLife,
      google('11 09:00', 'gone', '2sv_disable', { action: 'removed', subjectOf: '2sv', ...atHome }),
      google('11 19:00', 'back', '2sv_enroll', { subjectOf: '2sv', ...atHome }),
      signIn({ at: '12 08:00', provider: 'google', device: null }),
    ],
    expect: { quiet: 'enrolled-again' },
  },
  {
    name: 'Google: the help desk switches 2-step verification off in the evening, the person enrols in the morning',
    from: 'detections.md 2.7 FPs: help desk',
    rows: [
      ...googleLife,
      google('11 17:00', 'gone', 'UNENROLL_USER_FROM_STRONG_AUTH', {
        who: 'helga',
        category: 'admin',
        action: 'removed',
        subjectOf: '2sv',
      }),
      google('12 09:00', 'back', '2sv_enroll', { subjectOf: '2sv', ...atHome }),
    ],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'Google: the help desk generates backup codes for an ordinary person',
    from: 'detections.md 2.7 FPs: help desk',
    rows: [
      ...googleLife,
      google('11 09:12', 'new', 'GENERATE_2SV_SCRATCH_CODES', {
        who: 'helga',
        category: 'admin',
        subjectOf: 'backup-codes',
        ...inLagos,
      }),
    ],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'the work of a directory service on itself',
    from: 'sources.md 3.1: Microsoft services as actors',
    rows: [by('Directory Sync', change({ at: '11 09:12', whom: null }))],
    expect: { quiet: 'workload' },
  },
];
