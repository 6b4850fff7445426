import { expect, test } from 'vitest';
import { z } from 'zod';
import { plainIssue } from './plain-issue.ts';

const own = z.string().regex(/^x/, 'write a text that begins with x');

test.each([
  [z.string(), undefined, 'it is missing: write a text'],
  [z.string(), 5, 'write a text, not a number'],
  [z.array(z.string()), 'a', 'write a list, not a text'],
  [z.boolean(), 'yes', 'write true or false, not a text'],
  [z.string(), true, 'write a text, not true'],
  [z.string(), null, 'write a text, not nothing'],
  [z.strictObject({}), [], 'write keys with values, not a list'],
  [z.int(), 1.5, 'write a whole number'],
  [z.enum(['day', 'week', 'month']), 'year', 'write day, week or month'],
  [z.enum(['day', 'week']), undefined, 'it is missing: write day or week'],
  [z.int().max(9), 10, 'write at most 9'],
  [z.number().positive(), 0, 'write more than 0'],
  [z.array(z.string()).min(1), [], 'it is empty: write something, or leave it out'],
  [z.array(z.string()).min(2), [], 'write at least 2 entries'],
  [z.strictObject({ a: z.string() }), { a: '', b: 1 }, 'unknown key "b"; the docs lists those that exist'],
  [z.union([z.boolean(), z.strictObject({ ca: z.string() })]), 5, 'write true or false or keys with values'],
  [z.union([z.boolean(), z.strictObject({ ca: z.string() })]), { ca: 5 }, 'ca: write a text, not a number'],
  [z.discriminatedUnion('type', [z.strictObject({ type: z.literal('a') })]), { type: 'c' }, 'write a'],
  [own, 'y', 'write a text that begins with x'],
])('%# what is wrong is said in plain words', (schema, value, sentence) => {
  const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  expect(issue === undefined ? null : plainIssue(issue, 'the docs')).toBe(sentence);
});
