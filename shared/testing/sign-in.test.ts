import { expect, it } from 'vitest';
import { change } from './change.ts';
import { signIn } from './sign-in.ts';

it('gives two different rows two ids, and the same row the same id', () => {
  expect(signIn({ at: '1 09:00' })).toEqual(signIn({ at: '1 09:00' }));
  expect(signIn({ at: '1 09:00' }).id).not.toBe(signIn({ at: '1 09:01' }).id);
  expect(change({ at: '1 09:00' }).id).not.toBe(change({ at: '1 09:01' }).id);
});

it('keeps one address for one line and takes another for another', () => {
  const ip = (draft: Parameters<typeof signIn>[0]) => signIn(draft).ip;
  expect(ip({ at: '1 09:00' })).toBe(ip({ at: '2 10:00' }));
  expect(ip({ at: '1 09:00' })).not.toBe(ip({ at: '1 09:00', from: 'Lagos', by: 'mtn' }));
});
