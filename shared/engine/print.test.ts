import { hash64 } from '@gatewatch/domain';
import { signIn, toyBurst } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { type Case, contentOf } from './case.ts';
import { isNews, printed } from './print.ts';
import type { Published } from './subject.ts';

const row = signIn({ at: '1 09:00' });
const later = signIn({ at: '1 09:01', app: 'Files "events":[]' });
const of: Case = {
  detector: toyBurst.card.id,
  version: 1,
  epoch: 'e',
  anchor: row.id,
  anchorTime: row.time,
  lastTime: row.time,
  joinMs: 1,
  findings: 1,
  lead: {
    variant: '',
    severity: 'low',
    risk: 1,
    confidence: 'low',
    because: [],
    explanation: 'x',
    facts: [],
    decisive: [row.id],
    baseline: [],
  },
  rowCount: 1,
  first: [row],
  last: [],
  leading: [row],
};
const said = (one: Case) => contentOf(one, toyBurst.card, 'default', row.actor?.key ?? '', false);
const content = said(of);
const { title: _t, attack: _a, steps: _s, ...shown } = content;
const stands: Omit<Published, 'print'> = {
  detector: of.detector,
  anchor: of.anchor,
  anchorTime: of.anchorTime,
  revision: 1,
  withdrawn: false,
  disposition: null,
};

it('is of the text that older releases printed, made when it is asked for', () => {
  const published = { ...stands, print: '', unprinted: content, findings: 1 };
  expect(printed(published)).toBe(hash64(JSON.stringify(shown)));
  expect(published).toMatchObject({ unprinted: null, print: printed(published) });
});

it.each([
  ['said in this process', { print: '', unprinted: content, findings: 1, ours: true }],
  ['stored by this process', { print: hash64(JSON.stringify(shown)), unprinted: null, findings: 1, ours: true }],
  ['read from a ledger', { print: hash64(JSON.stringify(shown)) }],
] as const)('tells what is news: %s', (_, known) => {
  const published: Published = { ...stands, ...known };
  expect(isNews(published, said({ ...of }))).toBe(false);
  expect(isNews(published, { ...content, title: 'Another' })).toBe(false);
  expect(isNews(published, said({ ...of, findings: 2 }))).toBe(true);
  expect(isNews(published, said({ ...of, last: [later] }))).toBe(true);
  expect(isNews(published, said({ ...of, lead: { ...of.lead, because: ['y'] } }))).toBe(true);
});
