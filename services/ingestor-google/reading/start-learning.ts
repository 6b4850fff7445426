/**
 * Before an application is read for the first time: the tenant's log says until when rows of Google are only learnt from. The moment
 * of the tenant's first start; where an application or a customer joins later, so far back that what others still carry late is judged.
 */

import { type Intake, learnUntilKey } from '@gatewatch/domain';
import { overlapMs } from '../applications.ts';
import type { Kept } from './kept.ts';

const scope = 'google/learn-until';
const underWayMs = Math.max(...Object.values(overlapMs));

/** Resolves when the fact is durable. Doing it again changes nothing. */
export async function startLearning(
  store: Kept,
  intake: Intake,
  tenant: string,
  now: number,
  signal: AbortSignal,
): Promise<void> {
  const until = await decided(store, tenant, now);
  const stamp = { writer: `${scope}/${tenant}`, sequence: until };
  const value = new Date(until).toISOString();
  await intake.control([{ type: 'fact', at: now, tenant, name: learnUntilKey('google'), value, time: 0, stamp }], signal);
}

/** One moment for all readers that start at once: the first to write it decides. */
async function decided(store: Kept, tenant: string, now: number): Promise<number> {
  for (;;) {
    const known = (await store.list(scope)).find(({ name }) => name === tenant);
    const before = known === undefined ? null : Date.parse(known.text);
    const until = before === null ? now : Math.max(before, now - underWayMs);
    if (until === before) return until;
    if ((await store.put(scope, tenant, new Date(until).toISOString(), known?.version ?? null)) !== null) return until;
  }
}
