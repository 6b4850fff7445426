/** What became of the alerts, as a table for people. */

import type { DeliveryFaultsDone } from './run-delivery-faults.ts';

export function deliveryTable({ revisions, kills, destinations }: DeliveryFaultsDone): string {
  const head = ['destination', 'alerts', 'delivered', 'dead', 'spared', 'lost', 'out of order', 'unknown', 'repeats', 'calls'];
  const rows = destinations.map((one) => [
    one.destination,
    one.alerts,
    one.delivered,
    Object.entries(one.dead)
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ') || 0,
    ...[one.spared, one.lost, one.outOfOrder, one.unknown, one.repeats, one.calls],
  ]);
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [`${revisions} revisions, ${kills} kills of a forwarder`, ...lines].join('\n');
}
