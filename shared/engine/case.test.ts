/** What an alert says of its findings (SEMANTICS.md 5.2): the reference folds with the very same code, so it is shown here. */

import { type Finding, minuteMs, type SignIn } from '@gatewatch/domain';
import { signIn, toyBurst } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';
import { alertId, type Case, contentOf, fold } from './case.ts';

const rows = Array.from({ length: 40 }, (_, n): SignIn => {
  const row = signIn({ at: '1 09:00', recordId: `r${String(n).padStart(2, '0')}`, ip: `198.18.0.${n}`, session: `s${n}` });
  return { ...row, time: row.time + n * minuteMs };
});
const find = (id: string) => rows.find((row) => row.id === id);
const idsOf = (all: readonly { readonly id: string }[]) => all.map(({ id }) => Number(id.slice(-2)));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** A finding on the last of these rows, which decide it. */
function folded(old: Case | undefined, numbers: readonly number[], more: Partial<Finding> = {}): Case {
  const decisive = numbers.map((n) => rows[n]?.id ?? '');
  const row = rows[numbers.at(-1) ?? 0];
  if (row === undefined) throw new Error('no such row');
  const finding: Finding = {
    ...{ variant: '', severity: 'medium', risk: 50, confidence: 'high', because: [], explanation: `${numbers}` },
    ...{ facts: [], decisive, baseline: [] },
    ...more,
  };
  return fold(old, { detector: 'toy-burst', row, finding, version: 1, joinMs: 1, epoch: 'e', anchor: 'a', anchorTime: 7 }, find);
}
const said = (of: Case, bounded = false) => contentOf(of, toyBurst.card, 'default', 'ada@example.com', bounded);

describe('evidence', () => {
  test('is the first and the last ten rows of all findings, and those that decide the leading one', () => {
    let of = folded(undefined, range(0, 2));
    for (let n = 3; n < 40; n++) of = folded(of, [n - 1, n], n === 20 ? { risk: 60 } : {});
    expect(idsOf(said(of).evidence.events)).toEqual([...range(0, 9), 19, 20, ...range(30, 39)]);
    expect([said(of).evidence.rows, said(of).findings, said(of).evidence.decisive]).toEqual([40, 38, ['entra:r19', 'entra:r20']]);
    expect([said(of).firstSeen, said(of).lastSeen]).toEqual([rows[0]?.time, rows[39]?.time]);
  });

  test('has each row once, in order, where findings name the same rows or older ones', () => {
    const of = folded(folded(folded(undefined, [5, 6]), [4, 5, 6]), [2, 6]);
    expect([idsOf(said(of).evidence.events), said(of).evidence.rows]).toEqual([[2, 4, 5, 6], 4]);
  });

  test('of ten rows and one more loses none', () => {
    const of = folded(folded(undefined, range(0, 9)), [10]);
    expect(idsOf(said(of).evidence.events)).toEqual(range(0, 10));
  });
});

describe('the leading finding', () => {
  test.each<[string, Partial<Finding>, boolean]>([
    ['more severe', { severity: 'high', risk: 1 }, true],
    ['as severe with more risk', { risk: 51 }, true],
    ['as severe with as much risk', {}, false],
    ['less severe with more risk', { severity: 'low', risk: 99 }, false],
  ])('is the newer one where it is %s: %j, %s', (_, more, leads) => {
    const of = folded(folded(undefined, [0, 1]), [2], { explanation: 'newer', ...more });
    expect(said(of).explanation).toBe(leads ? 'newer' : '0,1');
    expect(said(of).evidence.decisive).toEqual(leads ? ['entra:r02'] : ['entra:r00', 'entra:r01']);
  });
});

describe('an alert', () => {
  test('has an id of its tenant, detector, subject and anchor, each of which makes another one', () => {
    const ids = [
      alertId('t', 'd', 's', 'a'),
      alertId('u', 'd', 's', 'a'),
      alertId('t', 'e', 's', 'a'),
      alertId('t', 'd', 'r', 'a'),
      alertId('t', 'd', 's', 'b'),
    ];
    expect([new Set(ids).size, alertId('t', 'd', 's', 'a') === ids[0]]).toEqual([5, true]);
  });

  test('names at most 24 entities and says when its subject was bounded', () => {
    let of = folded(undefined, range(0, 9));
    of = folded(of, range(10, 19));
    expect(said(of).entities).toHaveLength(24);
    expect([said(of).gaps, said(of, true).gaps]).toEqual([[], ['bounded']]);
  });
});
