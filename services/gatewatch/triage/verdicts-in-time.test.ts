import type { LogRecord } from '@gatewatch/domain';
import { verdictEvent } from '@gatewatch/engine';
import { clock, signIn } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { verdictsInTime } from './verdicts-in-time.ts';

const alert = {
  id: 'toy-1',
  tenant: 'default',
  subject: { key: 'ada@example.com', name: null, providers: [], kind: 'member' },
  evidence: { rows: 0, decisive: [], events: [] },
};
const given = (id: string, at: string): LogRecord => {
  const event = verdictEvent(alert, { id, time: clock(at), disposition: 'benign' });
  return { type: 'event', at: clock(at), event };
};
const happened = (at: string): LogRecord => ({ type: 'event', at: clock(at), event: signIn({ at, recordId: at }) });
const tick = (at: string): LogRecord => ({
  type: 'tick',
  at: clock(at),
  tenant: 'default',
  source: 'replay',
  progress: clock(at),
});
const name = (record: LogRecord) => (record.type === 'event' ? record.event.recordId : record.type);

test('a verdict comes behind all that had been read when it was given, and before what came later', () => {
  const verdicts = verdictsInTime([given('second', '1 10:00'), given('first', '1 09:00'), given('last', '2 00:00')]);
  expect(verdicts.among([happened('1 09:00'), tick('1 09:30'), happened('1 09:59')]).map(name)).toEqual([
    '1 09:00',
    'first',
    'tick',
    '1 09:59',
  ]);
  expect(verdicts.among([happened('1 10:00'), happened('1 10:01')]).map(name)).toEqual(['1 10:00', 'second', '1 10:01']);
  expect(verdicts.rest().map(name)).toEqual(['last']);
  expect(verdicts.rest()).toEqual([]);
});

test('facts, which stand at the beginning, are not before any verdict', () => {
  const fact: LogRecord = { type: 'fact', at: 0, tenant: 'default', name: 'n', value: 'v', time: 0 };
  expect(
    verdictsInTime([given('one', '1 09:00')])
      .among([fact])
      .map(name),
  ).toEqual(['fact']);
});
