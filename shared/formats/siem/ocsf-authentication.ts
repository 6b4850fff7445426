/** A sign-in as an OCSF Authentication event (class 3002) of schema 1.8.0. Other kinds of events have no place in it. */

import type { SignIn } from '@gatewatch/domain';
import { ocsfMetadata } from './ocsf-metadata.ts';

const classUid = 3002;
/** activity_id: 1 Logon. */
const logon = 1;

/** Pure. Texts are as they are: `inertJson` writes them. */
export function ocsfAuthentication(event: SignIn): object {
  const done = event.outcome === 'success';
  return {
    activity_id: logon,
    activity_name: 'Logon',
    category_uid: 3,
    category_name: 'Identity & Access Management',
    class_uid: classUid,
    class_name: 'Authentication',
    type_uid: classUid * 100 + logon,
    time: event.time,
    severity_id: 1,
    severity: 'Informational',
    status_id: done ? 1 : 2,
    status: done ? 'Success' : 'Failure',
    status_code: event.code,
    status_detail: event.failure,
    metadata: ocsfMetadata(event.tenant, {
      uid: event.recordId,
      log_provider: event.provider,
      log_name: event.category,
      processed_time: event.processed,
      profiles: event.device === null ? [] : ['host'], // which adds the device
    }),
    user: {
      name: event.actor?.address ?? event.actor?.key ?? 'unknown',
      uid: event.actor?.id,
      full_name: event.actor?.name,
      email_addr: event.actor?.address,
    },
    service: { name: event.app ?? event.resource ?? event.provider, uid: event.appId },
    src_endpoint: {
      ip: event.ip,
      location:
        event.place === null
          ? null
          : { country: event.place.country, city: event.place.city, lat: event.place.latitude, long: event.place.longitude },
      autonomous_system: event.network === null ? null : { number: event.network.asn, name: event.network.owner },
    },
    device:
      event.device === null
        ? null
        : { uid: event.device.id, name: event.device.name, type_id: 0, is_managed: event.device.managed },
    session: event.session === null ? null : { uid: event.session },
    auth_protocol: event.protocol,
    is_mfa: event.secondFactor === 'passed' || event.secondFactor === 'satisfied-earlier',
    is_remote: true,
    auth_factors: event.methods.map((method) => ({ factor_type_id: 99, factor_type: method })),
  };
}
