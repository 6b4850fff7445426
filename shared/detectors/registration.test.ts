import { type Change, minuteMs } from '@gatewatch/domain';
import { describe, expect, it } from 'vitest';
import { change } from './fixture.ts';
import { sameRegistration } from './registration.ts';

const span = 5 * minuteMs;
const device = (id: string, minute: number, more: Partial<Change> = {}) =>
  change(id, minute, { kind: 'device-registration', operation: 'Register device', subjectOf: 'PC', ...more });
const ids = (rows: readonly Change[]) => rows.map((row) => row.id);

describe('the rows of one registration', () => {
  it('are joined by the name of the thing, whatever their correlation ids', () => {
    const first = device('a', 0);
    const owner = device('b', 1, { operation: 'Add registered owner to device' });
    const users = device('c', 2, { operation: 'Add registered users to device' });
    expect(ids(sameRegistration(users, [first, owner], span))).toEqual(['a', 'b']);
    expect(sameRegistration(first, [], span)).toEqual([]);
  });

  it('are joined by correlation where one of them names nothing', () => {
    const first = device('a', 0, { correlationId: 'x' });
    const nameless = device('b', 1, { operation: 'Add device', subjectOf: null, correlationId: 'x' });
    expect(ids(sameRegistration(nameless, [first], span))).toEqual(['a']);
    expect(sameRegistration({ ...nameless, correlationId: 'y' }, [first], span)).toEqual([]);
  });

  it('never hold one operation twice, nor two names, whatever the client writes into the correlation id', () => {
    const first = device('a', 0, { correlationId: 'x' });
    expect(sameRegistration(device('b', 1, { correlationId: 'x' }), [first], span)).toEqual([]);
    const other = device('c', 1, { operation: 'Add registered owner to device', subjectOf: 'PC-2', correlationId: 'x' });
    expect(sameRegistration(other, [first], span)).toEqual([]);
  });

  it('end after the span, counted from the first of them', () => {
    const first = device('a', 0);
    const owner = device('b', 4, { operation: 'Add registered owner to device' });
    const late = device('c', 6, { operation: 'Add registered users to device' });
    expect(sameRegistration(late, [first, owner], span)).toEqual([]);
  });

  it('are of one person and succeeded', () => {
    const first = device('a', 0);
    const owner = device('b', 1, { operation: 'Add registered owner to device' });
    const bo = { key: 'bo@example.com', address: null, id: 'b', directory: 'd', name: 'Bo', kind: 'member' } as const;
    expect(sameRegistration({ ...owner, target: bo }, [first], span)).toEqual([]);
    expect(sameRegistration(owner, [{ ...first, result: 'failure' }], span)).toEqual([]);
  });
});
