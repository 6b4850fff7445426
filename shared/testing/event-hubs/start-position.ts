/** The selector with which a client says where it wants to begin to read. */

import type { HubPartition } from './hub.ts';

const selector = /^amqp\.annotation\.(x-opt-offset|x-opt-sequence-number|x-opt-enqueued-time) (>=?) '([^']*)'$/;

/** Sequence number of the first event to send; null where the service would refuse the selector. */
export function startPosition(partition: HubPartition, text: string): number | null {
  const [, what, comparison, value = ''] = selector.exec(text) ?? [];
  const inclusive = comparison === '>=';
  if (what === 'x-opt-offset' && value === '-1') return 0;
  if (what === 'x-opt-offset' && value === '@latest') return partition.last + 1;
  if (what === 'x-opt-offset') {
    const sequence = Number(/^1:\d+:(\d+)$/.exec(value)?.[1] ?? Number.NaN);
    return Number.isNaN(sequence) ? null : sequence + (inclusive ? 0 : 1);
  }
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) return null;
  if (what === 'x-opt-sequence-number') return number + (inclusive ? 0 : 1);
  if (what === 'x-opt-enqueued-time')
    return (
      partition.events.find(({ enqueued }) => (inclusive ? enqueued >= number : enqueued > number))?.sequence ??
      partition.last + 1
    );
  return null;
}
