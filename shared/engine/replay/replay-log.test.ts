import { type EventBase, type IdentityEvent, minuteMs, type SignIn } from '@gatewatch/domain';
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
    for (const record of records.slice(0, -2)) if (record.type === 'tick') expect(record.at % minuteMs).toBe(0);
  });

  it('says of no time that it was read before its last event: who comes at a whole minute is not late', () => {
    const log = createReplayLog(['a']);
    const records = [
      ...log.append([signIn({ at: '1 09:00' }), signIn({ at: '1 09:30' }), signIn({ at: '1 09:30:05' })]),
      ...log.end(),
    ];
    for (const [place, record] of records.entries()) {
      if (record.type !== 'event') continue;
      const told = records.slice(0, place).flatMap((before) => (before.type === 'tick' ? [before.progress] : []));
      expect(Math.max(...told)).toBeLessThan(record.event.time);
    }
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

  it('a snapshot says what is new before its own row, and nothing against the operator', () => {
    const roster = (at: string, value: string | null): IdentityEvent => ({
      ...baseOf(signIn({ at })),
      kind: 'snapshot',
      of: 'user',
      name: null,
      states: [
        { fact: 'privileged', about: null, value },
        { fact: 'policy', about: 'p1', value: 'on:mfa' },
      ],
    });
    const baseOf = (row: SignIn): EventBase => ({ ...row, actor: null, target: row.actor });
    const rows = [roster('1 09:00', 'yes'), roster('2 09:00', 'yes'), roster('3 09:00', null)];
    const said = (fixed?: ReadonlySet<string>) =>
      createReplayLog([], fixed)
        .append(rows)
        .map((one) => (one.type === 'fact' ? `${one.name} ${one.value}` : one.type));
    const key = rows[0]?.target?.key;
    expect(said()).toEqual([`privileged:${key} yes`, 'policy:p1 on:mfa', 'event', 'event', `privileged:${key} null`, 'event']);
    expect(said(new Set([`default\nprivileged:${key}`]))).toEqual(['policy:p1 on:mfa', 'event', 'event', 'event']);
  });
});
