/** A destination that takes one message of JSON a call. */

import type { Destination, DestinationLimits, Parcel } from '@gatewatch/domain';
import type { Surroundings } from '../destination-type.ts';
import { deliverByHttp } from './deliver.ts';
import { secureUrl } from './secure-url.ts';

export type MessageLimits = Pick<DestinationLimits, 'bytes' | 'concurrency' | 'perSecond' | 'patienceMs'>;

/** Throws UserMistake for an address that will not do. */
export function oneMessageACall(
  url: string,
  world: Surroundings,
  limits: MessageLimits,
  bodyOf: (parcel: Parcel) => string,
): Destination {
  const target = secureUrl(url, `destinations.${world.name}.url`, world.insecure);
  const headers = { 'content-type': 'application/json' };
  return {
    limits: { ...limits, items: 1, measure: (parcel) => bodyOf(parcel).length },
    send: (parcels, signal) =>
      Promise.all(parcels.map((parcel) => deliverByHttp({ url: target, headers, body: bodyOf(parcel) }, world, signal))),
    async [Symbol.asyncDispose]() {},
  };
}
