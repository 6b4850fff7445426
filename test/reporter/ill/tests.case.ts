import { afterAll, describe, expect, test } from 'vitest';

test('passes', () => expect(1).toBe(1));
test('fails', () => expect(1).toBe(2));
test.skip('is left out', () => expect(1).toBe(2));
describe('a suite that ends badly', () => {
  afterAll(() => {
    throw new Error('what it used did not stop');
  });
  test('passes too', () => expect(1).toBe(1));
});
