/** What the simulated vendors write, as events in the order they were delivered. */

import { Readable } from 'node:stream';
import type { IdentityEvent } from '@gatewatch/domain';
import { decode, normalise } from '@gatewatch/normalisers';
import { type SimulationOptions, simulate } from '@gatewatch/simulator';

export async function simulatedEvents(options: SimulationOptions): Promise<readonly IdentityEvent[]> {
  const lines: string[] = [];
  for (const item of simulate(options)) if (item.kind === 'line') lines.push(item.line);
  const events: IdentityEvent[] = [];
  for await (const pieces of decode(Readable.from([Buffer.from(lines.join('\n'))]), 'simulated'))
    for (const piece of pieces) {
      if (!('value' in piece)) continue;
      const read = normalise(piece.value, { tenant: 'default', origin: { source: 'simulated', position: 0 }, received: null });
      if ('events' in read) events.push(...read.events);
    }
  return events;
}
