/** Timelines of device registration: every false positive and every trap of the peers (knowledge: detections.md 2.4, 2.21, 3.2), by name. */

import { type Change, plainRoute } from '@gatewatch/domain';
import {
  type ChangeDraft,
  change,
  cities,
  daily,
  laptop,
  networks,
  norway,
  person,
  type SignInDraft,
  signIn,
  stranger,
  type Timeline,
} from '@gatewatch/testing';

/** Ten ordinary days at home, then day 11. */
const life = daily(1, 10, (day) => [
  signIn({ at: `${day} 08:00`, secondFactor: 'passed', methods: ['password', 'mobile app notification'] }),
]);
const registered = (at: string, recordId = 'new', more: Partial<ChangeDraft> = {}): Change =>
  change({ at, recordId, kind: 'device-registration', operation: 'Register device', subjectOf: 'DESKTOP-77', ...more });
/** What Core Directory writes down of the same registration, by the registration service. */
const service = { ...person('drs'), key: 'id:drs', address: null, name: 'Device Registration Service', kind: 'service' as const };
const written = (at: string, recordId: string, operation: string, more: Partial<Change> = {}): Change => ({
  ...registered(at, recordId, { operation, subjectOf: 'DESKTOP-77' }),
  actor: service,
  ...more,
});
const fresh = { secondFactor: 'passed', methods: ['password', 'mobile app notification'] } as const;
const lagos = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'lagos', from: 'Lagos', by: 'spectranet', device: stranger, ...fresh, ...more });
const home = (at: string, more: Partial<SignInDraft> = {}) => signIn({ at, recordId: 'home', ...more });
const broker = { app: 'Microsoft Authentication Broker', appId: '29d9ed98-a469-4536-ade2-f981bc1d605e' } as const;
const token = { ...broker, resource: 'Device Registration Service' } as const;
const refresh = { interactive: false, category: 'NonInteractiveUserSignInLogs' } as const;
const inLagos = { ip: '198.19.1.1', place: cities.Lagos, network: networks.spectranet } as const;
const atHome = { ip: '198.19.2.2', place: cities.Oslo, network: networks.telenor } as const;
const reset = (at: string, more: Partial<ChangeDraft> = {}) =>
  change({
    at,
    recordId: 'reset',
    who: 'helga',
    operation: 'Reset password (by admin)',
    action: 'reset',
    subjectOf: 'password',
    ...more,
  });
const pass = (at: string, more: Partial<ChangeDraft> = {}) =>
  change({
    at,
    recordId: 'pass',
    who: 'helga',
    operation: 'Admin registered security info',
    subjectOf: 'Admin registered temporary access pass method for user',
    ...more,
  });
const privileged = { 'privileged:ada@example.com': 'yes' } as const;

