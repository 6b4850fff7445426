import { expect, it } from 'vitest';
import { allowedWords, isAllowed } from './option-bounds.ts';

const option = { default: 5, unit: 'min', reason: 'for this test' };

it.each([
  [{}, 'more than 0', [0.001, 1e9], [0, -1]],
  [{ least: 0 }, 'at least 0', [0, 1], [-0.001]],
  [{ most: 18 }, 'more than 0 and at most 18', [0.5, 18], [0, 18.5]],
  [{ least: 2, most: 18 }, 'at least 2 and at most 18', [2, 18], [1.9, 19]],
])('%j: %s', (bounds, words, allowed, refused) => {
  const bounded = { ...option, ...bounds };
  expect(allowedWords(bounded)).toBe(words);
  expect([...allowed, ...refused].filter((value) => isAllowed(bounded, value))).toEqual(allowed);
});
