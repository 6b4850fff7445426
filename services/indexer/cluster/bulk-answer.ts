/** The body of a bulk's answer to the answer of each document, in their order. */

import { type BulkAnswer, itemAnswer } from '../bulk/answer.ts';

const created = { kind: 'created' } as const;

export function bulkAnswerOf(said: unknown, count: number): BulkAnswer {
  const { errors, items } = object(said);
  if (errors === false) return { kind: 'items', items: Array.from({ length: count }, () => created) };
  if (!Array.isArray(items) || items.length !== count)
    return { kind: 'again', code: 'bad-answer', why: 'its answer lists no items', busy: false, afterMs: null };
  return {
    kind: 'items',
    items: items.map((item) => {
      const { status, error } = object(Object.values(object(item))[0]);
      const { type, reason } = object(error);
      return itemAnswer(typeof status === 'number' ? status : 0, {
        ...(typeof type === 'string' ? { type } : {}),
        ...(typeof reason === 'string' ? { reason } : {}),
      });
    }),
  };
}

export function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
