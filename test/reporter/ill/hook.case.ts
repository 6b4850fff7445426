import { beforeAll, expect, test } from 'vitest';

beforeAll(() => {
  throw new Error('what it needs did not start');
});
test('never runs', () => expect(1).toBe(1));
test('nor does this', () => expect(1).toBe(1));
