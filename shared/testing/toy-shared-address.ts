/** Toy counting lane: three or more persons fail at one address within a clock hour; who succeeds there is told. */

import { type CountingDetector, hourMs } from '@gatewatch/domain';

export const toySharedAddress: CountingDetector = {
  id: 'toy-shared-address',
  lane: 'address',
  bucketMs: hourMs,
  count(event) {
    const who = event.actor?.key ?? null;
    if (event.kind !== 'sign-in' || who === null) return null;
    const succeeded = event.outcome === 'success';
    return { who, tag: succeeded ? 'success' : 'failed', decisive: succeeded };
  },
  judge: (bucket) => bucket.whoOf('failed') >= 3,
};
