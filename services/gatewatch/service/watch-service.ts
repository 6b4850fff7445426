/** The monitor of a service: a reading each minute, kept on Redis, its alerts beside those of the detectors. */

import { topicNames } from '@gatewatch/bus';
import { minuteMs } from '@gatewatch/domain';
import { alertMessage, forEver } from '@gatewatch/engine';
import { redisLedger } from '@gatewatch/ledger';
import { monitorHealth, monitorOptions } from '@gatewatch/monitor';
import { pausing } from '../run/pausing.ts';
import { monitorPartition, openSelfWatch } from '../run/self-watch.ts';
import type { ServiceParts } from './service-parts.ts';

const page = 100;

/** `name`: of service and host; who starts anew under the same goes on with the same memory. Ends with the signal. */
export async function watchService(name: string, parts: ServiceParts, signal: AbortSignal): Promise<void> {
  const { config, servers, vitals } = parts;
  const asked = config.detectors[monitorHealth.id];
  if (asked?.enabled === false) return;
  const ledger = redisLedger(servers.redis);
  const trying = { component: 'monitor-health', vitals, signal };
  const own = await forEver(() => openSelfWatch(ledger, vitals, monitorOptions(asked?.options), name), trying);
  await using producer = await forEver(() => servers.bus.producer(), trying);
  const topic = topicNames(servers.kafka.topicPrefix).alerts;
  for (;;) {
    await forEver(() => own.look(Date.now()), trying);
    await forEver(async () => {
      for (;;) {
        const rows = await ledger.outbox(`${monitorPartition}/${name}`, own.published(), page);
        const last = rows.at(-1);
        if (last === undefined) return;
        await producer.send(
          topic,
          rows.map(({ alert }) => alertMessage(alert)),
        );
        await own.publish(last.sequence);
      }
    }, trying);
    await pausing(minuteMs, signal);
  }
}
