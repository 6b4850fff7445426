import type { Device, IdentityEvent, Network, Place, SignIn } from '@gatewatch/domain';
import { change, signIn } from '@gatewatch/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeSubject, encodeSubject } from './codec.ts';
import { asRow } from './copies.ts';
import { newMark } from './mark.ts';
import { asSignInRow, signInRow, wholeRow } from './sign-in-row.ts';
import { bytesOf, newSubject, placeAt, type Subject, writeAnew } from './subject.ts';
import { writtenLength } from './written-row.ts';

const name = 'default\nada@example.com';

/** Words that a dictionary, its JSON or the vocabulary could take for something else. */
const word = fc.oneof(
  fc.constantFrom(
    '',
    'success',
    '0',
    '\0',
    '\0["NO","Oslo"]',
    '\u0001',
    '"',
    '\\',
    '\ud800',
    '[1,2]',
    '__proto__',
    'é…',
    'Microsoft Graph',
  ),
  fc.string({ maxLength: 12 }),
);
const maybe = fc.option(word, { nil: null });

const draft = fc.record({
  minute: fc.integer({ min: 0, max: 59 }),
  recordId: fc.oneof(fc.uuid(), word),
  hash: word,
  lag: fc.option(fc.integer({ min: -5, max: 5_000_000 }), { nil: null }),
  app: maybe,
  appId: maybe,
  ip: maybe,
  code: word,
  session: maybe,
  requestId: maybe,
  correlationId: maybe,
  gaps: fc.array(fc.constantFrom('time-from-processing', 'address-hidden'), { maxLength: 2 }),
  methods: fc.array(word, { maxLength: 3 }),
  place: fc.option(
    fc.constantFrom<Place[]>(
      { country: 'NO', city: 'Oslo', latitude: 59.91, longitude: 10.75, radiusKm: 25 },
      { city: null, country: 'SE', radiusKm: 400, latitude: 60, longitude: 15 }, // fields in another order come back in it
    ),
    { nil: null },
  ),
  network: fc.option(fc.record<Network>({ asn: fc.option(fc.nat(9), { nil: null }), owner: maybe, class: fc.constant('isp') }), {
    nil: null,
  }),
  device: fc.option(
    fc.record<Device>({
      id: maybe,
      name: maybe,
      os: maybe,
      browser: maybe,
      managed: fc.constant(null),
      compliant: fc.boolean(),
      trust: maybe,
    }),
    { nil: null },
  ),
  policies: fc.array(fc.record({ name: word, result: word, controls: fc.array(word, { maxLength: 2 }) }), { maxLength: 3 }),
  risk: fc.option(fc.record({ level: maybe, state: maybe, types: fc.array(word, { maxLength: 2 }) }), { nil: null }),
});

function signInOf({ minute, lag, ...said }: typeof draft extends fc.Arbitrary<infer T> ? T : never): SignIn {
  const event = signIn({ at: `2 09:${String(minute).padStart(2, '0')}` });
  return { ...event, ...said, id: `entra:${said.recordId}`, processed: lag === null ? null : event.time + lag };
}

function filled(rows: readonly IdentityEvent[]): Subject {
  const subject = newSubject('default', 'ada@example.com');
  for (const row of rows) placeAt(subject, subject.rows.length, row, newMark);
  return subject;
}

/** A change of the same person at the same place: the very objects of the sign-in. */
function changeAfter(row: IdentityEvent): IdentityEvent {
  const { actor, place, network, ip, tenant } = row;
  return {
    ...change({ at: '2 10:00', recordId: `change-${row.id}` }),
    time: row.time + 1,
    actor,
    target: actor,
    place,
    network,
    ip,
    tenant,
  };
}

const texts = (rows: readonly IdentityEvent[]) => rows.map((row) => JSON.stringify(wholeRow(row)));

it('a subject survives its text to the letter, and every row is measured as it is written', () => {
  fc.assert(
    fc.property(fc.array(draft, { minLength: 1, maxLength: 12 }), fc.boolean(), (drafts, changed) => {
      const rows = drafts.flatMap((one) => {
        const row = asRow(signInOf(one));
        return changed ? [changeAfter(row), row, changeAfter(row)] : [row];
      });
      const subject = filled(rows);
      const text = encodeSubject(subject);
      const [, words, parts, , , , written] = JSON.parse(text);
      expect(subject.texts.map(writtenLength)).toEqual(written.map((row: unknown) => JSON.stringify(row).length));
      const lists: readonly unknown[] = [words, ...parts];
      expect(subject.writer.size).toBe(lists.reduce<number>((sum, list) => sum + JSON.stringify(list).length - 2, 0));
      const again = decodeSubject(name, text);
      expect(texts(again.rows)).toEqual(texts(rows));
      expect(encodeSubject(again)).toBe(text);
    }),
  );
});

it('rows are written alike, whether what came before was stored in between or not', () => {
  fc.assert(
    fc.property(fc.array(draft, { minLength: 2, maxLength: 12 }), fc.nat(), (drafts, at) => {
      const kept = newSubject('default', 'ada@example.com');
      let stored = newSubject('default', 'ada@example.com');
      drafts.forEach((one, i) => {
        if (i === at % drafts.length) stored = decodeSubject(name, encodeSubject(stored));
        for (const subject of [kept, stored])
          placeAt(subject, subject.rows.length, subject.writer.own(signInRow(signInOf(one))), newMark);
        expect(bytesOf(stored)).toBe(bytesOf(kept));
      });
      expect(encodeSubject(stored)).toBe(encodeSubject(kept));
      writeAnew(stored);
      writeAnew(kept);
      expect(encodeSubject(stored)).toBe(encodeSubject(kept));
    }),
  );
});

it('what others have in common is kept once, and reads like a row by itself', () => {
  fc.assert(
    fc.property(draft, draft, (a, b) => {
      const subject = filled([asRow(signInOf(a))]);
      const { writer } = subject;
      const event = signInOf({ ...a, minute: b.minute, recordId: b.recordId, hash: b.hash, requestId: b.requestId });
      const row = writer.own(signInRow(event));
      expect(wholeRow(row)).toEqual(asRow(event));
      expect(wholeRow(asSignInRow(wholeRow(row)))).toEqual(wholeRow(row));
      placeAt(subject, 1, row, newMark);
      expect([row.where, row.what, row.how]).toEqual([writer.wheres.at(0), writer.whats.at(0), writer.hows.at(0)]);
      expect([writer.wheres.count, writer.whats.count, writer.hows.count]).toEqual([1, 1, 1]);
    }),
  );
});
