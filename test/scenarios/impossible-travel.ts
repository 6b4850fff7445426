/** Timelines of impossible travel: every false positive and every trap of the peers (knowledge: detections.md 2.1), by name. */

import type { Place } from '@gatewatch/domain';
import { daily, laptop, norway, type SignInDraft, signIn, stranger, type Timeline } from '@gatewatch/testing';

/** Ten ordinary days at home, then day 11. */
const life = daily(1, 10, (day) => [signIn({ at: `${day} 08:00` })]);
const home = (at: string, more: Partial<SignInDraft> = {}) => signIn({ at, recordId: 'home', ...more });
/** Somebody with a browser that the person never had, in Lagos, over a fixed line. */
const lagos = (at: string, more: Partial<SignInDraft> = {}) =>
  signIn({ at, recordId: 'lagos', from: 'Lagos', by: 'spectranet', device: stranger, secondFactor: 'passed', ...more });
const stopped = { outcome: 'interrupted', failure: 'second-factor-required', code: '50074', secondFactor: 'pending' } as const;
const refresh = { interactive: false, category: 'NonInteractiveUserSignInLogs' } as const;
/** An unregistered telephone behind a gateway at home, of a network that the data call a line. */
const unknownCarrier = { by: 'altibox', device: { ...stranger, os: 'android', browser: 'rich client' } } as const;
const google = { provider: 'google', device: null } as const;
const spot = (country: string, city: string, latitude: number, longitude: number): Place => ({
  country,
  city,
  latitude,
  longitude,
  radiusKm: 25,
});
const desktop = { ...laptop, id: 'device-desktop', name: 'ADA-DESKTOP' };
const pair = ['home', 'lagos'];

