/** A parcel as an event of Google's Unified Data Model, in the names of proto3 JSON (docs.cloud.google.com/chronicle, "UDM usage guide"). */

import type { Alert, Evidence, Identity, IdentityEvent, Notice, Parcel, Severity } from '@gatewatch/domain';
import { eventWords, inertJson } from '@gatewatch/formats';
import { ecsParcel } from './ecs-parcel.ts';
import { messageOf } from './message.ts';
import { detectedAt } from './parcel-time.ts';

const severities: Readonly<Record<Severity, string>> = { low: 'LOW', medium: 'MEDIUM', high: 'HIGH', critical: 'CRITICAL' };

/** One Event of UDM as the body of a call holds it. `link`: an address with {id} in it. */
export function udmEvent(parcel: Parcel, link: string | undefined): string {
  const { id, revision, notice, tenant, alert, event } = parcel;
  if (event !== undefined) return inertJson({ udm: udmOfEvent(event, parcel) });
  const message = messageOf(parcel, link);
  return inertJson({
    udm: {
      metadata: {
        eventTimestamp: iso(alert?.lastSeen ?? detectedAt(parcel)),
        collectedTimestamp: iso(detectedAt(parcel)),
        eventType: 'GENERIC_EVENT',
        vendorName: 'Gatewatch',
        productName: 'Gatewatch',
        productEventType: alert?.detector.id ?? 'summary',
        productLogId: `${id}.${revision}.${notice}`,
        description: message.headline,
        urlBackToProduct: message.link,
      },
      ...(alert === null ? {} : nounsOf(alert)),
      securityResult: [alert === null ? summaryResult(message.headline) : resultOf(alert, notice)],
      additional: { tenant, notice, document: ecsParcel(parcel) },
    },
  });
}

function nounsOf(alert: Alert): object {
  const last = alert.evidence.events.findLast(({ id }) => alert.evidence.decisive.includes(id));
  const place = last?.place ?? null;
  return {
    principal: {
      user: userOf(alert.subject.key, alert.subject.name),
      ip: [...new Set(alert.evidence.events.map(({ ip }) => ip))].filter((ip) => ip !== null).slice(-20),
      location: locationOf(place),
    },
    target: { application: last?.app },
  };
}

function resultOf(alert: Alert, notice: Notice): object {
  return {
    category: ['AUTH_VIOLATION'],
    alertState: notice === 'withdrawn' || notice === 'test' || alert.disposition === 'benign' ? 'NOT_ALERTING' : 'ALERTING',
    severity: severities[alert.severity],
    confidence: `${alert.confidence.toUpperCase()}_CONFIDENCE`,
    riskScore: alert.risk,
    ruleId: alert.detector.id,
    ruleName: alert.title,
    ruleVersion: String(alert.detector.version),
    summary: alert.title,
    description: alert.explanation,
    attackDetails: {
      techniques: alert.attack.map((text) => {
        const [id = '', ...name] = text.split(' ');
        const [main = '', sub] = id.split('.');
        return sub === undefined
          ? { id: main, name: name.join(' ') }
          : { id: main, subtechniqueId: id, subtechniqueName: name.join(' ') };
      }),
    },
    detectionFields: alert.facts.map(({ name, value, unit }) => ({ key: name, value: `${value} ${unit}`.trim() })),
  };
}

function summaryResult(headline: string): object {
  return { category: ['AUTH_VIOLATION'], alertState: 'NOT_ALERTING', summary: headline };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

/** A sign-in with a person and an address is a USER_LOGIN, which needs both; whatever else happened is generic. */
function udmOfEvent(event: IdentityEvent, parcel: Parcel): object {
  const { action, outcome, code, app, about } = eventWords(event);
  const actor = personOf(event.actor);
  const target = personOf(event.target);
  const login = event.kind === 'sign-in' && actor !== null && event.ip !== null;
  return {
    metadata: {
      eventTimestamp: iso(event.time),
      eventType: login ? 'USER_LOGIN' : 'GENERIC_EVENT',
      vendorName: 'Gatewatch',
      productName: 'Gatewatch',
      productEventType: action,
      productLogId: `${event.id}.${parcel.revision}`,
      description: `${action}: ${outcome}`,
    },
    principal: { user: actor, ip: event.ip === null ? [] : [event.ip], location: locationOf(event.place) },
    target: { user: login ? actor : target, application: app },
    extensions: login ? { auth: { type: 'SSO' } } : null,
    securityResult: [{ action: [actions[outcome] ?? 'UNKNOWN_ACTION'], summary: about, description: code }],
    additional: { tenant: event.tenant, notice: parcel.notice, document: ecsParcel(parcel) },
  };
}

/** SecurityResult.Action, by how a sign-in went. */
const actions: Readonly<Record<string, string>> = {
  success: 'ALLOW',
  failure: 'FAIL',
  blocked: 'BLOCK',
  interrupted: 'CHALLENGE',
};

function personOf(identity: Identity | null): object | null {
  const who = identity?.key ?? identity?.address ?? identity?.id ?? null;
  return who === null ? null : userOf(who, identity?.name ?? null);
}

function userOf(userid: string, userDisplayName: string | null): object {
  return { userid, userDisplayName, emailAddresses: userid.includes('@') ? [userid] : [] };
}

function locationOf(place: Evidence['place']): object | null {
  if (place === null) return null;
  const { country, city, latitude, longitude } = place;
  return { countryOrRegion: country, city, regionCoordinates: { latitude, longitude } };
}
