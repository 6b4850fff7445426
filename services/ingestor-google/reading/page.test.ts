import { recorded } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activity } from './activity.ts';
import { itemsOf } from './items-of.ts';
import { page } from './page.ts';

const time = Date.UTC(2026, 4, 5);
const login = recorded({ application: 'login', id: 1, time }).text;
const keyOf = (text: string): string => activity(text, JSON.parse(text)).key;

describe('items', () => {
  it('are cut out as they were written, whatever stands in them and around them', () => {
    const property = fc.property(
      fc.array(fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.constantFrom(undefined, 1, '\t'),
      (items, around, indent) => {
        const { items: _, ...rest } = { ...around };
        for (const whole of [
          { ...rest, items },
          { items, ...rest },
        ])
          expect(itemsOf(JSON.stringify(whole, null, indent)).map((text) => JSON.parse(text))).toEqual(
            JSON.parse(JSON.stringify(items)),
          );
      },
    );
    fc.assert(property);
  });

  it('keep spelling that a second writing would change', () => {
    const text = '{"items":[{"n":1.0e3,"big":-5188215030825995109,"s":"\\u00e9\\"],[{"} , [ ] ]}';
    expect(itemsOf(text)).toEqual(['{"n":1.0e3,"big":-5188215030825995109,"s":"\\u00e9\\"],[{"}', '[ ]']);
  });
});

describe('a page', () => {
  it('without items is empty, and may have a next one', () => {
    expect(page('{"kind":"admin#reports#activities"}', 'login')).toEqual({ activities: [], next: null });
    expect(page('{"nextPageToken":"t"}', 'login')).toEqual({ activities: [], next: 't' });
    expect(page('{"nextPageToken":""}', 'login').next).toBeNull();
  });

  it('hands over what is no activity too: quarantine is not decided here', () => {
    const { activities } = page(`{"items":[17,${login},{"id":{}}]}`, 'login');
    expect(activities.map(({ text }) => text)).toEqual(['17', login, '{"id":{}}']);
    expect(activities.map(({ time: at }) => at)).toEqual([null, time, null]);
  });

  it.each(['', '{"items":[', '[]', 'null', '{"items":{}}', '{"nextPageToken":7}', '{"items":[1],"items":[2,3]}'])(
    'that is none is refused: %s',
    (text) => {
      expect(() => page(text, 'login')).toThrow(/^a page of login /);
    },
  );
});

describe('the key of an activity', () => {
  it('is the same whatever etag and kind say', () => {
    expect(keyOf(login.replace('login/1', 'other'))).toBe(keyOf(login));
  });

  it('is another where time and qualifier are those of two events', () => {
    const verification = recorded({ application: 'login', id: 1, time, name: 'login_verification' }).text;
    expect(keyOf(verification)).not.toBe(keyOf(login));
  });

  it('is another where Google says more than before', () => {
    const more = recorded({ application: 'login', id: 1, time, parameters: [{ name: 'is_suspicious', boolValue: true }] }).text;
    expect(keyOf(more)).not.toBe(keyOf(login));
  });

  it('of something without an id is that of its text', () => {
    expect(keyOf('{"a":1}')).toBe(keyOf('{"a":1}'));
    expect(keyOf('{"a":1}')).not.toBe(keyOf('{"a":2}'));
  });
});
