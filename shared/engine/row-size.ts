/** Encoded bytes of a row, from above: what it has in common with the row before it is not written again. */

import type { Device, Identity, IdentityEvent, SignIn } from '@gatewatch/domain';
import { jsonOf } from './json-of.ts';

/** Never less than what the row adds to its subject's text: words that older rows have too are counted again. */
export function sizeOf(row: IdentityEvent, before: IdentityEvent | undefined): number {
  if (row.kind !== 'sign-in') return otherBytes(row, before);
  const id = row.id.endsWith(row.recordId) ? 0 : row.id.length;
  return 130 + row.recordId.length + id + ownText(row, before?.kind === 'sign-in' ? before : null);
}

/** Text of the row that `like` does not have. */
function ownText(row: SignIn, like: SignIn | null): number {
  let bytes = textBytes(row.ip, like?.ip) + textBytes(row.session, like?.session);
  bytes += textBytes(row.app, like?.app) + textBytes(row.appId, like?.appId) + textBytes(row.resource, like?.resource);
  bytes += textBytes(row.client, like?.client) + textBytes(row.code, like?.code) + textBytes(row.protocol, like?.protocol);
  if (row.outcome !== like?.outcome || row.secondFactor !== like.secondFactor) bytes += 20;
  if (row.place !== null && row.place !== like?.place && row.place.city !== like?.place?.city)
    bytes += 90 + (row.place.city?.length ?? 0);
  if (row.network !== null && row.network.asn !== like?.network?.asn) bytes += 45 + (row.network.owner?.length ?? 0);
  bytes +=
    deviceBytes(row.device, like?.device) + identityBytes(row.actor, like?.actor) + identityBytes(row.target, like?.target);
  bytes += jsonBytes(row.route, like?.route) + jsonBytes(row.policies, like?.policies);
  bytes += jsonBytes(row.methods, like?.methods) + jsonBytes(row.reportOnly, like?.reportOnly);
  return bytes + jsonBytes(row.gaps, like?.gaps) + (row.risk === null ? 0 : 70);
}

/** Timers, signals, verdicts and changes: their fields' names once, their values by words. */
function otherBytes(row: Exclude<IdentityEvent, SignIn>, like: IdentityEvent | undefined): number {
  let bytes = 150 + row.id.length + row.recordId.length + row.hash.length + (like?.kind === row.kind ? 0 : 260);
  bytes += identityBytes(row.actor, like?.actor) + identityBytes(row.target, like?.target);
  if (row.place !== null && row.place.city !== like?.place?.city) bytes += 90 + (row.place.city?.length ?? 0);
  if (row.network !== null && row.network.asn !== like?.network?.asn) bytes += 45 + (row.network.owner?.length ?? 0);
  if ('operation' in row) {
    bytes += row.operation.length + (row.subjectOf?.length ?? 0) + (row.correlationId?.length ?? 0);
    bytes += (row.before?.length ?? 0) + (row.after?.length ?? 0);
  }
  if (row.kind === 'verdict')
    bytes += row.note.length + jsonBytes(row.places, []) + jsonBytes(row.devices, []) + row.alert.length;
  return bytes + (row.ip?.length ?? 0) + jsonBytes(row.gaps, like?.gaps);
}

function textBytes(own: string | null, theirs: string | null | undefined): number {
  return own === null || own === theirs ? 0 : own.length + 3;
}

function deviceBytes(own: Device | null, theirs: Device | null | undefined): number {
  if (own === null || own === theirs) return 0;
  if (own.id === theirs?.id && own.name === theirs?.name && own.os === theirs?.os && own.browser === theirs?.browser) return 0;
  return 110 + (own.id?.length ?? 0) + (own.name?.length ?? 0) + (own.os?.length ?? 0) + (own.browser?.length ?? 0);
}

function identityBytes(own: Identity | null, theirs: Identity | null | undefined): number {
  if (own === null || own === theirs) return 0;
  if (own.id === theirs?.id && own.address === theirs?.address && own.name === theirs?.name) return 0;
  return 90 + (own.key?.length ?? 0) + (own.address?.length ?? 0) + (own.id?.length ?? 0) + (own.name?.length ?? 0);
}

function jsonBytes(own: object, theirs: object | undefined): number {
  if (own === theirs || (Array.isArray(own) && own.length === 0)) return 0;
  const text = jsonOf(own);
  return theirs !== undefined && text === jsonOf(theirs) ? 0 : text.length;
}
