/** Documents, and a cluster that answers bulks as it is told: the port alone, for what no real one does on command. */

import type { BulkAnswer, ItemAnswer } from './answer.ts';
import type { Document } from './document.ts';
import type { BulkWriterPlan } from './writer.ts';

export function documents(count: number, from = 0, bytes = 20): readonly Document[] {
  return Array.from({ length: count }, (_, i) => ({
    index: 'i',
    id: `d${from + i}`,
    version: 1,
    body: JSON.stringify({ n: 'x'.repeat(bytes - 8) }),
    tenant: 'default',
    origin: { source: 's', position: from + i },
  }));
}

/** Ids of a bulk's body, in order. */
export function idsIn(body: string): readonly string[] {
  return body
    .trimEnd()
    .split('\n')
    .filter((_, i) => i % 2 === 0)
    .map((line) => JSON.parse(line).index._id);
}

export const items = (...kinds: readonly ItemAnswer[]): BulkAnswer => ({ kind: 'items', items: kinds });
export const created: ItemAnswer = { kind: 'created' };
export const busy: BulkAnswer = { kind: 'again', code: 'busy', why: 'it is busy', busy: true, afterMs: null };

/** `answer` gives each call's; what is asked is kept. */
export function fakeBulk(answer: (ids: readonly string[], call: number) => BulkAnswer | Promise<BulkAnswer>) {
  const calls: (readonly string[])[] = [];
  const bulk: BulkWriterPlan['bulk'] = async (body) => {
    const ids = idsIn(body);
    calls.push(ids);
    return answer(ids, calls.length);
  };
  return { bulk, calls };
}

export const allCreated = (ids: readonly string[]): BulkAnswer => items(...ids.map(() => created));
