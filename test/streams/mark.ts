/** A mark behind everything that was sent: who has committed it has committed all before it. */

import type { Intake, Ledger } from '@gatewatch/domain';
import { until } from './until.ts';

/** Into every partition; `text` is a mark's own. */
export function sendMark(intake: Pick<Intake, 'control'>, text: string): Promise<void> {
  return intake.control([{ type: 'fact', at: 0, tenant: 'marks', name: 'mark', value: text, time: 0 }]);
}

/** Resolves when every partition has committed the mark. */
export async function marked(ledger: Ledger, partitions: number, text: string, withinMs?: number): Promise<void> {
  await until(async () => {
    const known = await ledger.partitions();
    const told = await Promise.all(known.map(async ({ name }) => (await ledger.facts(name)).get('marks\nmark') ?? ''));
    return known.length === partitions && told.every((value) => value.includes(text));
  }, withinMs);
}
