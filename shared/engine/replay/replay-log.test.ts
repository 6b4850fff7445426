import { minuteMs } from '@gatewatch/domain';
import { signIn } from '@gatewatch/testing';
import { describe, expect, it } from 'vitest';
import { createReplayLog } from './replay-log.ts';

describe('the log of a replay', () => {
  it('ticks for every tenant when event time crosses a minute, and once at the end', () => {
    const log = createReplayLog(['a', 'b']);
    const events = ['1 09:00', '1 09:00', '1 09:01', '3 18:30'].map((at, i) => signIn({ at, recordId: String(i) }));
    const records = [...log.append(events.slice(0, 2)), ...log.append(events.slice(2)), ...log.end()];
    expect(records.map((one) => (one.type === 'tick' ? one.tenant : one.type))).toEqual([
      'a',
      'b',
      'event',
      'event',
      'a',
      'b',
      'event',
      'a',
      'b',
      'event',
      'a',
      'b',
    ]);
    const last = events.at(-1)?.time;
    expect(records.at(-1)).toMatchObject({ source: 'replay', progress: last, at: last });
    for (const record of records.slice(0, -2)) if (record.type === 'tick') expect(record.progress % minuteMs).toBe(0);
  });

  it('is the same in any batches', () => {
    const events = Array.from({ length: 50 }, (_, i) => signIn({ at: '1 09:00', recordId: String(i) })).map((event, i) => ({
      ...event,
      time: event.time + i * 17_000,
    }));
    const whole = createReplayLog(['a']);
    const cut = createReplayLog(['a']);
    const pieces = [events.slice(0, 3), [], events.slice(3, 31), events.slice(31)].flatMap((piece) => cut.append(piece));
    expect([...pieces, ...cut.end()]).toEqual([...whole.append(events), ...whole.end()]);
  });

  it('of nothing is empty', () => {
    const log = createReplayLog(['a']);
    expect([...log.append([]), ...log.end()]).toEqual([]);
  });
});
