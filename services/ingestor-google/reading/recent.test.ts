import { hourMs } from '@gatewatch/domain';
import { memoryBookmarks } from '@gatewatch/ledger';
import { expect, it } from 'vitest';
import { CursorLost } from './cursor.ts';
import { openRecent } from './recent.ts';

const start = Date.UTC(2026, 4, 5);
const key = (number: number): string => String(number).padStart(11, '-');

it('are known again after a restart, for 72 hours, in a store that does not grow', async () => {
  const store = memoryBookmarks();
  const recent = await openRecent(store, 'known');
  for (let hour = 0; hour < 400; hour++) {
    const time = start + hour * hourMs;
    for (let one = 0; one < 3; one++) recent.add(time, key(hour * 3 + one));
    recent.forget(time);
    await recent.save();
  }
  const again = await openRecent(store, 'known');
  const read = start + 399 * hourMs;
  again.forget(read);
  const known = Array.from({ length: 400 }, (_, hour) => again.has(start + hour * hourMs, key(hour * 3 + 2)));
  expect(known.lastIndexOf(false)).toBe(399 - 73);
  expect(known.slice(399 - 72).every((one) => one)).toBe(true);
  expect((await store.list('known')).length).toBe(128);
});

it('beyond the bound of an hour are not remembered, and the bookmark stays below a mebibyte', async () => {
  const store = memoryBookmarks();
  const recent = await openRecent(store, 'known');
  const added = Array.from({ length: 60_000 }, (_, one) => recent.add(start, key(one)));
  expect(added.filter((one) => one).length).toBe(50_000);
  expect(recent.has(start, key(59_999))).toBe(false);
  await recent.save();
  const [hour] = await store.list('known');
  expect(hour?.text.length).toBeLessThan(1 << 20);
});

it('are given up where another reader wrote them', async () => {
  const store = memoryBookmarks();
  const [one, two] = [await openRecent(store, 'known'), await openRecent(store, 'known')];
  one.add(start, key(1));
  two.add(start, key(2));
  await one.save();
  await expect(two.save()).rejects.toThrow(CursorLost);
});
