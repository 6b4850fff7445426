/** What all bookmarks must do. `fresh` gives empty ones; `second` another process's hold of the same. */

import type { Bookmarks } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';

export interface BookmarksUnderTest {
  readonly fresh: () => Promise<{ readonly bookmarks: Bookmarks; readonly second?: () => Promise<Bookmarks> }>;
}

const scope = 'event-hub/example.servicebus.windows.net/signins/$Default';

export function bookmarksContract(name: string, { fresh }: BookmarksUnderTest): void {
  describe(`${name} keeps the bookmarks contract`, () => {
    test('a scope that nobody wrote to is empty', async () => {
      await using bookmarks = (await fresh()).bookmarks;
      expect([await bookmarks.list(scope), await bookmarks.scopes()]).toEqual([[], []]);
    });

    test('what was put is listed by name, with version and the time of the store', async () => {
      await using bookmarks = (await fresh()).bookmarks;
      const before = await bookmarks.now();
      const written = [
        await bookmarks.put(scope, 'b', '{"offset":1}', null),
        await bookmarks.put(scope, 'a', 'x', null),
        await bookmarks.put('other', 'c', 'y', null),
      ];
      expect(await bookmarks.list(scope)).toEqual([written[1], written[0]]);
      expect(await bookmarks.scopes()).toEqual([scope, 'other'].sort());
      const after = await bookmarks.now();
      for (const one of written) {
        expect(one?.at).toBeGreaterThanOrEqual(before);
        expect(one?.at).toBeLessThanOrEqual(after);
      }
    });

    test('a change needs the version that stands', async () => {
      await using bookmarks = (await fresh()).bookmarks;
      const first = await bookmarks.put(scope, 'a', '1', null);
      const second = await bookmarks.put(scope, 'a', '2', first?.version ?? '');
      expect(second?.version).not.toBe(first?.version);
      expect(await bookmarks.put(scope, 'a', 'late', first?.version ?? '')).toBeNull();
      expect(await bookmarks.put(scope, 'a', 'new', null)).toBeNull();
      expect(await bookmarks.put(scope, 'none', 'x', second?.version ?? '')).toBeNull();
      expect(await bookmarks.list(scope)).toEqual([second]);
    });

    test('the same text again is a change of its own', async () => {
      await using bookmarks = (await fresh()).bookmarks;
      const first = await bookmarks.put(scope, 'a', '1', null);
      const second = await bookmarks.put(scope, 'a', '1', first?.version ?? '');
      expect(second?.version).not.toBe(first?.version);
    });

    test('of many who write at once, one wins', async () => {
      const { bookmarks: opened, second } = await fresh();
      await using bookmarks = opened;
      await using other = second === undefined ? null : await second();
      const writers = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 || other === null ? bookmarks : other));
      const written = await Promise.all(writers.map((writer, i) => writer.put(scope, 'a', `${i}`, null)));
      const winners = written.filter((one) => one !== null);
      expect(winners.length).toBe(1);
      expect(await (other ?? bookmarks).list(scope)).toEqual(winners);
    });

    test('keeps any text as it is', async () => {
      await using bookmarks = (await fresh()).bookmarks;
      const nasty = '\u0000"\'\\ ☃ 𝒳 {} \n; DROP TABLE bookmarks;--';
      const written = await bookmarks.put(nasty, nasty, nasty, null);
      expect(await bookmarks.list(nasty)).toEqual([written]);
      expect(await bookmarks.scopes()).toEqual([nasty]);
      expect(written?.text).toBe(nasty);
    });
  });
}
