import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { onceLed } from './topics.ts';

// kafkajs' own errors, by Kafka's codes.
const { createErrorFromCode } = createRequire(import.meta.url)('kafkajs/src/protocol/error.js');

test('a partition whose leader does not know yet that it leads is asked again, what else fails is told', async () => {
  const answers: unknown[] = [createErrorFromCode(6), createErrorFromCode(6), 'the offsets'];
  const ask = async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next;
  };
  expect(await onceLed(ask)).toBe('the offsets');
  answers.push(createErrorFromCode(29), 'not asked for');
  await expect(onceLed(ask)).rejects.toThrow('Not authorized');
});