export const deviceRegistrationTimelines: readonly Timeline[] = [
  {
    name: 'a sign-in from a country never seen, then a device',
    from: 'detections.md 2.4; S5',
    rows: [...life, lagos('11 09:00'), registered('11 09:12')],
    expect: {
      alert: 'high',
      decisive: ['lagos', 'new'],
      facts: { 'sign-in to registration': 12, devices: 1 },
      says: ["The device 'DESKTOP-77'", 'Lagos, NG (Spectranet, AS37340)', 'at least 2 asked for', 'a session is 60 min'],
      confidence: 'medium',
    },
  },
  {
    name: 'four audit rows of one registration are one event',
    from: 'detections.md 2.4; S11',
    rows: [
      ...life,
      lagos('11 09:00'),
      registered('11 09:12:00', 'new', { correlationId: 'a' }),
      written('11 09:12:01', 'add', 'Add device', { correlationId: 'b', target: null, actor: person('ada') }),
      written('11 09:12:02', 'users', 'Add registered users to device', { correlationId: 'b' }),
      written('11 09:16:30', 'owner', 'Add registered owner to device', { correlationId: 'c' }),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'new'], findings: 1 },
  },
  {
    name: 'only Core Directory logs it: the owner row alone is the registration',
    from: 'detections.md 2.4; S5: Add registered owner to device (Sentinel)',
    rows: [...life, lagos('11 09:00'), written('11 09:12', 'new', 'Add registered owner to device')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'two registrations of one name eight minutes apart are two',
    from: 'DIS: rows collapsed by name for too long hide a second device',
    rows: [...life, lagos('11 09:00'), registered('11 09:12'), written('11 09:20', 'second', 'Add registered owner to device')],
    expect: { alert: 'high', decisive: ['lagos', 'new'], findings: 2 },
  },
  {
    name: 'three devices with one correlation id, which the client chose, are three',
    from: 'detections.md 2.4: >=3 distinct device names in 15 min (Elastic); never trust correlationId alone',
    rows: [
      ...life,
      home('11 09:00'),
      ...['A', 'B', 'C'].map((name, index) =>
        registered(`11 09:${10 + 6 * index}`, `d${name}`, { subjectOf: `DESKTOP-${name}`, correlationId: 'chosen' }),
      ),
    ],
    expect: { alert: 'medium', decisive: ['home', 'dA', 'dB', 'dC'], facts: { devices: 3 }, says: ['3 devices within 15 min'] },
  },
  {
    name: 'three devices of one and the same name are three as well',
    from: 'detections.md 2.4: distinct names counted (Elastic): one name for all hides them',
    rows: [
      ...life,
      home('11 09:00'),
      ...['A', 'B', 'C'].map((name, index) => registered(`11 09:1${index}`, `d${name}`, { correlationId: 'chosen' })),
    ],
    expect: { alert: 'medium', decisive: ['home', 'dA', 'dB', 'dC'] },
  },
  {
    name: 'the row names the address: three hours into the session, abroad',
    from: 'sources.md 3.1: the address of an audit row',
    rows: [...life, lagos('11 09:00'), registered('11 12:00', 'new', inLagos)],
    expect: { alert: 'high', decisive: ['new'], says: ['Lagos'] },
  },
  {
    name: 'the row names the address of a sign-in three hours ago',
    from: 'sources.md 3.1: the address of an audit row',
    rows: [...life, lagos('11 09:00', { ip: inLagos.ip }), registered('11 12:00', 'new', inLagos)],
    expect: { alert: 'high', decisive: ['lagos', 'new'], says: ['3 h after a sign-in there. Suspicion'] },
  },
  {
    name: 'three quarters of an hour after the strange sign-in',
    from: 'detections.md 2.7 BUILD: within 60 min',
    rows: [...life, lagos('11 09:00'), registered('11 09:45')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: "the owner works at home in the same hour: the attacker's sign-in counts",
    from: 'detections.md 3.1: only the latest sign-in is joined',
    rows: [...life, lagos('11 09:00'), home('11 09:08'), registered('11 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'a rented server of the own country, by an unknown browser',
    from: 'detections.md 2.4: MAB->DRS from listed ASNs (Elastic), 2.26',
    rows: [...life, signIn({ at: '11 09:00', recordId: 'server', by: 'digitalOcean', device: stranger }), registered('11 09:12')],
    expect: { alert: 'medium', decisive: ['server', 'new'], says: ['rented server'], confidence: 'low' },
  },
  {
    name: 'a background token for the registration service from a rented server, then the device',
    from: 'S7: NI refresh MAB->DRS unbound -> Register device (Elastic)',
    rows: [
      ...life,
      signIn({ at: '11 09:00', recordId: 'server', by: 'm247', device: null, ...refresh, ...token }),
      registered('11 09:02'),
    ],
    expect: { alert: 'high', decisive: ['server', 'new'], says: ['token for the registration service'] },
  },
  {
    name: 'device-code phishing: the code signs the broker in, the device follows, all from the own country',
    from: 'detections.md 2.13 (Storm-2372), G1',
    rows: [
      ...life,
      signIn({
        at: '11 09:00',
        recordId: 'code',
        by: 'altibox',
        device: null,
        route: { ...plainRoute, transfer: 'device-code' },
        ...token,
      }),
      registered('11 09:05'),
    ],
    expect: { alert: 'medium', decisive: ['code', 'new'], says: ['device code'] },
  },
  {
    name: 'a code for the broker entered at home was worth a low word, and then a device follows: the word does not use up the code',
    from: 'detections.md 2.13 (Storm-2372), 2.4',
    with: ['device-code-sign-in'],
    rows: [
      ...life,
      home('11 09:00', {
        recordId: 'code',
        device: null,
        route: { ...plainRoute, transfer: 'device-code' },
        app: 'Microsoft Authentication Broker',
        appId: '29d9ed98-a469-4536-ade2-f981bc1d605e',
      }),
      registered('11 09:06'),
    ],
    expect: { alert: 'medium', decisive: ['code', 'new'], says: ['device code'] },
  },
  {
    name: 'the refresh still carries the transfer method of a device code',
    from: 'detections.md 2.13: originalTransferMethod',
    rows: [
      ...life,
      signIn({
        at: '11 09:00',
        recordId: 'code',
        by: 'm247',
        device: null,
        route: { ...plainRoute, transfer: 'device-code' },
        ...refresh,
        ...token,
      }),
      registered('11 09:05'),
    ],
    expect: { alert: 'high', decisive: ['code', 'new'] },
  },
  {
    name: 'push bombing, an approval, and a device: the goal of the attack',
    from: 'detections.md 3.2 missing everywhere: MFA fatigue -> device registration',
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
      signIn({ at: '11 09:06', recordId: 'yes', secondFactor: 'passed', device: stranger }),
      registered('11 09:20'),
    ],
    expect: { alert: 'high', decisive: ['yes', 'new'], says: ['mfa-fatigue was found (critical) 14 min before'] },
  },
  {
    name: 'impossible travel ten hours ago, then a device at home',
    from: 'S5: risky sign-in then registration within 6 h (Sentinel); Elastic: 5 min',
    with: ['impossible-travel'],
    rows: [...life, home('11 08:00'), lagos('11 08:30'), registered('11 18:30', 'new', atHome)],
    expect: { alert: 'high', decisive: ['lagos', 'new'], says: ['impossible-travel was found (high) 10 h before'] },
  },
  {
    name: 'the vendor calls a sign-in from a new line risky',
    from: 'S9: Identity Protection -> Register device; premium verdicts are extra',
    rows: [
      ...life,
      home('11 09:00', {
        by: 'altibox',
        device: stranger,
        risk: { level: 'medium', state: 'atRisk', types: ['unfamiliarFeatures'] },
      }),
      registered('11 09:12'),
    ],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['the vendor calls the risk'] },
  },
  {
    name: 'the vendor calls a sign-in at home highly risky',
    from: 'S9: Identity Protection -> Register device; premium verdicts are extra',
    rows: [
      ...life,
      home('11 09:00', { device: stranger, risk: { level: 'high', state: 'atRisk', types: ['anomalousToken'] } }),
      registered('11 09:12'),
    ],
    expect: { alert: 'high', decisive: ['home', 'new'] },
  },
  {
    name: 'the attacker was abroad two days before already, without a finding',
    from: 'detections.md 3.5: baseline poisoned by the attacker',
    rows: [...life, lagos('9 09:00', { recordId: 'before' }), lagos('11 09:05'), registered('11 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'a pass of last week opens a session in a new city',
    from: 'detections.md 3.2 missing everywhere: TAP created -> TAP used from new IP',
    rows: [
      ...life,
      pass('9 08:00'),
      signIn({
        at: '11 08:30',
        recordId: 'far',
        from: 'Bergen',
        by: 'altibox',
        device: stranger,
        methods: ['temporary access pass'],
      }),
      registered('11 08:40'),
    ],
    expect: { alert: 'medium', decisive: ['far', 'new'], says: ['can be handed on'] },
  },
  {
    name: 'the person reported a prompt before',
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
      registered('11 09:30', 'new', atHome),
    ],
    expect: { alert: 'high', decisive: ['report', 'new'], facts: { 'report to registration': 30 } },
  },
  {
    name: 'the help desk resets the password, ten hours later a device abroad',
    from: 'S24; issue 4 section 3: the same help-desk reset followed by a new device abroad',
    facts: { 'help-desk:helga@example.com': 'yes' },
    rows: [...life, reset('11 08:00'), lagos('11 17:50'), registered('11 18:00')],
    expect: {
      alert: 'high',
      decisive: ['reset', 'lagos', 'new'],
      facts: { 'reset to registration': 600 },
      says: ["'password' was reset"],
    },
  },
  {
    name: 'the help desk hands out a pass, it is used in a new city of the own country',
    from: 'detections.md 3.2 missing everywhere: TAP created -> TAP used from new IP',
    facts: { 'help-desk:helga@example.com': 'yes' },
    rows: [
      ...life,
      pass('11 08:00'),
      signIn({
        at: '11 08:30',
        recordId: 'far',
        from: 'Bergen',
        by: 'altibox',
        device: stranger,
        methods: ['temporary access pass'],
      }),
      registered('11 08:40'),
    ],
    expect: { alert: 'medium', decisive: ['pass', 'far', 'new'] },
  },
  {
    name: 'no second factor, which the person always passes, from a country never seen',
    from: 'detections.md 2.4: DRS sign-in without MFA (Sigma); BUILD: check MFA strength of the sign-in before',
    rows: [...life, lagos('11 09:00', { secondFactor: 'not-asked', methods: ['password'] }), registered('11 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'], says: ['passed no second factor'] },
  },
  {
    name: 'a dormant account registers a device at home, on an unknown machine',
    from: 'detections.md 2.21, G7: nobody has it',
    rows: [...life, home('71 09:00', { device: stranger, ...fresh }), registered('71 09:12')],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['slept for 61 days', '45 are dormant'] },
  },
  {
    name: 'a dormant account registers a device at a new place',
    from: 'detections.md 2.21 BUILD: dormant then registration = High',
    rows: [
      ...life,
      signIn({ at: '71 09:00', recordId: 'far', from: 'Bergen', by: 'altibox', device: stranger, ...fresh }),
      registered('71 09:12'),
    ],
    expect: { alert: 'high', decisive: ['far', 'new'] },
  },
  {
    name: 'an account that was never used registers a device three weeks after it was made',
    from: 'detections.md 2.21 BUILD: never-used account older than 14 d',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      home('22 09:00', { device: stranger, ...fresh }),
      registered('22 09:12'),
    ],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['never used in the 21 days'] },
  },
  {
    name: 'a service account registers a device',
    from: 'detections.md 2.28 BUILD: service accounts as a class of their own',
    facts: { 'service:ada@example.com': 'yes' },
    rows: [...life, home('11 09:00'), registered('11 09:12')],
    expect: { alert: 'medium', decisive: ['home', 'new'], says: ['no ordinary person'] },
  },
  {
    name: "an administrator's stolen session registers a device for somebody else",
    from: 'issue 4 section 3: who initiated it',
    facts: privileged,
    rows: [...life, lagos('11 09:00'), registered('11 09:12', 'new', { whom: 'bo' })],
    expect: { alert: 'high', decisive: ['lagos', 'new'], says: ['for bo@example.com', 'privileged'] },
  },
  {
    name: 'a privileged person in a new city of the own country, without a device of their own',
    from: 'detections.md 3.4: asset criticality',
    facts: privileged,
    rows: [
      ...life,
      signIn({ at: '11 09:00', recordId: 'far', from: 'Bergen', by: 'altibox', device: stranger, ...fresh }),
      registered('11 09:12'),
    ],
    expect: { alert: 'medium', decisive: ['far', 'new'] },
  },
  {
    name: 'a foreign mobile carrier, by an unknown telephone',
    from: 'EL#5865: mobile carriers',
    rows: [...life, lagos('11 09:00', { by: 'mtn' }), registered('11 09:12')],
    expect: { alert: 'medium', decisive: ['lagos', 'new'], says: ['mobile carrier'] },
  },
  {
    name: 'everything at once: risk, a country, a reset, a privileged person',
    from: 'detections.md 3.4: explainable sum',
    facts: privileged,
    rows: [
      ...life,
      reset('11 08:00'),
      lagos('11 09:00', { risk: { level: 'high', state: 'atRisk', types: [] } }),
      registered('11 09:12'),
    ],
    expect: { alert: 'critical', decisive: ['reset', 'lagos', 'new'], says: ['Suspicion 8'], confidence: 'high' },
  },
  {
    name: 'Google: a telephone is registered from abroad',
    from: 'S14; detections.md 2.4: Google device registration',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, provider: 'google', device: null })]),
      lagos('11 09:00', { provider: 'google', device: null }),
      registered('11 09:01', 'new', {
        provider: 'google',
        category: 'mobile',
        operation: 'DEVICE_REGISTER_UNREGISTER_EVENT',
        subjectOf: 'Pixel 9',
      }),
    ],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'on the fourth active day a country is already new',
    from: 'detections.md 3.5: warm-up',
    rows: [...daily(1, 4, (day) => [home(`${day} 08:00`, { recordId: `h${day}` })]), lagos('6 09:00'), registered('6 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'a roll-out forgives no foreign country',
    from: 'issue 4 section 3: a planned roll-out window stays quiet or low',
    facts: { 'roll-out': 'yes' },
    rows: [...life, lagos('11 09:00'), registered('11 09:12')],
    expect: { alert: 'high', decisive: ['lagos', 'new'] },
  },
  {
    name: 'hostile names are inert',
    from: 'issue 3 section 8',
    rows: [...life, lagos('11 09:00'), registered('11 09:12', 'new', { subjectOf: 'PC\u001b[31m\u202e<script>' })],
    expect: { alert: 'high', decisive: ['lagos', 'new'], says: ['PC\ufffd[31m\ufffd<script>'] },
  },

  // Quiet.
  { name: 'an ordinary day', from: 'issue 3 section 6', rows: life, expect: { quiet: null } },
  {
    name: 'a new laptop at home: an unknown machine in the usual place',
    from: 'detections.md 2.4 FPs; 2.3 DIS: an unknown device by itself is huge volume',
    rows: [...life, home('11 09:00', { device: stranger, ...fresh }), registered('11 09:12')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a new laptop in the office',
    from: 'detections.md 2.4 FPs',
    rows: [...life, home('11 09:00', { from: 'London', by: 'company', device: stranger, ...fresh }), registered('11 09:12')],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'a broker token for the registration service at home: how every device is registered',
    from: 'S7: the same pattern is the ordinary one',
    rows: [...life, signIn({ at: '11 09:00', device: null, ...refresh, ...token }), registered('11 09:02')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a new telephone over the carrier of the own country',
    from: 'detections.md 2.4 FPs: several app ids at first set-up',
    rows: [
      ...life,
      signIn({ at: '11 09:00', from: 'Tromso', by: 'telenorMobile', device: stranger, ...fresh }),
      registered('11 09:02', 'new', { subjectOf: 'iPhone' }),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a new telephone in a hotel of another city',
    from: 'detections.md 2.4 FPs',
    rows: [
      ...life,
      signIn({ at: '11 09:00', from: 'Bergen', by: 'altibox', device: stranger, ...fresh }),
      registered('11 09:02', 'new', { subjectOf: 'iPhone' }),
    ],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'a traveller adds a telephone with the own laptop at hand',
    from: 'detections.md 2.4 FPs: managed or compliant flag',
    rows: [...life, lagos('11 09:00', { device: laptop }), registered('11 09:12', 'new', { subjectOf: 'iPhone' })],
    expect: { quiet: 'own-device' },
  },
  {
    name: 'a traveller signs in with a security key',
    from: 'detections.md 2.4 BUILD: check MFA strength of the sign-in before',
    rows: [...life, lagos('11 09:00', { methods: ['fido2 security key'] }), registered('11 09:12')],
    expect: { quiet: 'own-key' },
  },
  {
    name: 'a traveller signs a new telephone in beside the own laptop in the hotel',
    from: 'detections.md 2.4 FPs; 2.7 FPs: phone replacement',
    rows: [
      ...life,
      lagos('11 07:00', { device: laptop, recordId: 'laptop' }),
      lagos('11 09:00', { device: { ...stranger, os: 'android' } }),
      registered('11 09:12'),
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
      registered('11 09:12'),
    ],
    expect: { quiet: 'known-vpn' },
  },
  {
    name: 'the IPv6 address of the own line is placed in London',
    from: 'EL#4103; detections.md 6 G2: dual stack',
    rows: [...life, home('11 09:00', { from: 'London', ip: '2a02:2121::7', device: stranger, ...fresh }), registered('11 09:12')],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'onboarding: first day, from anywhere',
    from: 'detections.md 2.4 FPs: onboarding',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      home('3 08:00', { device: stranger, ...fresh }),
      registered('3 08:12'),
      lagos('4 08:00'),
      registered('4 08:12', 'phone', { subjectOf: 'iPhone' }),
    ],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'second active day on the road: nothing can be called new yet',
    from: 'detections.md 3.5: warm-up',
    rows: [...daily(1, 2, (day) => [home(`${day} 08:00`, { recordId: `h${day}` })]), lagos('4 09:00'), registered('4 09:12')],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'an account made a week before its owner begins',
    from: 'detections.md 2.21: minus accounts created in 7 d',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      home('9 09:00', { device: stranger, ...fresh }),
      registered('9 09:12'),
    ],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'an account made three weeks before, its owner begins with a pass of the help desk',
    from: 'issue 4 section 3: onboarding stays quiet or low',
    rows: [
      change({ at: '1 08:00', kind: 'account-change', operation: 'Add user', who: 'hr', subjectOf: null }),
      pass('22 08:00'),
      home('22 09:00', { device: stranger, methods: ['temporary access pass'] }),
      registered('22 09:12'),
    ],
    expect: { quiet: 'newcomer' },
  },
  {
    name: 'a planned roll-out reaches somebody who was away for two months',
    from: 'detections.md 2.4: Autopilot / MDM roll-outs; rollout windows',
    facts: { 'roll-out': 'yes' },
    rows: [...life, home('71 09:00', { device: stranger, ...fresh }), registered('71 09:12')],
    expect: { quiet: 'roll-out' },
  },
  {
    name: 'back from a long leave, on the own laptop',
    from: 'detections.md 2.21',
    rows: [...life, home('71 09:00'), registered('71 09:12', 'new', { subjectOf: 'iPhone' })],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'back from a month of holidays, with a new machine',
    from: 'detections.md 2.21: three contradictory definitions of dormant',
    rows: [...life, home('40 09:00', { device: stranger, ...fresh }), registered('40 09:12')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'the help desk registers a device for the person',
    from: 'issue 4 section 3: a help-desk actor stays quiet or low',
    facts: { 'help-desk:helga@example.com': 'yes', ...privileged },
    rows: [...life, registered('11 09:12', 'new', { who: 'helga', ...inLagos })],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'an administrator that no roster names registers a device for an ordinary person',
    from: 'issue 4 section 3: a help-desk actor stays quiet or low',
    rows: [...life, registered('11 09:12', 'new', { who: 'helga', ...inLagos })],
    expect: { quiet: 'help-desk' },
  },
  {
    name: 'Autopilot: the registration service writes down everything itself',
    from: 'detections.md 2.4 FPs: service initiators',
    rows: [
      ...life,
      home('11 09:00', { device: stranger, ...fresh }),
      written('11 09:12', 'owner', 'Add registered owner to device'),
      written('11 09:12:01', 'users', 'Add registered users to device'),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'the management service of another maker registers the machine',
    from: 'detections.md 2.4 FPs: service initiators',
    rows: [
      ...life,
      { ...written('11 09:12', 'owner', 'Add registered owner to device'), actor: { ...service, name: 'Fleet Manager' } },
    ],
    expect: { quiet: 'application' },
  },
  {
    name: 'the help desk resets the password and the person sets up a laptop at home',
    from: 'issue 4 section 3: a help-desk actor stays quiet or low',
    rows: [...life, reset('11 08:00'), home('11 09:00', { device: stranger, ...fresh }), registered('11 09:12')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a reset the day before, then a new city of the own country',
    from: 'S24: 12 h',
    rows: [
      ...life,
      pass('10 14:00'),
      signIn({ at: '11 08:30', from: 'Bergen', by: 'altibox', device: stranger, ...fresh }),
      registered('11 08:40'),
    ],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'a finding of twenty hours ago',
    from: 'S5: 6 h',
    with: ['impossible-travel'],
    rows: [...life, home('10 12:00'), lagos('10 12:30'), registered('11 08:30', 'new', atHome)],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'the vendor finds a new machine at home unfamiliar',
    from: 'detections.md 2.4 FPs; 2.3 DIS: an unknown device by itself is huge volume',
    rows: [
      ...life,
      home('11 09:00', { device: stranger, ...fresh, risk: { level: 'medium', state: 'atRisk', types: ['unfamiliarFeatures'] } }),
      registered('11 09:12'),
    ],
    expect: { quiet: 'little-suspicion' },
  },
  {
    name: 'moved abroad five days ago',
    from: 'detections.md 3.5: per-user baselines',
    rows: [
      ...life.slice(0, 5),
      ...daily(6, 10, (day) => [lagos(`${day} 08:00`, { recordId: `l${day}` })]),
      lagos('11 09:00'),
      registered('11 09:12'),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'somebody who signs in once in three weeks',
    from: 'DIS: days counted in a month forget who is rarely here',
    rows: [
      ...[1, 22, 43, 64].map((day) => home(`${day} 08:00`, { recordId: `h${day}` })),
      home('85 09:00', { device: stranger, ...fresh }),
      registered('85 09:12'),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'the vendor took its verdict back',
    from: 'detections.md 2.25: confirmedSafe forgotten (Panther)',
    rows: [
      ...life,
      home('11 09:00', { device: stranger, risk: { level: 'high', state: 'dismissed', types: [] } }),
      registered('11 09:12'),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a strange sign-in an hour and a half before, and no address on the row',
    from: 'detections.md 2.7 BUILD: within 60 min',
    rows: [...life, lagos('11 09:00'), registered('11 10:30')],
    expect: { quiet: 'no-origin' },
  },
  {
    name: "the row's own address is home, the strange sign-in is somebody's who failed to register",
    from: 'sources.md 3.1: the address of an audit row',
    rows: [...life, lagos('11 09:00'), registered('11 09:12', 'new', atHome)],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a registration that failed',
    from: 'sources.md 3.1: result',
    rows: [...life, lagos('11 09:00'), registered('11 09:12', 'new', { result: 'failure' })],
    expect: { quiet: 'failed' },
  },
  {
    name: 'a machine renamed, updated or removed is no registration',
    from: 'detections.md 2.4: Update device (Sentinel)',
    rows: [
      ...life,
      lagos('11 09:00'),
      registered('11 09:12', 'u', { operation: 'Update device', action: 'changed' }),
      registered('11 09:13', 'r', { operation: 'Unregister device', action: 'removed' }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'two devices in a quarter of an hour: a laptop and a telephone',
    from: 'detections.md 2.4: >=3 (Elastic)',
    rows: [...life, home('11 09:00'), registered('11 09:10', 'a'), registered('11 09:14', 'b', { subjectOf: 'iPhone' })],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'three devices over half an hour',
    from: 'detections.md 2.4: 15 min (Elastic)',
    rows: [
      ...life,
      home('11 09:00'),
      ...['A', 'B', 'C'].map((name, index) => registered(`11 09:${10 + 12 * index}`, `d${name}`, { subjectOf: `PC-${name}` })),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a technician stages ten machines in the office',
    from: 'detections.md 2.4 FPs: MDM roll-outs',
    rows: [
      ...life,
      home('11 09:00', { from: 'London', by: 'company' }),
      ...Array.from({ length: 10 }, (_, index) => registered(`11 09:1${index}`, `d${index}`, { subjectOf: `PC-${index}` })),
    ],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'Google: several application ids of one telephone at first set-up',
    from: 'detections.md 2.4 FPs: several app ids at first set-up',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, provider: 'google', device: null })]),
      home('11 09:00', { provider: 'google', device: null }),
      ...[0, 1, 2, 3].map((index) =>
        registered(`11 09:0${index + 1}`, `g${index}`, { provider: 'google', category: 'mobile', subjectOf: 'Pixel 9' }),
      ),
    ],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'iCloud Private Relay shows nobody anywhere',
    from: 'PA#780',
    rows: [
      ...life,
      signIn({ at: '11 09:00', from: 'NewYork', by: 'appleRelay', device: stranger, ...fresh }),
      registered('11 09:12'),
    ],
    expect: { quiet: 'no-origin' },
  },
  {
    name: 'of the line only the country is known, and it is the usual one',
    from: 'SN#10232: missing geo',
    rows: [...life, home('11 09:00', { place: norway, device: stranger, ...fresh }), registered('11 09:12')],
    expect: { quiet: 'usual-place' },
  },
  {
    name: 'a developer signs a command line in with a device code and sets up a laptop at home',
    from: 'detections.md 2.13 FPs: Azure CLI',
    rows: [
      ...life,
      home('11 09:00', {
        device: null,
        route: { ...plainRoute, transfer: 'device-code' },
        app: 'Microsoft Azure CLI',
        appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
      }),
      registered('11 09:12'),
    ],
    expect: { quiet: 'usual-place' },
  },
];
