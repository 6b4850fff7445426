/** Parcels as destinations get them: opened, withdrawn, a summary, an event, and those whose texts an attacker chose. */

import type { Alert, IdentityEvent, Parcel } from '@gatewatch/domain';
import { person, signIn, stranger } from './sign-in.ts';

const time = Date.UTC(2026, 4, 4, 8, 20);

export const parcelAlert: Alert = {
  schema: 1,
  id: 'a1b2c3',
  revision: 1,
  epoch: 'e1',
  detector: { id: 'impossible-travel', version: 1 },
  title: 'Impossible travel',
  explanation: 'Ada was in Oslo and, 20 minutes later, in Lagos: 5,600 km.',
  severity: 'high',
  risk: 80,
  confidence: 'high',
  because: ['a device never seen before'],
  tenant: 'example',
  subject: { key: 'ada@example.com', name: 'Ada Lovelace', providers: ['entra'], kind: 'member' },
  entities: [
    { type: 'user', value: 'ada@example.com' },
    { type: 'ip', value: '81.2.69.142' },
  ],
  firstSeen: time - 1_200_000,
  lastSeen: time,
  detectedAt: time,
  findings: 1,
  evidence: {
    rows: 1,
    decisive: ['r1'],
    events: [
      {
        id: 'r1',
        recordId: 'record-1',
        provider: 'entra',
        kind: 'sign-in',
        time,
        ip: '81.2.69.142',
        place: { country: 'NG', city: 'Lagos', latitude: 6.45, longitude: 3.39, radiusKm: 20 },
        network: { asn: 37148, owner: 'Example Mobile', class: 'mobile' },
        device: 'Pixel',
        app: 'Office 365',
        outcome: 'success',
        code: '0',
        secondFactor: 'passed',
        row: { address: 'ada@example.com' },
      },
    ],
  },
  facts: [{ name: 'speed', value: 16_800, unit: 'km/h', threshold: 900, test: '>' }],
  baseline: ['Oslo on 30 of 30 days'],
  attack: ['T1078.004 Valid Accounts: Cloud Accounts'],
  steps: ['Ask Ada by telephone.'],
  state: 'open',
  cause: null,
  replacedBy: null,
  disposition: null,
  gaps: [],
};

export function parcel(more: Partial<Alert> = {}, notice: Parcel['notice'] = 'opened'): Parcel {
  const whole = { ...parcelAlert, ...more };
  return { id: whole.id, revision: whole.revision, tenant: whole.tenant, notice, alert: whole, summarised: [] };
}

const opened = parcel();
const withdrawn = parcel({ revision: 3, state: 'withdrawn', cause: 'late record r0', replacedBy: null }, 'withdrawn');
const summary: Parcel = {
  id: 'summary example 2026-05-04T08:00:00.000Z',
  revision: 45,
  tenant: 'example',
  notice: 'summary',
  alert: null,
  summarised: [
    {
      alert: 'a1b2c3',
      revision: 1,
      title: 'Impossible travel',
      detector: 'impossible-travel',
      severity: 'high',
      subject: 'Ada Lovelace',
    },
    { alert: 'd4e5f6', revision: 2, title: 'MFA fatigue', detector: 'mfa-fatigue', severity: 'medium', subject: 'Grace Hopper' },
  ],
};

/** Control characters, markup, mentions, links, formulas and direction marks where an attacker may write. */
export const hostileText =
  '\u001b[31m<!channel> @everyone <script>alert(1)</script> [x](http://evil.example) =1+1 \u202egnp|"\\]\r\nHELO';
const hostile = parcel({
  id: 'hostile1',
  subject: { ...parcelAlert.subject, name: hostileText },
  explanation: hostileText,
  evidence: {
    ...parcelAlert.evidence,
    events: parcelAlert.evidence.events.map((event) => ({ ...event, device: hostileText, app: hostileText })),
  },
});

export function eventParcel(event: IdentityEvent): Parcel {
  return { id: event.id, revision: 7, tenant: event.tenant, notice: 'event', alert: null, event, summarised: [] };
}

const event = eventParcel(signIn({ at: '1 08:20', recordId: 'e1', tenant: 'example', from: 'Lagos', device: stranger }));
const hostileEvent = eventParcel({
  ...signIn({ at: '1 08:20', recordId: 'hostile2', tenant: 'example', app: hostileText, client: hostileText }),
  device: { ...stranger, name: hostileText },
  actor: { ...person('ada'), name: hostileText },
});

export const exampleParcels = { opened, withdrawn, summary, hostile, event, hostileEvent };
