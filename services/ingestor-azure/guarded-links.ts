/**
 * A request that gets no answer ends the whole process: its time-out reads the address of a link that went with its connection
 * (core-amqp 4.5.1, requestResponseLink; rhea-promise 3.0.3, link). A link without a peer has no address.
 */

import { Receiver, Sender } from 'rhea-promise';

for (const { prototype } of [Receiver, Sender])
  Object.defineProperty(prototype, 'address', {
    configurable: true,
    get(this: { readonly source?: { readonly address?: string } }) {
      return this.source?.address ?? '';
    },
  });
