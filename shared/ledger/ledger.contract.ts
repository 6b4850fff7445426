/** What every ledger must do. `fresh` gives an empty one; `reopen`, where a ledger outlives its process, opens the same again. */

import { type Alert, Fenced, type Ledger, type LedgerCommit, type Verdict } from '@gatewatch/domain';
import { describe, expect, test } from 'vitest';

export interface LedgerUnderTest {
  readonly fresh: () => Promise<{ readonly ledger: Ledger; readonly reopen?: () => Promise<Ledger> }>;
}

const step = (position: number, more: Partial<LedgerCommit> = {}): LedgerCommit => ({
  position,
  meta: `meta ${position}`,
  puts: [],
  deletes: [],
  outbox: [],
  links: [],
  ...more,
});

export function exampleAlert(id: string, revision: number): Alert {
  return {
    schema: 1,
    id,
    revision,
    epoch: 'first',
    detector: { id: 'toy', version: 1 },
    title: 'Toy',
    explanation: 'Because.',
    severity: 'low',
    risk: 1,
    confidence: 'low',
    because: [],
    tenant: 'default',
    subject: { key: 'ada@example.com', name: null, providers: ['entra'], kind: 'member' },
    entities: [],
    firstSeen: 1,
    lastSeen: 2,
    detectedAt: 3,
    findings: 1,
    evidence: { rows: 0, decisive: [], events: [] },
    facts: [],
    baseline: [],
    attack: [],
    steps: [],
    state: 'open',
    cause: null,
    replacedBy: null,
    disposition: null,
    gaps: [],
  };
}

function exampleVerdict(id: string): Verdict {
  return {
    kind: 'verdict',
    ...{ id, recordId: id, tenant: 'default', provider: 'entra', category: 'verdict', time: 1, processed: null, hash: '' },
    ...{ gaps: [], actor: null, target: null, ip: null, place: null, network: null },
    ...{ alert: 'x', disposition: 'benign', note: '', analyst: null, places: [], devices: [] },
  };
}

