/** What all links must do (SEMANTICS.md 2). `fresh` gives empty ones; `second` another process's hold of the same. */

import type { LinkRequest, Links, StandingLink } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';

export interface LinksUnderTest {
  readonly fresh: () => Promise<{ readonly links: Links; readonly second?: () => Promise<Links> }>;
}

const scope = 'default\nentra';
const ask = (id: string, claimed: string | null, person = claimed ?? '', of = scope): LinkRequest => ({
  link: `${of}\n${id}`,
  scope: of,
  claimed,
  person,
});

async function all(links: Links): Promise<readonly StandingLink[]> {
  const found: StandingLink[] = [];
  for await (const one of links.all()) found.push(one);
  return found.sort((a, b) => (a.link < b.link ? -1 : 1));
}

export function linksContract(name: string, { fresh }: LinksUnderTest): void {
  describe(`${name} keeps the links contract`, () => {
    test('an id keeps its key through renames', async () => {
      await using links = (await fresh()).links;
      expect(await links.decide([ask('1', 'ada@example.com')])).toEqual(['ada@example.com']);
      expect(await links.decide([ask('1', 'lovelace@example.com')])).toEqual(['ada@example.com']);
      expect(await links.decide([ask('1', null)])).toEqual(['ada@example.com']);
    });

    test('what is only looked up writes nothing', async () => {
      await using links = (await fresh()).links;
      expect(await links.decide([ask('1', null), ask('1', 'ada@example.com'), ask('1', null)])).toEqual([
        null,
        'ada@example.com',
        'ada@example.com',
      ]);
      expect((await all(links)).length).toBe(1);
    });

    test('a later id that claims an address is a new subject, in one batch and in the next', async () => {
      await using links = (await fresh()).links;
      const address = 'ada@example.com';
      expect(await links.decide([ask('1', address), ask('2', address), ask('1', address)])).toEqual([
        address,
        `${address}~2`,
        address,
      ]);
      expect(await links.decide([ask('3', address)])).toEqual([`${address}~3`]);
    });

    test('a number that is somebody’s key already is passed over', async () => {
      await using links = (await fresh()).links;
      const odd = 'ada@example.com~2';
      expect(await links.decide([ask('9', odd), ask('1', 'ada@example.com'), ask('2', 'ada@example.com')])).toEqual([
        odd,
        'ada@example.com',
        'ada@example.com~3',
      ]);
    });

    test('claims are counted on the address as it stands, not on the person', async () => {
      await using links = (await fresh()).links;
      const requests = [ask('1', 'ada@example.com'), ask('2', 'ada.admin@example.com', 'ada@example.com')];
      expect(await links.decide(requests)).toEqual(['ada@example.com', 'ada@example.com']);
    });

    test('directories and tenants count apart', async () => {
      await using links = (await fresh()).links;
      const others = ['default\ngoogle', 'second\nentra'].map((of) => ask('2', 'ada@example.com', 'ada@example.com', of));
      expect(await links.decide([ask('1', 'ada@example.com'), ...others])).toEqual(Array(3).fill('ada@example.com'));
    });

    test('several who decide at once decide the same', async () => {
      const { links: opened, second } = await fresh();
      await using links = opened;
      await using other = second === undefined ? null : await second();
      const batch = Array.from({ length: 300 }, (_, i) => ask(`${i}`, `person${i % 100}@example.com`));
      const answers = await Promise.all([
        links.decide(batch),
        (other ?? links).decide([...batch].reverse()),
        links.decide(batch),
      ]);
      expect(answers[1]?.toReversed()).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(new Set(answers[0]).size).toBe(300);
    });

    test('a backup restored stands, and none of it over what stands', async () => {
      await using before = (await fresh()).links;
      await before.decide([ask('1', 'ada@example.com'), ask('2', 'ada@example.com'), ask('3', 'bo@example.com')]);
      await using after = (await fresh()).links;
      await after.decide([ask('3', 'bo.new@example.com')]);
      await after.restore(await all(before));
      await after.restore(await all(before));
      expect(await after.decide(['1', '2', '3'].map((id) => ask(id, null)))).toEqual([
        'ada@example.com',
        'ada@example.com~2',
        'bo.new@example.com',
      ]);
      expect(await after.decide([ask('4', 'ada@example.com'), ask('5', 'bo@example.com')])).toEqual([
        'ada@example.com~3',
        'bo@example.com',
      ]);
    });

    test('an erased link is gone, and its number is given again only where nobody has it', async () => {
      await using links = (await fresh()).links;
      const address = 'ada@example.com';
      await links.decide([ask('1', address), ask('2', address)]);
      const [first] = await all(links);
      await links.forget(first === undefined ? [] : [first, first]);
      expect((await all(links)).map(({ key }) => key)).toEqual([`${address}~2`]);
      expect(await links.decide([ask('3', address)])).toEqual([`${address}~3`]);
    });

    test('keeps any text as it is', async () => {
      await using links = (await fresh()).links;
      const nasty = '\u0000"\'\\ ☃ 𝒳 {} \n; DROP TABLE links;--';
      expect(await links.decide([ask(nasty, nasty, nasty, nasty)])).toEqual([nasty]);
      expect(await all(links)).toEqual([{ link: `${nasty}\n${nasty}`, scope: nasty, claimed: nasty, key: nasty }]);
    });
  });
}
