/** Made-up alerts and a summary for tests and pictures: Example Corp, two attacks, and as many more as one asks for. */

import type { Alert, Evidence, Place, Severity } from '@gatewatch/domain';
import { dayMs, hourMs, minuteMs, secondMs } from '@gatewatch/domain';
import type { Summary } from '../summary.ts';

const start = Date.UTC(2026, 2, 2);
export const lagos: Place = { country: 'NG', city: 'Lagos', latitude: 6.4541, longitude: 3.3947, radiusKm: 50 };
export const oslo: Place = { country: 'NO', city: 'Oslo', latitude: 59.9127, longitude: 10.7461, radiusKm: 25 };

export function evidence(id: string, time: number, changes: Partial<Evidence> = {}): Evidence {
  return {
    id: `entra:${id}`,
    recordId: id,
    provider: 'entra',
    kind: 'sign-in',
    time,
    ip: '192.0.2.10',
    place: oslo,
    network: { asn: 2119, owner: 'Telenor Norge AS', class: 'isp' },
    device: 'windows/edge',
    app: 'Office 365 Exchange Online',
    outcome: 'success',
    code: '0',
    secondFactor: 'satisfied-earlier',
    row: { kind: 'sign-in', time },
    ...changes,
  };
}

export function travelAlert(changes: Partial<Alert> = {}): Alert {
  const time = start + 2 * dayMs + 10 * hourMs + 2 * minuteMs;
  const first = evidence('7d0b5e6c-8f10-4b7e-9a39-41f6d1b70c00', time, {
    ip: '203.0.113.77',
    place: lagos,
    network: { asn: 37282, owner: 'MainOne Cable Company', class: 'isp' },
    device: 'linux/chrome',
    secondFactor: 'passed',
  });
  const second = evidence('1c3f2a9b-0b5d-4d1e-8d43-5a8f3e2b1d00', time + 41 * minuteMs + 12 * secondMs);
  return {
    schema: 1,
    id: 'b1f0c2d9e8a74563',
    revision: 1,
    epoch: '4f6a1c',
    detector: { id: 'impossible-travel', version: 1 },
    title: 'Impossible travel from Lagos to Oslo',
    explanation:
      'Two successful sign-ins 5,977 km apart (5,902 km certain) in 41 minutes: 8,595 km/h, where 1,000 km/h is the most that travel explains.',
    severity: 'high',
    risk: 78,
    confidence: 'high',
    because: [
      'Both addresses belong to fixed-line providers',
      'Lagos was never seen for this account',
      'The device of the first sign-in is new',
    ],
    tenant: 'example',
    subject: { key: 'ingrid.hansen@example.com', name: 'Ingrid Hansen', providers: ['entra', 'google'], kind: 'member' },
    entities: [
      { type: 'ip', value: '203.0.113.77' },
      { type: 'ip', value: '192.0.2.10' },
      { type: 'device', value: 'linux/chrome' },
    ],
    firstSeen: first.time,
    lastSeen: second.time,
    detectedAt: second.time,
    findings: 1,
    evidence: { rows: 2, decisive: [first.id, second.id], events: [first, second] },
    facts: [
      { name: 'speed', value: 8595, unit: 'km/h', threshold: 1000, test: '>=' },
      { name: 'certain distance', value: 5902, unit: 'km', threshold: 300, test: '>=' },
      { name: 'time between', value: 41.2, unit: 'min', threshold: null, test: null },
    ],
    baseline: [
      'Norway on 27 of the last 30 active days',
      'Devices: windows/edge, ios/safari',
      '412 sign-ins since 1 February 2026',
    ],
    attack: ['T1078.004 Valid Accounts: Cloud Accounts'],
    steps: [
      'Ask Ingrid Hansen, on a way other than mail, whether the sign-in from Lagos was hers.',
      'If not: revoke sessions, reset the password, and remove factors registered since 4 March.',
      'Look for new inbox rules, consents and device registrations after the first sign-in.',
    ],
    state: 'open',
    cause: null,
    replacedBy: null,
    disposition: null,
    gaps: ['address-hidden'],
    ...changes,
  };
}