export function ledgerContract(name: string, { fresh }: LedgerUnderTest): void {
  describe(`${name} keeps the ledger contract`, () => {
    test('a new partition starts at position 0 with no meta', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      expect([partition.position, partition.meta, await partition.load(['a'])]).toEqual([0, null, []]);
    });

    test('a fact is kept until it is written again, and its partition has it when it is acquired', async () => {
      await using ledger = (await fresh()).ledger;
      const first = await ledger.acquire('p');
      const fact = (key: string, value: string) => ({ key, value });
      await first.commit(step(1, { facts: [fact('a', '1'), fact('b\n"', '{}')] }));
      const stale = await ledger.acquire('p');
      expect([...first.facts]).toEqual([]);
      expect(new Map([...stale.facts].sort())).toEqual(new Map([...[['a', '1'] as const, ['b\n"', '{}'] as const]]));
      const current = await ledger.acquire('p');
      await current.commit(step(2, { facts: [fact('a', '2')] }));
      await expect(stale.commit(step(3, { facts: [fact('a', 'late')] }))).rejects.toThrow(Fenced);
      expect(await ledger.facts('p')).toEqual(new Map([...[['a', '2'] as const, ['b\n"', '{}'] as const]]));
      expect((await ledger.acquire('p')).facts).toEqual(await ledger.facts('p'));
      expect(await ledger.facts('q')).toEqual(new Map());
      await ledger.restart();
      expect(await ledger.facts('p')).toEqual(new Map());
    });

    test('subjects, position, meta, links and outbox move together', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      await partition.commit(
        step(7, {
          puts: [{ key: 'a', state: 'A', due: 5 }],
          outbox: [exampleAlert('x', 1)],
          links: [{ id: 'i', key: 'a' }],
        }),
      );
      const again = await ledger.acquire('p');
      expect([again.position, again.meta]).toEqual([7, 'meta 7']);
      expect(await again.load(['a', 'b'])).toEqual([{ key: 'a', state: 'A', due: 5 }]);
      expect(await again.links(['i', 'j'])).toEqual(new Map([['i', 'a']]));
      expect((await ledger.outbox('p', 0, 10)).map(({ alert }) => alert)).toEqual([exampleAlert('x', 1)]);
    });

    test('a stale token commits nothing at all', async () => {
      await using ledger = (await fresh()).ledger;
      const old = await ledger.acquire('p');
      const current = await ledger.acquire('p');
      expect(current.token).toBeGreaterThan(old.token);
      const late = step(9, {
        puts: [{ key: 'a', state: 'late', due: null }],
        outbox: [exampleAlert('x', 1)],
        links: [{ id: 'i', key: 'a' }],
      });
      await expect(old.commit(late)).rejects.toThrow(Fenced);
      expect(await current.load(['a'])).toEqual([]);
      expect(await ledger.outbox('p', 0, 10)).toEqual([]);
      expect(await current.links(['i'])).toEqual(new Map());
      expect((await ledger.acquire('p')).position).toBe(0);
    });

    test('what is put ahead of a commit is of its partition alone, and nothing where the commit never comes', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      if (partition.ahead === undefined) return; // a choice of each ledger
      const put = (state: string, due: number | null) => [{ key: 'a', state, due }];
      await partition.commit(step(1, { puts: put('one', 9) }));
      await partition.ahead(put('two', 5));
      expect([await partition.load(['a']), await partition.due(5)]).toEqual([put('two', 5), ['a']]);
      const next = await ledger.acquire('p');
      expect([next.position, await next.load(['a']), await next.due(5)]).toEqual([1, put('one', 9), []]);
      await expect(partition.ahead(put('late', null))).rejects.toThrow(Fenced);
      await next.ahead?.(put('three', null));
      await next.ahead?.([{ key: 'b', state: 'B', due: null }]);
      await next.commit(step(2, { puts: [{ key: 'b', state: 'newer', due: null }] }));
      const last = await ledger.acquire('p');
      expect([last.position, last.meta]).toEqual([2, 'meta 2']);
      expect(await last.load(['a', 'b'])).toEqual([...put('three', null), { key: 'b', state: 'newer', due: null }]);
    });

    test('partitions do not see each other', async () => {
      await using ledger = (await fresh()).ledger;
      const p = await ledger.acquire('p');
      const q = await ledger.acquire('q');
      await p.commit(step(1, { puts: [{ key: 'a', state: 'A', due: 1 }] }));
      expect([await q.load(['a']), await q.due(10)]).toEqual([[], []]);
    });

    test('says what is due, earliest first, and forgets what was put without', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      const put = (key: string, due: number | null) => ({ key, state: key, due });
      await partition.commit(step(1, { puts: [put('c', 9), put('b', 3), put('a', 3), put('d', null), put('e', 11)] }));
      expect(await partition.due(10)).toEqual(['a', 'b', 'c']);
      await partition.commit(step(2, { puts: [put('a', null)], deletes: ['b'] }));
      expect(await partition.due(10)).toEqual(['c']);
      expect(await partition.load(['b'])).toEqual([]);
    });

    test('a link is written once', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      await partition.commit(step(1, { links: [{ id: 'i', key: 'first' }] }));
      await partition.commit(step(2, { links: [{ id: 'i', key: 'second' }] }));
      expect(await partition.links(['i'])).toEqual(new Map([['i', 'first']]));
      expect(await ledger.links()).toEqual([{ id: 'i', key: 'first' }]);
    });

    test('the outbox is in order and repeats no revision; alerts are the newest revisions', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      await partition.commit(step(1, { outbox: [exampleAlert('x', 1), exampleAlert('y', 1)] }));
      await partition.commit(step(2, { outbox: [exampleAlert('x', 2)] }));
      const rows = await ledger.outbox('p', 0, 10);
      expect(rows.map(({ alert }) => `${alert.id} ${alert.revision}`)).toEqual(['x 1', 'y 1', 'x 2']);
      expect((await ledger.outbox('p', rows[1]?.sequence ?? 0, 1)).map(({ alert }) => alert.revision)).toEqual([2]);
      expect((await ledger.alerts()).map(({ id, revision }) => `${id} ${revision}`)).toEqual(['x 2', 'y 1']);
    });

    test('each partition has an outbox of its own', async () => {
      await using ledger = (await fresh()).ledger;
      const p = await ledger.acquire('p');
      const q = await ledger.acquire('q');
      await p.commit(step(1, { outbox: [exampleAlert('x', 1)] }));
      await q.commit(step(1, { outbox: [exampleAlert('y', 1)] }));
      await p.commit(step(2, { outbox: [exampleAlert('z', 1)] }));
      const ids = async (name: string) => (await ledger.outbox(name, 0, 10)).map(({ alert }) => alert.id);
      expect([await ids('p'), await ids('q'), await ids('r')]).toEqual([['x', 'z'], ['y'], []]);
      expect([(await p.alerts(['x', 'y'])).length, (await ledger.alerts()).map(({ id }) => id)]).toEqual([1, ['x', 'y', 'z']]);
    });

    test('a commit says where the outbox ends, and the published mark outlives its holder and never goes back', async () => {
      await using ledger = (await fresh()).ledger;
      const first = await ledger.acquire('p');
      expect([first.said, first.published]).toEqual([0, 0]);
      const said = await first.commit(step(1, { outbox: [exampleAlert('x', 1), exampleAlert('y', 1)] }));
      expect(await first.commit(step(2))).toBe(said);
      const [begin, end] = (await ledger.outbox('p', 0, 10)).map(({ sequence }) => sequence);
      expect(end).toBe(said);
      await first.publish(begin ?? 0);
      const second = await ledger.acquire('p');
      expect([second.said, second.published]).toEqual([said, begin]);
      await expect(first.publish(said)).rejects.toThrow(Fenced);
      await second.publish(said);
      await second.publish(begin ?? 0);
      expect((await ledger.acquire('p')).published).toBe(said);
    });

    test('a trim forgets what was published and no more; the newest revision of every alert stays', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      const outbox = [exampleAlert('x', 1), exampleAlert('y', 1), exampleAlert('x', 2), exampleAlert('z', 1)];
      const said = await partition.commit(step(1, { outbox }));
      const rows = await ledger.outbox('p', 0, 10);
      await partition.publish(rows[2]?.sequence ?? 0);
      await ledger.trim('p', said);
      expect((await ledger.outbox('p', 0, 10)).map(({ alert }) => alert.id)).toEqual(['z']);
      const newest = (alerts: readonly Alert[]) => alerts.map(({ id, revision }) => `${id} ${revision}`).sort();
      expect(newest(await ledger.alerts())).toEqual(['x 2', 'y 1', 'z 1']);
      expect(newest(await partition.alerts(['x', 'y', 'z', 'none']))).toEqual(['x 2', 'y 1', 'z 1']);
      const later = await partition.commit(step(2, { outbox: [exampleAlert('x', 3)] }));
      expect(later).toBeGreaterThan(said);
      expect((await ledger.outbox('p', said, 10)).map(({ alert }) => alert.revision)).toEqual([3]);
      const again = await ledger.acquire('p');
      expect([again.said, again.published]).toEqual([later, rows[2]?.sequence]);
    });

    test('keeps any text as it is', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      const nasty = '\u0000"\'\\ ☃ 𝒳 \n; DROP TABLE subjects;--';
      await partition.commit(step(1, { puts: [{ key: nasty, state: nasty, due: null }], links: [{ id: nasty, key: nasty }] }));
      expect(await partition.load([nasty])).toEqual([{ key: nasty, state: nasty, due: null }]);
      const keys: string[] = [];
      for await (const subject of ledger.subjects('p')) keys.push(subject.key);
      expect(keys).toEqual([nasty]);
    });

    test('verdicts are kept once, in order, and outlive a run that begins from nothing', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      await partition.commit(step(1, { puts: [{ key: 'a', state: 'A', due: null }], outbox: [exampleAlert('x', 1)] }));
      for (const id of ['b', 'a', 'b']) await ledger.give({ event: exampleVerdict(id), at: 5 });
      await ledger.restart();
      expect((await ledger.verdicts()).map(({ event, at }) => [event.id, at])).toEqual([
        ['b', 5],
        ['a', 5],
      ]);
      const again = await ledger.acquire('p');
      expect([again.position, again.meta, await again.load(['a']), await ledger.alerts()]).toEqual([0, null, [], []]);
    });

    test('a rewrite passes every text, and what becomes null is gone', async () => {
      await using ledger = (await fresh()).ledger;
      const partition = await ledger.acquire('p');
      const puts = ['a', 'b'].map((key) => ({ key, state: `ada ${key}`, due: null }));
      const links = ['i', 'j'].map((id) => ({ id, key: id }));
      const facts = [
        { key: 'ada', value: 'of ada' },
        { key: 'x', value: 'y' },
        { key: 'z', value: 'goes' },
      ];
      await partition.commit({
        ...step(1),
        meta: 'ada',
        facts,
        puts,
        links,
        outbox: [exampleAlert('x', 1), exampleAlert('y', 1)],
      });
      for (const id of ['v', 'w']) await ledger.give({ event: exampleVerdict(id), at: 5 });
      await ledger.rewrite({
        meta: (text) => text.replace('ada', 'bo'),
        fact: ({ key, value }) => (key === 'z' ? null : { key: key.replace('ada', 'bo'), value: value.replace('ada', 'bo') }),
        subject: ({ key, state }) => (key === 'a' ? null : state.replace('ada', 'bo')),
        alert: (text) => (text.includes('"x"') ? null : text.replace('ada@example.com', 'bo@example.com')),
        verdict: (text) => (text.includes('"v"') ? null : text),
        event: (text) => text,
        link: ({ id }) => id !== 'i',
      });
      expect(await ledger.partitions()).toEqual([{ name: 'p', meta: 'bo' }]);
      expect(Object.fromEntries(await ledger.facts('p'))).toEqual({ bo: 'of bo', x: 'y' });
      expect((await partition.load(['a', 'b'])).map(({ state }) => state)).toEqual(['bo b']);
      expect((await ledger.alerts()).map(({ id, subject }) => [id, subject.key])).toEqual([['y', 'bo@example.com']]);
      expect((await ledger.outbox('p', 0, 9)).length).toBe(1);
      expect((await partition.alerts(['x', 'y'])).map(({ id }) => id)).toEqual(['y']);
      expect((await ledger.verdicts()).map(({ event }) => event.id)).toEqual(['w']);
      expect(await partition.links(['i', 'j'])).toEqual(new Map([['j', 'j']]));
    });

    test('what was committed is there after opening it again', async () => {
      const { ledger, reopen } = await fresh();
      if (reopen === undefined) return void (await ledger[Symbol.asyncDispose]());
      const partition = await ledger.acquire('p');
      await partition.commit(step(3, { puts: [{ key: 'a', state: 'A', due: null }], outbox: [exampleAlert('x', 1)] }));
      await ledger[Symbol.asyncDispose]();
      await using opened = await reopen();
      const again = await opened.acquire('p');
      expect([again.position, await again.load(['a']), (await opened.alerts()).length]).toEqual([
        3,
        [{ key: 'a', state: 'A', due: null }],
        1,
      ]);
      expect(again.token).toBeGreaterThan(partition.token);
    });
  });
}