export const impossibleTravelTimelines: readonly Timeline[] = [
  {
    name: 'Lagos half an hour after Oslo, by an unknown browser',
    from: 'detections.md 2.1 BUILD',
    rows: [...life, home('11 09:00'), lagos('11 09:30')],
    expect: {
      alert: 'high',
      decisive: pair,
      confidence: 'high',
      facts: { distance: 5977, radii: 75, 'certain distance': 5901.9, 'time between': 30, 'certain speed': 11803.8 },
      says: [
        'Lagos, NG (Spectranet, AS37340)',
        'Oslo, NO',
        '1000 km/h',
        '500 km',
        'The account signed in',
        'nothing speaks against it',
      ],
      saysNot: ['did not get in', 'only to within', 'privileged', 'left out'],
      risk: 79,
    },
  },
  {
    name: 'the attacker comes first, the owner ten minutes later',
    from: 'issue 3 section 6',
    rows: [...life, lagos('11 08:50'), home('11 09:00')],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'a newcomer of whom nothing is known is in two places',
    from: 'detections.md 2.1 BUILD',
    rows: [home('1 09:00'), lagos('1 09:30')],
    expect: { alert: 'high', decisive: pair, confidence: 'medium', says: ['little is known of this person yet (0 active days)'] },
  },
  {
    name: 'both within one minute: no speed is too blatant to count',
    from: 'detections.md 2.1: same-minute logins give null speed and are dropped (Elastic)',
    rows: [...life, home('11 09:00:00'), lagos('11 09:00:10')],
    expect: { alert: 'high', decisive: pair, facts: { 'time between': 0.17, 'certain speed': 354114 } },
  },
  {
    name: 'both at the same millisecond',
    from: 'detections.md 2.1: zero dt (BuffaLogs, Panther)',
    rows: [...life, home('11 09:00'), lagos('11 09:00')],
    expect: { alert: 'high', decisive: pair, facts: { 'time between': 0, 'certain speed': 354114 } },
  },
  {
    name: 'three hours apart, which no 90-minute look-back holds together',
    from: 'detections.md 2.1: two points 2 h apart never share a 90-min window (Elastic)',
    rows: [...life, home('11 09:00'), lagos('11 12:00')],
    expect: { alert: 'high', decisive: pair, facts: { 'certain speed': 1967.3 } },
  },
  {
    name: 'fourteen hours to the other end of the world, just too fast',
    from: 'EL#6150: the look-back changes the speed',
    rows: [
      ...life,
      home('11 06:00'),
      signIn({ at: '11 20:00', recordId: 'sydney', from: 'Sydney', by: 'telstra', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['home', 'sydney'], facts: { 'certain speed': 1134.6 } },
  },
  {
    name: 'Suva to Honolulu in an hour, across the antimeridian',
    from: 'detections.md 2.1: min/max longitude breaks across the antimeridian (Elastic)',
    rows: [
      home('1 09:00', { from: 'Suva', by: null }),
      signIn({ at: '1 10:00', recordId: 'far', from: 'Honolulu', by: 'verizon', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['home', 'far'], facts: { 'certain distance': 4999.6 } },
  },
  {
    name: 'neighbours on both sides of the antimeridian',
    from: 'detections.md 2.1: min/max longitude breaks across the antimeridian (Elastic)',
    rows: [
      home('1 09:00', { place: spot('FJ', 'Taveuni', -16.8, -179.9), by: null }),
      signIn({ at: '1 09:10', place: spot('FJ', 'Labasa', -16.4, 179.4), by: 'telstra', device: stranger }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'latitude and longitude 0 are places like any other',
    from: 'detections.md 6 G2: lat/lon 0 dropped (BuffaLogs)',
    rows: [
      ...life,
      home('11 09:00'),
      lagos('11 09:30', { place: spot('ST', 'Ilhéu das Rolas', 0, 6.5) }),
      lagos('11 09:40', { recordId: 'greenwich', place: spot('GH', 'Tema', 5.6, 0), by: 'mtn' }),
    ],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'an attacker who hops over six countries hides nothing',
    from: 'detections.md 2.1: more than 5 regions suppressed (Elastic)',
    rows: [
      ...life,
      home('11 09:00'),
      lagos('11 09:10'),
      ...(['NewYork', 'Sydney', 'Warsaw', 'Honolulu', 'Auckland'] as const).map((from, index) =>
        signIn({ at: `11 09:${20 + 10 * index}`, from, by: 'telstra', device: stranger }),
      ),
    ],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'ten sign-ins of one stay say it once',
    from: 'issue 3 section 7: findings that belong together join one alert',
    rows: [
      ...life,
      home('11 09:00'),
      ...daily(0, 9, (minute) => [lagos(`11 09:3${minute}`, minute === 0 ? {} : { recordId: `l${minute}` })]),
    ],
    expect: { alert: 'high', decisive: pair, findings: 1 },
  },
  {
    name: "a residential proxy of the victim's own provider, at the other end of the country",
    from: 'EL#5865; detections.md 2.1 BUILD: same ASN',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', recordId: 'far', from: 'Tromso', device: stranger })],
    expect: { alert: 'medium', decisive: ['home', 'far'], says: ['one network'] },
  },
  {
    name: 'there and back again is one alert',
    from: 'detections.md 2.1 BUILD: A->B->A returns',
    rows: [...life, home('11 09:00'), lagos('11 09:20'), signIn({ at: '11 09:40' }), lagos('11 10:00', { recordId: 'again' })],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'an address that was seen before is no alibi',
    from: 'detections.md 2.1: only if IP new for user (BuffaLogs)',
    rows: [
      ...life,
      lagos('4 08:20', { recordId: 'before', outcome: 'failure', failure: 'wrong-password', password: 'no' }),
      home('11 09:00'),
      lagos('11 09:30'),
    ],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'the right password without the second factor is presence',
    from: 'issue 3 section 6: failures with the right password count as presence',
    rows: [...life, home('11 09:00'), lagos('11 09:30', stopped)],
    expect: { alert: 'medium', decisive: pair, says: ['knew the password but did not get in', 'gave the right password'] },
  },
  {
    name: 'blocked by conditional access with the right password',
    from: 'detections.md 2.0: 53003 implies a valid password (Sentinel)',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { outcome: 'blocked', failure: 'policy', code: '53003' })],
    expect: { alert: 'medium', decisive: pair },
  },
  {
    name: 'first stopped, then let in: the success raises the same alert',
    from: 'issue 3 section 6',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { ...stopped, recordId: 'knock' }), lagos('11 09:31')],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'the attacker comes first and is stopped, then the owner signs in',
    from: 'issue 3 section 6: attacker-first order; right-password failures are presence',
    rows: [...life, lagos('11 08:50', stopped), home('11 09:00')],
    expect: { alert: 'medium', decisive: pair },
  },
  {
    name: 'the right password sent straight to the token endpoint, logged as non-interactive',
    from: 'detections.md 2.14: ROPC; 2.1: category SignInLogs only (Elastic)',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { ...refresh, ...stopped, protocol: 'ropc', device: null })],
    expect: { alert: 'medium', decisive: pair, says: ['gave the right password'] },
  },
  {
    name: 'an expired token refused in Lagos shows nobody there',
    from: 'detections.md 2.0: 70043, 70044 are background noise',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { ...refresh, ...stopped })],
    expect: { quiet: null },
  },
  {
    name: 'New York to Honolulu, coast to island, within one country',
    from: 'detections.md 2.1: different country asked for (Sentinel, Okta rules)',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, from: 'NewYork', by: 'verizon' })]),
      home('11 09:00', { from: 'NewYork', by: 'verizon' }),
      signIn({ at: '11 09:30', recordId: 'far', from: 'Honolulu', by: 'orange', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['home', 'far'] },
  },
  {
    name: 'of both ends only the country is known, and they are far enough apart',
    from: 'detections.md 2.1: geo and region required (Elastic), any missing field skips (Panther)',
    rows: [
      ...life,
      home('11 09:00', { place: norway }),
      lagos('11 09:30', { place: { country: 'NG', city: null, latitude: 9.1, longitude: 8.7, radiusKm: 800 } }),
    ],
    expect: {
      alert: 'high',
      decisive: pair,
      confidence: 'medium',
      says: ['only to within 1700 km'],
      saysNot: ['to the city', 'nothing speaks'],
    },
  },
  {
    name: 'colleagues work in Lagos every day: what the organisation knows excuses nobody',
    from: 'detections.md 3.5: baseline per tenant rather than per user (Sentinel, SN#10232)',
    rows: [
      ...life,
      ...daily(1, 10, (day) => [lagos(`${day} 08:00`, { who: 'bo', recordId: `bo${day}` })]),
      home('11 09:00'),
      lagos('11 09:30'),
    ],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'a telephone as browser excuses nobody on a fixed line',
    from: 'detections.md 2.2: mobile user agents excluded (Elastic)',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { device: { ...stranger, os: 'android', browser: 'chrome mobile' } })],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: "the attacker's browser calls itself what the victim's does",
    from: 'detections.md 1.4: a browser that was seen before is no alibi',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, device: stranger })]),
      home('11 09:00', { device: stranger }),
      lagos('11 09:30'),
    ],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'a wrong password from Lagos shows nobody there',
    from: 'issue 3 section 6',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { outcome: 'failure', failure: 'wrong-password', password: 'no' })],
    expect: { quiet: null },
  },
  {
    name: 'a privileged person',
    from: 'detections.md 3.4: asset criticality',
    rows: [...life, home('11 09:00'), lagos('11 09:30')],
    facts: { 'privileged:ada@example.com': 'yes' },
    expect: { alert: 'critical', decisive: pair, says: ['privileged'] },
  },
  {
    name: 'Entra at home, Google in Lagos: one person',
    from: 'detections.md 6 G12: cross-IdP correlation, no peer has it',
    rows: [...life, home('11 09:00'), lagos('11 09:30', google)],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'a doubtful neighbour does not hide the other provider',
    from: 'issue 3 section 6: both providers joined',
    rows: [
      ...life,
      home('11 09:00', google),
      // The owner's phone over its carrier: too doubtful a proof against the laptop in Lagos, which is managed.
      signIn({ at: '11 09:10', by: 'telenorMobile' }),
      lagos('11 09:30'),
    ],
    expect: { alert: 'high', decisive: pair, says: ['at 2026-05-14 09:00:00 UTC'] },
  },
  {
    name: 'a doubtful neighbour does not hide the fixed line before it',
    from: 'DIS: only the latest stored login is compared (BuffaLogs, Panther)',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:10', from: 'Frankfurt', by: 'm247' }), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'a rented server abroad, never seen, by an unknown browser',
    from: 'detections.md 2.26; what attackers use',
    rows: [
      ...life,
      home('11 09:00'),
      signIn({ at: '11 09:30', recordId: 'server', from: 'NewYork', by: 'digitalOcean', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['home', 'server'], confidence: 'medium', says: ['rented machines'] },
  },
  {
    name: 'a VPN exit never seen, by a browser that the person has',
    from: 'detections.md 2.1: VPN as a class with its own severity',
    rows: [
      ...daily(1, 10, (day) => [
        signIn({ at: `${day} 08:00` }),
        signIn({ at: `${day} 18:00`, device: { ...stranger, os: 'macos' } }),
      ]),
      home('11 09:00'),
      signIn({ at: '11 09:30', recordId: 'exit', from: 'NewYork', by: 'mullvad', device: { ...stranger, os: 'macos' } }),
    ],
    expect: { alert: 'medium', decisive: ['home', 'exit'], says: ['VPN exit'] },
  },
  {
    name: 'a VPN exit that was used on two days only is no habit yet',
    from: 'detections.md 3.5: baselines that resist poisoning',
    rows: [
      ...life,
      ...daily(2, 3, (day) => [signIn({ at: `${day} 20:00`, from: 'NewYork', by: 'm247', device: stranger })]),
      home('11 09:00'),
      signIn({ at: '11 09:10', recordId: 'exit', from: 'Frankfurt', by: 'm247', device: stranger }),
    ],
    expect: { alert: 'medium', decisive: ['home', 'exit'] },
  },
  {
    name: 'the desktop at home, the managed laptop in New York',
    from: 'CloudAppSecurityDocs#661; a stolen laptop looks the same',
    rows: [
      ...life,
      home('11 09:00', { device: desktop }),
      signIn({ at: '11 09:30', recordId: 'far', from: 'NewYork', by: 'verizon' }),
    ],
    expect: { alert: 'medium', decisive: ['home', 'far'], says: ["a device of the person's own"] },
  },
  {
    name: 'a stolen token refreshed in Lagos',
    from: 'detections.md 2.1 BUILD: evaluate interactive and background separately',
    rows: [...life, home('11 09:00'), lagos('11 09:30', refresh)],
    expect: {
      alert: 'medium',
      decisive: pair,
      confidence: 'medium',
      says: ['background refresh', 'refreshed a session from Lagos', 'The account signed in from Oslo'],
    },
  },
  {
    name: "the owner's machine refreshes all day and does not cover the owner's tracks",
    from: 'SN#8207: non-interactive first-party traffic',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:20', ...refresh }), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair, saysNot: ['left out'] },
  },
  {
    name: 'a relay between the two does not hide them from each other',
    from: 'PA#780: relay cached on one path by mistake',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:20', from: 'London', by: 'appleRelay' }), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair, says: ['left out (relay)'] },
  },
  {
    name: 'a relay half an hour before both is no part of the journey',
    from: 'PA#780; issue 3 section 6: said so in the alert, and of this alert only',
    rows: [...life, signIn({ at: '11 08:30', from: 'London', by: 'appleRelay' }), home('11 09:00'), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair, saysNot: ['left out'] },
  },
  {
    name: 'first a refresh, then by hand: the better proof raises the alert',
    from: 'detections.md 2.1 BUILD: evaluate interactive and background separately',
    rows: [...life, home('11 09:00'), lagos('11 09:20', { ...refresh, recordId: 'refresh' }), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair, findings: 2, saysNot: ['background refresh'] },
  },
  {
    name: 'a row without a place between the two does not hide them either',
    from: 'SN#10232: missing geo',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:20', from: null, by: null }), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair, says: ['left out (no-place)'] },
  },
  {
    name: 'a foreign mobile carrier, by an unknown browser',
    from: 'EL#5865: mobile carriers',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { by: 'mtn' })],
    expect: { alert: 'medium', decisive: pair, says: ['mobile carrier'] },
  },
  {
    name: 'the office egress in London against an unknown browser in Lagos',
    from: 'CloudAppSecurityDocs#515: corporate addresses',
    rows: [
      ...daily(1, 5, (day) => [signIn({ at: `${day} 08:00`, from: 'London', by: 'company' })]),
      home('6 09:00', { from: 'London', by: 'company' }),
      lagos('6 09:30'),
    ],
    expect: { alert: 'medium', decisive: pair, says: ['corporate egress'] },
  },
  {
    name: 'one worldwide network in two countries, by an unknown browser',
    from: 'detections.md 2.1 BUILD: same ASN as a class of its own',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:30', recordId: 'far', from: 'NewYork', device: stranger })],
    expect: { alert: 'medium', decisive: ['home', 'far'], says: ['one network'] },
  },
  {
    name: 'seven hundred kilometres for certain in a quarter of an hour',
    from: 'DIS: 100 against 500 km against none',
    rows: [
      ...life,
      home('11 09:00'),
      signIn({ at: '11 09:15', recordId: 'far', from: 'Amsterdam', by: 'orange', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['home', 'far'], facts: { 'certain distance': 862.5 } },
  },
  {
    name: 'five hours to Lagos: faster than any airliner, slower than twice that',
    from: 'DIS: 300 against 800 against 900 km/h',
    rows: [...life, home('11 09:00'), lagos('11 14:00')],
    expect: { alert: 'high', decisive: pair, facts: { 'certain speed': 1180.3 } },
  },
  {
    name: 'a hostile city name is inert',
    from: 'issue 3 section 8',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { place: spot('NG', 'La\u001b[31mgos\u202e', 6.45, 3.39) })],
    expect: { alert: 'high', decisive: pair, says: ['La\ufffd[31mgos\ufffd'] },
  },
  {
    name: 'a second journey ten hours after the first is the same alert',
    from: 'issue 3 section 7: findings that belong together join one alert',
    rows: [...life, home('11 09:00'), lagos('11 09:30'), signIn({ at: '11 19:10' }), lagos('11 19:30', { recordId: 'again' })],
    expect: { alert: 'high', decisive: pair, findings: 2 },
  },
  {
    name: 'a second journey thirteen hours after the first is another alert',
    from: 'issue 3 section 7: findings that belong together join one alert',
    rows: [...life, home('11 09:00'), lagos('11 09:30'), signIn({ at: '11 22:30' }), lagos('11 22:50', { recordId: 'again' })],
    expect: { alert: 'high', decisive: pair, findings: 1, alerts: 2 },
  },
  {
    name: 'first over a carrier, then over a line: the better proof raises the alert',
    from: 'EL#5865: a doubt about one row is none about the next',
    rows: [...life, home('11 09:00'), lagos('11 09:20', { by: 'mtn', recordId: 'carrier' }), lagos('11 09:30')],
    expect: { alert: 'high', decisive: pair, findings: 2 },
  },
  {
    name: 'ten knocks with the right password say it once',
    from: 'issue 3 section 7: findings that belong together join one alert',
    rows: [
      ...life,
      home('11 09:00'),
      ...daily(0, 9, (minute) => [lagos(`11 09:3${minute}`, { ...stopped, recordId: minute === 0 ? 'lagos' : `l${minute}` })]),
    ],
    expect: { alert: 'medium', decisive: pair, findings: 1 },
  },
  {
    name: 'a stolen token refreshed ten times says it once',
    from: 'issue 3 section 7: findings that belong together join one alert',
    rows: [
      ...life,
      home('11 09:00'),
      ...daily(0, 9, (minute) => [
        lagos(`11 09:3${minute}`, { ...refresh, recordId: minute === 0 ? 'lagos' : `l${minute}`, appId: `app-${minute}` }),
      ]),
    ],
    expect: { alert: 'medium', decisive: pair, findings: 1 },
  },
  {
    name: 'a stolen token refreshed under the name of a browser that the victim has',
    from: 'detections.md 1.4: a browser that was seen before is no alibi',
    rows: [
      ...life,
      ...daily(1, 10, (day) => [signIn({ at: `${day} 18:00`, device: stranger })]),
      home('11 09:00'),
      lagos('11 09:30', refresh),
    ],
    expect: { alert: 'medium', decisive: pair, says: ['background refresh'] },
  },
  {
    name: 'Google is opened in New York with no machine of the person there, while the known telephone refreshes at home',
    from: 'the excuse needs somebody who vouches for the far place',
    rows: [
      ...life,
      ...daily(1, 10, (day) => [signIn({ at: `${day} 18:00`, device: { ...stranger, os: 'ios' }, ...refresh })]),
      signIn({ at: '11 11:00', recordId: 'phone', device: { ...stranger, os: 'ios' }, ...refresh }),
      signIn({ at: '11 11:20', recordId: 'google', from: 'NewYork', by: 'verizon', ...google }),
    ],
    expect: { alert: 'medium', decisive: ['phone', 'google'] },
  },
  {
    name: 'the stranger was at the far place before: no witness for it',
    from: 'an attacker may not vouch for himself',
    rows: [
      ...life,
      signIn({ at: '11 07:00', from: 'London', by: 'bt', device: stranger }),
      signIn({ at: '11 11:00', recordId: 'home', device: { ...stranger, os: 'ios', browser: 'rich client' }, ...refresh }),
      signIn({ at: '11 11:20', recordId: 'google', from: 'London', by: 'bt', ...google }),
    ],
    expect: { alert: 'medium', decisive: ['home', 'google'] },
  },
  {
    name: 'the person has moved: the home of last month is a place like any other',
    from: 'issue 3 section 6: places alternated between; a place that replaced another is not alternated with',
    rows: [
      ...daily(1, 5, (day) => [signIn({ at: `${day} 08:00`, device: stranger })]),
      ...daily(6, 10, (day) => [signIn({ at: `${day} 08:00`, from: 'Frankfurt', by: 'deutscheTelekom', device: stranger })]),
      signIn({ at: '12 09:00', recordId: 'now', from: 'Frankfurt', by: 'deutscheTelekom', device: stranger }),
      signIn({ at: '12 09:10', recordId: 'then', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['now', 'then'] },
  },
  {
    name: 'in the second city of the person, by a network never seen of them',
    from: 'issue 3 section 6: places alternated between; a city has many networks',
    rows: [
      ...daily(1, 4, (day) => [
        signIn({ at: `${day} 06:00` }),
        signIn({ at: `${day} 16:00`, from: 'Frankfurt', by: 'deutscheTelekom', device: { ...stranger, os: 'macos' } }),
      ]),
      home('6 09:00'),
      signIn({ at: '6 09:10', recordId: 'far', from: 'Frankfurt', by: 'orange', device: stranger }),
    ],
    expect: { alert: 'high', decisive: ['home', 'far'] },
  },
  {
    name: "the laptop's tunnel does not hide that Google was opened in the office",
    from: 'issue 3 section 6: both providers joined for one person',
    rows: [
      ...daily(1, 9, (day) => [signIn({ at: `${day} 08:00` })]),
      signIn({ at: '11 09:00', recordId: 'office', from: 'London', by: 'company', ...google }),
      signIn({ at: '11 09:10', from: 'Frankfurt', by: 'm247' }),
      lagos('11 09:30'),
    ],
    expect: { alert: 'medium', decisive: ['office', 'lagos'], says: ['corporate egress'] },
  },
  {
    name: 'a Tor exit, by a browser that the person never had',
    from: 'detections.md 2.1 BUILD: relay, VPN and hosting as separate classes',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { from: 'Berlin', by: 'torExits' })],
    expect: { alert: 'high', decisive: pair, says: ['Tor exit'] },
  },
  {
    name: 'a newcomer at a hosting exit: everything is new of a newcomer',
    from: 'detections.md 3.5: learning period',
    rows: [home('1 09:00'), signIn({ at: '1 09:30', recordId: 'exit', from: 'NewYork', by: 'digitalOcean', device: stranger })],
    expect: { alert: 'medium', decisive: ['home', 'exit'], confidence: 'low', says: ['rented machines', 'little is known'] },
  },
  {
    name: 'the owner is behind a VPN on a private machine, and somebody is in Lagos',
    from: 'CloudAppSecurityDocs#661: an exit places nobody, but both ends are not one person',
    rows: [
      ...daily(1, 10, (day) => [
        signIn({ at: `${day} 08:00`, from: 'Frankfurt', by: 'mullvad', device: { ...stranger, os: 'macos' } }),
      ]),
      home('11 09:00', { from: 'Frankfurt', by: 'mullvad', device: { ...stranger, os: 'macos' } }),
      lagos('11 09:30'),
    ],
    expect: { alert: 'medium', decisive: pair, says: ['the usual end is a VPN'] },
  },
  {
    name: 'one worldwide network in two countries, by a browser that the person has',
    from: 'detections.md 2.1 BUILD: same ASN as a class of its own',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, device: stranger })]),
      home('11 09:00', { device: stranger }),
      signIn({ at: '11 09:30', recordId: 'far', from: 'NewYork', device: stranger }),
    ],
    expect: { alert: 'medium', decisive: ['home', 'far'], says: ['one network'] },
  },
  {
    name: 'a privileged person, stopped at the second factor',
    from: 'detections.md 3.4: asset criticality; nobody got in',
    rows: [...life, home('11 09:00'), lagos('11 09:30', stopped)],
    facts: { 'privileged:ada@example.com': 'yes' },
    expect: { alert: 'medium', decisive: pair, saysNot: ['privileged'] },
  },
  {
    name: 'a privileged person, by a network that was theirs before',
    from: 'detections.md 3.4: asset criticality; what is known weighs less',
    rows: [...life, lagos('4 20:00', { recordId: 'before' }), home('11 09:00'), lagos('11 09:30')],
    facts: { 'privileged:ada@example.com': 'yes' },
    expect: { alert: 'high', decisive: pair, saysNot: ['privileged'], risk: 70 },
  },
  {
    name: 'a newcomer, over a foreign mobile carrier',
    from: 'EL#5865; detections.md 3.5: two doubts',
    rows: [home('1 09:00'), lagos('1 09:30', { by: 'mtn' })],
    expect: { alert: 'medium', decisive: pair, confidence: 'low', says: ['mobile carrier', 'little is known'] },
  },

  // Quiet.
  {
    name: 'an ordinary day',
    from: 'issue 3 section 6',
    rows: life,
    expect: { quiet: null },
  },
  {
    name: 'two exits of one VPN in two countries, by an unknown browser',
    from: 'CloudAppSecurityDocs#661: >200 one-time IPs a week; detections.md 2.1 BUILD: same ASN',
    rows: [
      ...life,
      signIn({ at: '12 09:00', from: 'Frankfurt', by: 'm247', device: stranger }),
      signIn({ at: '12 09:10', from: 'NewYork', by: 'm247', device: stranger }),
    ],
    expect: { quiet: 'same-network' },
  },
  {
    name: 'first day: one provider, two gateways of one country, two machines',
    from: 'EL#5865; detections.md 3.5: learning period',
    rows: [home('1 09:00'), signIn({ at: '1 09:05', from: 'Tromso', device: stranger })],
    expect: { quiet: 'same-network' },
  },
  {
    name: 'the family opens the desktop at home while the owner is on a journey with the laptop and opens Google there',
    from: 'a machine of the person at each end: somebody at home is no stranger in London',
    rows: [
      ...life,
      signIn({ at: '11 07:00', recordId: 'laptop', from: 'London', by: 'bt' }),
      signIn({ at: '11 11:00', recordId: 'desktop', device: desktop }),
      signIn({ at: '11 11:20', recordId: 'google', from: 'London', by: 'bt', ...google }),
    ],
    expect: { quiet: 'own-device-there' },
  },
  {
    name: 'from the office egress in London to the bare line at home, on a private machine',
    from: 'CloudAppSecurityDocs#515: corporate IP tagged wrongly',
    rows: [
      ...daily(1, 5, (day) => [signIn({ at: `${day} 08:00`, from: 'London', by: 'company' })]),
      ...daily(1, 2, (day) => [signIn({ at: `${day} 19:00`, device: stranger })]),
      home('6 09:00', { from: 'London', by: 'company' }),
      signIn({ at: '6 09:20', device: stranger }),
    ],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'from the VPN that is always on to the bare line, on a private machine known there',
    from: 'CloudAppSecurityDocs#661',
    rows: [
      ...daily(1, 10, (day) => [
        signIn({ at: `${day} 08:00`, from: 'Frankfurt', by: 'mullvad', device: { ...stranger, os: 'macos' } }),
      ]),
      ...daily(1, 2, (day) => [signIn({ at: `${day} 19:00`, device: stranger })]),
      home('11 09:00', { from: 'Frankfurt', by: 'mullvad', device: { ...stranger, os: 'macos' } }),
      signIn({ at: '11 09:10', device: stranger }),
    ],
    expect: { quiet: 'known-vpn' },
  },
  {
    name: 'a real flight to New York',
    from: 'issue 3 section 6: silent where travel cannot be proved',
    rows: [...life, home('11 06:00'), signIn({ at: '11 14:30', from: 'NewYork', by: 'verizon' })],
    expect: { quiet: 'travel-possible' },
  },
  {
    name: 'Copenhagen five minutes after Oslo: within the errors of geolocation',
    from: 'PA: geo-error band; detections.md 2.1',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'Copenhagen', by: 'telia', device: stranger })],
    expect: { quiet: null },
  },
  {
    name: 'a country-level place has a radius as wide as the country',
    from: 'detections.md 2.1 BUILD: minus accuracy radii of both points',
    rows: [
      ...life,
      home('11 09:00', { place: norway }),
      signIn({ at: '11 09:05', from: 'Amsterdam', by: 'orange', device: stranger }),
    ],
    expect: { quiet: null },
  },
  {
    name: 'the VPN that the person uses every other day',
    from: 'CloudAppSecurityDocs#661: VPN egress',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00` })]),
      ...daily(1, 4, (day) => [signIn({ at: `${day} 20:00`, from: 'NewYork', by: 'm247', device: stranger })]),
      home('11 09:00'),
      signIn({ at: '11 09:10', from: 'Frankfurt', by: 'm247', device: stranger }),
    ],
    expect: { quiet: 'known-vpn' },
  },
  {
    name: 'a one-time egress of a cloud proxy, on the managed laptop',
    from: 'CloudAppSecurityDocs#661: >200 one-time IPs a week',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:10', from: 'Frankfurt', by: 'm247' })],
    expect: { quiet: 'own-device-vpn' },
  },
  {
    name: 'from the VPN that is always on to the bare line',
    from: 'CloudAppSecurityDocs#661',
    rows: [
      ...daily(1, 10, (day) => [signIn({ at: `${day} 08:00`, from: 'Frankfurt', by: 'mullvad' })]),
      home('11 09:00', { from: 'Frankfurt', by: 'mullvad' }),
      signIn({ at: '11 09:10' }),
    ],
    expect: { quiet: 'known-vpn' },
  },
  {
    name: "from home to a location that the tenant's own conditional access trusts",
    from: 'issue 4 section 2: trusted locations taken from named-location changes',
    rows: [
      ...life,
      home('11 09:00'),
      signIn({ at: '11 09:20', recordId: 'london', from: 'London', by: 'bt', device: stranger, ip: '203.0.113.9' }),
    ],
    facts: { 'trusted-network:any': 'yes', 'trusted-network:203.0.113.0/24': 'London office' },
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'from home to the office egress in London',
    from: 'CloudAppSecurityDocs#515: corporate IP tagged wrongly',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:10', from: 'London', by: 'company', device: stranger })],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'first day: office egress in London, then home, on a private machine',
    from: 'issue 3 section 6: silent where travel cannot be proved',
    rows: [
      signIn({ at: '1 08:00', from: 'London', by: 'company', device: stranger }),
      signIn({ at: '1 08:20', device: stranger }),
    ],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'third day at work: too little is known to hold a corporate egress against anybody',
    from: 'detections.md 3.5: learning period',
    rows: [
      ...daily(1, 2, (day) => [signIn({ at: `${day} 08:00`, from: 'London', by: 'company' })]),
      home('4 09:00', { from: 'London', by: 'company' }),
      signIn({ at: '4 09:30', from: 'Warsaw', by: 'orange', device: stranger }),
    ],
    expect: { quiet: 'corporate-egress' },
  },
  {
    name: 'iCloud Private Relay switched on at breakfast',
    from: 'PA#780',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'NewYork', by: 'appleRelay' })],
    expect: { quiet: 'relay' },
  },
  {
    name: 'a satellite line whose ground station is abroad',
    from: 'PA#1873',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'Frankfurt', by: 'starlink' })],
    expect: { quiet: 'satellite' },
  },
  {
    name: 'the carrier moves the phone from Oslo to Tromsø',
    from: 'EL#5865: mobile rotation, 40 % of atypical-travel alerts',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'Tromso', by: 'telenorMobile', device: stranger })],
    expect: { quiet: 'mobile-carrier' },
  },
  {
    name: 'roaming: the phone leaves in Oslo, the laptop in a hotel in New York',
    from: 'EL#5865: home-routed roaming',
    rows: [...life, signIn({ at: '11 09:00', by: 'telenorMobile' }), signIn({ at: '11 09:10', from: 'NewYork', by: 'verizon' })],
    expect: { quiet: 'mobile-carrier' },
  },
  {
    name: 'a cloud desktop in a Microsoft data centre',
    from: 'detections.md 2.1: cloud VDI',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'Amsterdam', by: 'microsoft' })],
    expect: { quiet: 'vendor-owned' },
  },
  {
    name: 'Microsoft refreshes a token for the person from its own address',
    from: 'SN#8207: non-interactive first-party traffic',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'NewYork', by: 'microsoft', device: null, ...refresh })],
    expect: { quiet: 'vendor-owned' },
  },
  {
    name: 'an address of which nothing is known',
    from: 'SN#10232: missing geo',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { from: null, by: null })],
    expect: { quiet: 'no-place' },
  },
  {
    name: 'IPv4 in Oslo, IPv6 in London: one line, two places',
    from: 'EL#4103; detections.md 6 G2: dual stack',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:01', from: 'London', ip: '2a02:2121::7' })],
    expect: { quiet: 'dual-stack' },
  },
  {
    name: 'one provider, two exits of one country',
    from: 'EL#5865; detections.md 2.1 BUILD: same ASN',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'Tromso' })],
    expect: { quiet: 'same-network' },
  },
  {
    name: 'one home whose IPv6 prefix the geo data place in two countries',
    from: 'RFC 6177, RIPE-690: a home is a /56',
    rows: [
      ...life,
      home('11 09:00', { ip: '2a01:799:0:1100::7' }),
      signIn({ at: '11 09:05', ip: '2a01:799:0:11ff::9', from: 'London', by: 'telenor', device: stranger }),
    ],
    expect: { quiet: 'same-address' },
  },
  {
    name: 'the geo data change their mind about one address',
    from: 'DESIGN.md 3.10: one geography',
    rows: [
      ...life,
      home('11 09:00', { ip: '198.18.7.7' }),
      signIn({ at: '11 09:05', ip: '198.18.7.7', from: 'London', device: stranger }),
    ],
    expect: { quiet: 'same-address' },
  },
  {
    name: 'two places that the person alternates between, day after day',
    from: 'issue 3 section 6: places alternated between are in the profile',
    rows: [
      ...daily(1, 4, (day) => [
        signIn({ at: `${day} 06:00`, device: stranger }),
        signIn({ at: `${day} 16:00`, from: 'Frankfurt', by: 'deutscheTelekom', device: stranger }),
      ]),
      home('6 09:00', { device: stranger }),
      signIn({ at: '6 09:10', from: 'Frankfurt', by: 'deutscheTelekom', device: stranger }),
    ],
    expect: { quiet: 'usual-pair' },
  },
  {
    name: 'the desktop at home refreshes while its owner is in New York',
    from: 'detections.md 2.1 BUILD: evaluate interactive and background separately',
    rows: [
      ...life,
      signIn({ at: '11 09:00', ...refresh }),
      signIn({ at: '11 09:05', from: 'NewYork', by: 'verizon' }),
      signIn({ at: '11 09:20', ...refresh, app: 'Outlook', appId: 'app-outlook' }),
    ],
    expect: { quiet: 'left-running' },
  },
  {
    name: 'the desktop at home and the laptop in New York both only refresh',
    from: 'detections.md 2.1 BUILD: evaluate interactive and background separately',
    rows: [
      ...life,
      signIn({ at: '11 09:00', ...refresh, device: desktop }),
      signIn({ at: '11 09:05', from: 'NewYork', by: 'verizon', ...refresh }),
    ],
    expect: { quiet: 'left-running' },
  },
  {
    name: 'a stranger in the city through whose gateway the managed telephone left a day before',
    from: 'simulated carriers: a gateway may stand far from its telephones',
    rows: [
      ...life,
      signIn({ at: '10 18:00', from: 'Lagos', by: 'mtn', device: { ...laptop, id: 'device-phone', os: 'ios' }, ...refresh }),
      home('11 09:00'),
      lagos('11 09:30'),
    ],
    expect: { alert: 'high', decisive: pair },
  },
  {
    name: 'on the third day at one hotel: the laptop is there, Google is opened there, and an unregistered telephone roams by a carrier that no list knows',
    from: 'simulated travellers: a roaming phone leaves through its own country',
    rows: [
      ...life,
      ...daily(3, 9, (day) => [signIn({ at: `${day} 12:00`, ...refresh, ...unknownCarrier })]),
      ...daily(8, 9, (day) => [signIn({ at: `${day} 18:00`, from: 'NewYork', by: 'verizon' })]),
      signIn({ at: '11 08:20', recordId: 'laptop', from: 'NewYork', by: 'verizon' }),
      signIn({ at: '11 09:16', recordId: 'google', from: 'NewYork', by: 'verizon', ...google }),
      signIn({ at: '11 09:52', recordId: 'phone', ...refresh, ...unknownCarrier }),
    ],
    expect: { quiet: 'left-running' },
  },
  {
    name: 'on a journey: the laptop is there, Google is opened there, and the telephone refreshes at home',
    from: 'simulated travellers: a roaming phone leaves through its own country',
    rows: [
      ...life,
      signIn({ at: '11 07:00', recordId: 'laptop', from: 'NewYork', by: 'verizon' }),
      signIn({ at: '11 11:00', recordId: 'phone', device: { ...stranger, os: 'ios', browser: 'rich client' }, ...refresh }),
      signIn({ at: '11 11:20', recordId: 'google', from: 'NewYork', by: 'verizon', ...google }),
    ],
    expect: { quiet: 'own-device-there' },
  },
  {
    name: 'Google is opened in New York with no machine of the person there, while the telephone refreshes at home',
    from: 'the same without the witness',
    rows: [
      ...life,
      signIn({ at: '11 11:00', recordId: 'home', device: { ...stranger, os: 'ios', browser: 'rich client' }, ...refresh }),
      signIn({ at: '11 11:20', recordId: 'google', from: 'NewYork', by: 'verizon', ...google }),
    ],
    expect: { alert: 'medium', decisive: ['home', 'google'] },
  },
  {
    name: 'somebody signs in by hand at home while the owner is on a journey with the laptop',
    from: 'the witness excuses machines, not hands',
    rows: [
      ...life,
      signIn({ at: '11 07:00', recordId: 'laptop', from: 'NewYork', by: 'verizon' }),
      signIn({ at: '11 11:00', recordId: 'thief', device: stranger }),
      signIn({ at: '11 11:20', recordId: 'google', from: 'NewYork', by: 'verizon', ...google }),
    ],
    expect: { alert: 'high', decisive: ['thief', 'google'] },
  },
  {
    name: 'the private VPN of the managed laptop, and the telephone beside it on the bare line',
    from: 'simulated VPN users: the exit is the owner own, so it places nobody',
    rows: [
      ...life,
      ...daily(5, 10, (day) => [signIn({ at: `${day} 18:00`, recordId: `vpn${day}`, from: 'Amsterdam', by: 'm247' })]),
      signIn({ at: '11 09:00', recordId: 'exit', from: 'Amsterdam', by: 'm247' }),
      signIn({
        at: '11 09:05',
        recordId: 'phone',
        from: 'NewYork',
        by: 'verizon',
        device: { ...stranger, os: 'ios', browser: 'rich client' },
        ...refresh,
      }),
    ],
    expect: { quiet: 'own-device-vpn' },
  },
  {
    name: 'one managed laptop behind a proxy that no list knows',
    from: 'CloudAppSecurityDocs#661: >200 one-time IPs a week',
    rows: [...life, home('11 09:00'), signIn({ at: '11 09:05', from: 'NewYork', by: 'verizon' })],
    expect: { quiet: 'same-device' },
  },
  {
    name: 'two people are two people',
    from: 'DESIGN.md 2: subject',
    rows: [...life, home('11 09:00'), lagos('11 09:30', { who: 'bo' })],
    expect: { quiet: null },
  },
];
