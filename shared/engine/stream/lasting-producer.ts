/** A producer that is opened when it is first needed, and anew after it failed: what a client library gave up on does not last. */

import { type Bus, type BusProducer, RecordTooLarge } from '@gatewatch/domain';

export function createLastingProducer(bus: Pick<Bus, 'producer'>): BusProducer {
  let open: Promise<BusProducer> | null = null;
  const close = async (): Promise<void> => {
    const closing = open;
    open = null;
    await closing?.then((producer) => producer[Symbol.asyncDispose]()).catch(() => {}); // it is the failed one, or never opened
  };
  return {
    async send(topic, records) {
      open ??= bus.producer();
      try {
        await (await open).send(topic, records);
      } catch (error) {
        if (!(error instanceof RecordTooLarge)) await close();
        throw error;
      }
    },
    [Symbol.asyncDispose]: close,
  };
}
