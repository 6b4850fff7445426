import { plainRoute } from '@gatewatch/domain';
import { signIn } from '@gatewatch/testing';
import { expect, it } from 'vitest';
import { decodeSubject, encodeSubject } from './codec.ts';
import { asRow } from './copies.ts';
import { mergeRow } from './profile.ts';
import { newSubject } from './subject.ts';

const imap = signIn({ at: '1 09:00', secondFactor: 'not-asked', route: { legacy: 'imap' } });

it('remembers by which way a person came in, and since when', () => {
  const subject = newSubject('default', 'ada@example.com');
  mergeRow(subject.base, asRow(imap), false);
  const { base } = decodeSubject('ada@example.com', encodeSubject(subject));
  expect([...base.routes.keys()]).toEqual(['imap']);
  expect(base.routesSince).toBeNull();
});

it('what a release wrote that knew no routes says since when they are remembered, in every later text too', () => {
  const subject = newSubject('default', 'ada@example.com');
  mergeRow(subject.base, asRow(signIn({ at: '1 09:00', route: plainRoute })), false);
  const text = JSON.parse(encodeSubject(subject));
  text[8][1].pop(); // the profile's kinds, of which routes are the newest
  const opened = decodeSubject('ada@example.com', JSON.stringify(text));
  expect(opened.base.routesSince).toBe(opened.base.last);
  expect(decodeSubject('ada@example.com', encodeSubject(opened)).base.routesSince).toBe(opened.base.last);
});