export function fatigueAlert(changes: Partial<Alert> = {}): Alert {
  const time = start + 4 * dayMs + 22 * hourMs + 14 * minuteMs;
  const amsterdam: Place = { country: 'NL', city: 'Amsterdam', latitude: 52.37, longitude: 4.9, radiusKm: 50 };
  const gaps = [0, 38, 71, 125, 160, 205, 262, 301, 344, 395, 431, 502, 566];
  const events = gaps.map((seconds, i) => {
    const last = i === gaps.length - 1;
    return evidence(`c0ffee00-51f1-4c1d-9d11-0000000000${10 + i}`, time + seconds * secondMs, {
      ip: '198.51.100.23',
      place: amsterdam,
      network: { asn: 64500, owner: 'Example Hosting BV', class: 'hosting' },
      device: 'linux/firefox',
      app: 'Azure Portal',
      outcome: last ? 'success' : 'failure',
      code: last ? '0' : '500121',
      secondFactor: last ? 'passed' : i % 3 === 1 ? 'no-answer' : 'denied',
    });
  });
  return travelAlert({
    id: '09aa7711c35e2b40',
    detector: { id: 'mfa-fatigue', version: 1 },
    title: 'Approval after a burst of refused prompts',
    explanation:
      '12 sign-in prompts were declined or left unanswered in 8 minutes (5 are too many), then one was approved 64 seconds later.',
    severity: 'critical',
    risk: 95,
    because: ['The password was right every time', 'The approval came from the same hosting network as the refused prompts'],
    subject: { key: 'tomas.berg@example.com', name: 'Tomás Berg', providers: ['entra'], kind: 'member' },
    entities: [{ type: 'ip', value: '198.51.100.23' }],
    firstSeen: time,
    lastSeen: time + 566 * secondMs,
    detectedAt: time + 566 * secondMs,
    findings: 9,
    revision: 9,
    state: 'amended',
    evidence: { rows: events.length, decisive: events.slice(-6).map(({ id }) => id), events },
    facts: [
      { name: 'refused prompts', value: 12, unit: null, threshold: 5, test: '>=' },
      { name: 'time to approval', value: 64, unit: 's', threshold: 600, test: '<=' },
    ],
    baseline: ['1 or 2 prompts a day, always from Bergen', 'No hosting network in 60 days'],
    attack: ['T1621 Multi-Factor Authentication Request Generation', 'T1078.004 Valid Accounts: Cloud Accounts'],
    steps: [
      'Revoke all sessions of the account now: the last prompt was approved.',
      'Call Tomás Berg and ask whether he approved a sign-in at 22:23 UTC.',
      'Reset the password: whoever asked had it right twelve times.',
      'Remove factors and devices registered after the approval.',
    ],
    gaps: [],
    ...changes,
  });
}

/** `count` alerts of many people over two weeks, the same every time. */
export function manyAlerts(count: number): readonly Alert[] {
  const names = ['Ada Lund', 'Björn Åkesson', 'Chidi Okafor', 'Dana Levi', 'Elif Kaya', 'Farah Aziz', 'Gita Rao', '山田 花子'];
  const levels: readonly Severity[] = ['low', 'medium', 'medium', 'high', 'low', 'high', 'medium', 'critical'];
  return Array.from({ length: count }, (_, i) => {
    const made = i % 2 === 0 ? travelAlert() : fatigueAlert();
    const name = names[(i * 5) % names.length] ?? 'Ada Lund';
    const shift = ((i * 7919) % (11 * 24)) * hourMs - 2 * dayMs;
    return {
      ...made,
      id: `${made.id.slice(0, 12)}${String(i).padStart(4, '0')}`,
      severity: levels[(i * 3) % levels.length] ?? 'low',
      risk: 20 + ((i * 37) % 80),
      subject: { ...made.subject, key: `user${(i * 5) % 61}@example.com`, name: `${name} ${(i * 5) % 61}` },
      firstSeen: made.firstSeen + shift,
      lastSeen: made.lastSeen + shift,
      detectedAt: made.detectedAt + shift,
    };
  });
}

export function exampleSummary(alerts: readonly Alert[], days = 7): Summary {
  const buckets = Array.from({ length: days * 24 }, (_, i) => {
    const hour = i % 24;
    const weekend = Math.floor(i / 24) % 7 > 4;
    const busy = Math.max(0, Math.sin(((hour - 5) / 14) * Math.PI)) * (weekend ? 0.2 : 1);
    const signIns = Math.round(6 + 240 * busy + ((i * 31) % 17));
    return { start: start + i * hourMs, signIns, failures: Math.round(signIns * (0.05 + ((i * 13) % 7) / 100)) };
  });
  const alertsByDetector: Record<string, Record<string, number>> = {};
  for (const alert of alerts) {
    const own = (alertsByDetector[alert.detector.id] ??= {});
    own[alert.severity] = (own[alert.severity] ?? 0) + 1;
  }
  return {
    records: 48210,
    events: 48173,
    quarantined: { 'not-json': 31, 'no-time': 6 },
    alertsByDetector,
    silent: {
      'impossible-travel': { 'same network': 20114, 'place too uncertain to prove travel': 311, 'distance below the floor': 904 },
      'mfa-fatigue': { 'fewer prompts than the threshold': 1207, 'own phone in a sign-in-frequency loop': 42 },
    },
    subjects: 1204,
    seconds: 3.82,
    from: start,
    to: start + days * dayMs - 1,
    buckets,
    geo: [
      { name: 'DB-IP City Lite', built: Date.UTC(2026, 5, 5), warning: null },
      { name: 'IP to ASN (DB-IP, RouteViews)', built: Date.UTC(2026, 5, 17), warning: null },
    ],
    stateBytes: { p50: 640, p99: 3110, max: 9830 },
    late: 3,
    mode: 'merged',
  };
}
