/** The edges of SEMANTICS.md to the millisecond: what lies on a horizon, exactly a day back, exactly a month back. */

import { type Detector, dayMs, hourMs, type LogRecord, minuteMs, optionsOf, type SignIn } from '@gatewatch/domain';
import { reference } from '@gatewatch/engine';
import { toyBurst, toyFinding, toyNewPlace } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { tickAt, told } from './told.ts';

const start = Date.UTC(2026, 4, 4);
const ada = 'ada@example.com';
const placed = { detectors: [toyNewPlace] };
const city = (name: string) => ({ country: 'NG', city: name, latitude: 6.45, longitude: 3.39, radiusKm: 50 });
const success = (time: number, recordId: string, more: Partial<SignIn> = {}): LogRecord => ({
  type: 'event',
  at: time,
  event: signInRow(time, { recordId, ...more }),
});
const failed = (time: number, recordId: string, more: Partial<SignIn> = {}) =>
  success(time, recordId, { outcome: 'failure', failure: 'wrong-password', password: 'no', ...more });
const eventsIn = (log: readonly LogRecord[]) => log.flatMap((record) => (record.type === 'event' ? [record.event] : []));
/** Lateness is a day: the horizon after `tickAt(horizonAt(t))` is t. */
const horizonAt = (time: number) => time + dayMs;

describe('1.3 the horizon', () => {
  test('is the least of each source’s progress less its own bound, not the least progress less the greatest bound', async () => {
    const latenessMs = (source: string) => (source === 'slow' ? 2 * dayMs : 0);
    const log = [
      tickAt(start, 'slow'),
      tickAt(start, 'fast'),
      tickAt(start + 5 * dayMs, 'slow'),
      tickAt(start + 4 * dayMs, 'fast'),
      success(start + 3 * dayMs - 1, 'late'),
    ];
    expect((await told(log, { ...placed, more: { latenessMs } })).stats.late).toBe(1);
    const more = [...log.slice(0, -1), success(start + 3 * dayMs, 'in time')];
    expect((await told(more, { ...placed, more: { latenessMs } })).stats.late).toBe(0);
  });

  test.each([
    ['on it is joined', 0, { joined: 1, repeats: 0 }],
    ['behind it changes nothing', 1, { joined: 0, repeats: 1 }],
  ])('a copy of a row %s', async (_, past, counted) => {
    const log = [
      failed(start, 'one', { processed: start }),
      tickAt(horizonAt(start + past)),
      success(start + hourMs, 'another'),
      success(start, 'one', { processed: start + hourMs }),
    ];
    const { stats, subject } = await told(log, placed);
    expect(stats).toMatchObject(counted);
    expect(subject(ada)?.rows[0]).toMatchObject({ outcome: past === 0 ? 'success' : 'failure' });
  });

  test('a row on it that stands before another one judges that one again', async () => {
    const log = (late: string) => [
      failed(start, 'a'),
      failed(start, 'c'),
      tickAt(horizonAt(start)),
      success(start + hourMs, 'between'),
      failed(start, late),
    ];
    for (const late of ['b', 'd']) {
      const { standing } = await told(log(late), { detectors: [toyBurst] });
      expect(standing.map(({ evidence }) => evidence.decisive.at(-1))).toEqual([late === 'b' ? 'entra:c' : 'entra:d']);
    }
  });
});

describe('4.1 the timeline', () => {
  test.each([
    ['holds a row that is exactly a day behind the horizon', 0, ['entra:old', 'entra:new']],
    ['not one a millisecond older', 1, ['entra:new']],
  ])('%s', async (_, past, rows) => {
    const time = start + dayMs + past;
    const { subject } = await told([success(start, 'old'), tickAt(horizonAt(time)), success(time, 'new')], placed);
    expect(subject(ada)?.rows.map(({ id }) => id)).toEqual(rows);
    expect(subject(ada)?.base.rows).toBe(past);
  });

  test('of a row begins exactly a day before it', async () => {
    const shown: Detector = {
      ...toyNewPlace,
      judge: (row, past, options) => {
        const seen = [past.rows.length, past.profile.rows, past.newest(0) === undefined, past.newest(0, row.time) === undefined];
        return row.kind === 'sign-in' && row.recordId === 'new'
          ? { findings: [{ ...finding(row.id), explanation: `${seen}` }] }
          : toyNewPlace.judge(row, past, options);
      },
    };
    const said = async (apart: number) =>
      (await told([success(start, 'old'), success(start + apart, 'new')], { detectors: [shown] })).said.map(
        (one) => one.explanation,
      );
    expect([await said(dayMs), await said(dayMs + 1)]).toEqual([['1,0,false,true'], ['0,1,true,true']]);
  });
});

describe('4.3 a late row', () => {
  const quiet: Detector = {
    ...toyNewPlace,
    judge: (row) => ({
      findings: row.kind === 'sign-in' && row.recordId.startsWith('x') ? [{ ...finding(row.id), severity: 'low' }] : [],
    }),
  };
  const log = (...late: readonly LogRecord[]) => [
    success(start, 'a'),
    tickAt(start + 5 * dayMs),
    success(start + 5 * dayMs, 'b'),
    ...late,
  ];

  test('that a finding of low severity is about is not suspect', async () => {
    const { subject, said } = await told(log(success(start + dayMs, 'x', { place: city('Lagos') })), { detectors: [quiet] });
    expect([said.length, subject(ada)?.base.places.get('NG/Lagos')?.suspect]).toEqual([1, false]);
  });

  test.each([
    ['joins an alert that is open to the horizon itself', 0, 1],
    ['does not join one that closed a millisecond before it', 1, 2],
  ])('%s', async (_, earlier, alerts) => {
    const horizon = start + 4 * dayMs;
    const first = success(horizon - quiet.card.joinMs - earlier, 'x1');
    const { standing, stats } = await told(log(first, success(horizon - 1, 'x2')), { detectors: [quiet] });
    expect([stats.late, standing.length]).toEqual([2, alerts]);
  });

  test('begins an alert of its own before the one of a later row, which is final too', async () => {
    const later = success(start + 4 * dayMs - hourMs, 'x2');
    const all = [success(start, 'a'), later, tickAt(start + 5 * dayMs), success(start + 5 * dayMs, 'b')];
    const { standing, stats } = await told([...all, success(start + 4 * dayMs - 2 * hourMs, 'x1')], { detectors: [quiet] });
    expect([stats.late, standing.map(({ findings }) => findings)]).toEqual([1, [1, 1]]);
  });

  test('makes suspect what its finding cites beside it', async () => {
    const citing: Detector = {
      ...toyNewPlace,
      judge: (row, past) => ({
        findings:
          row.kind === 'sign-in' && row.recordId === 'x'
            ? [{ ...finding(row.id), decisive: [past.rows.at(-1)?.id ?? '', row.id] }]
            : [],
      }),
    };
    const horizon = start + 4 * dayMs;
    const all = [success(horizon - hourMs, 'cited', { place: city('Lagos') }), tickAt(horizonAt(horizon)), success(horizon, 'b')];
    const end = [tickAt(horizonAt(horizon + 3 * dayMs)), success(horizon + 3 * dayMs, 'end')];
    const suspect = async (...late: readonly LogRecord[]) =>
      (await told([...all, ...late, ...end], { detectors: [citing] })).subject(ada)?.base.places.get('NG/Lagos')?.suspect;
    expect([await suspect(), await suspect(success(horizon - minuteMs, 'x'))]).toEqual([false, true]);
  });
});

describe('routine refreshes of one moment', () => {
  test.each([[['a', 'b']], [['b', 'a']]])('come as %j, and the least id stays', async (ids) => {
    const refresh = { interactive: false, session: 's' };
    const { subject, stats } = await told(
      ids.map((id) => success(start, id, refresh)),
      placed,
    );
    expect([subject(ada)?.rows.map(({ id }) => id), stats.events]).toEqual([['entra:a'], 2]);
  });
});

describe('findings', () => {
  const home = [success(start, 'home'), success(start + hourMs, 'home too')];
  const found = success(start + 2 * dayMs, 'found', { place: city('Lagos') });

  test.each([
    ['are past of later rows for 30 days', -1, ['toy-new-place entra:found']],
    ['and not a millisecond longer', 0, []],
  ])('%s, in memory or in the ledger, behind the horizon or not', async (_, more, because) => {
    const time = start + 32 * dayMs + more;
    const later = success(time, 'later', { place: city('Kano') });
    for (const ticks of [
      [],
      [tickAt(start + 4 * dayMs)],
      [tickAt(start + 4 * dayMs), success(start + 5 * dayMs, 'c'), tickAt(horizonAt(time))],
    ]) {
      const log = [...home, found, ...ticks, later];
      const { said } = await told(log, placed);
      expect(said.at(-1)?.because, `${ticks.length} records between`).toEqual(because);
      const judged = [{ detector: toyNewPlace, options: optionsOf(toyNewPlace.card) }];
      expect(reference(eventsIn(log), { detectors: judged }).find((one) => one.firstSeen === time)?.because).toEqual(because);
    }
  });

  test('are remembered the newest 24 of', async () => {
    const all = Array.from({ length: 27 }, (_, n) => success(start + (2 + n) * dayMs, `f${n}`, { place: city(`City ${n}`) }));
    const log = [
      ...home,
      ...all.flatMap((one) => [one, tickAt(one.at)]),
      tickAt(start + 40 * dayMs),
      success(start + 40 * dayMs, 'end'),
    ];
    const finals = (await told(log, placed)).subject(ada)?.finals.map(({ rowId }) => rowId);
    expect(finals).toEqual(Array.from({ length: 20 }, (_, n) => `entra:f${n + 7}`)); // 30 days behind the horizon
    const close = Array.from({ length: 27 }, (_, n) =>
      success(start + 2 * dayMs + n * minuteMs, `f${n}`, { place: city(`City ${n}`) }),
    );
    const close2 = (
      await told([...home, ...close, tickAt(start + 5 * dayMs), success(start + 5 * dayMs, 'end')], placed)
    ).subject(ada);
    expect(close2?.finals.map(({ rowId }) => rowId)).toEqual(Array.from({ length: 24 }, (_, n) => `entra:f${n + 3}`));
  });
});

describe('4.4 a finding that was frozen for size', () => {
  const talks: Detector = {
    ...toyNewPlace,
    judge: (row) => ({ findings: row.kind === 'sign-in' ? [{ ...finding(row.id), explanation: 'x'.repeat(300) }] : [] }),
  };
  const rows = Array.from({ length: 60 }, (_, n) => success(start + n * minuteMs, `f${n}`, { processed: start }));

  const counted = async (...late: readonly LogRecord[]) => {
    const { standing, subject } = await told([...rows, ...late], { detectors: [talks] });
    expect([subject(ada)?.bounded, (subject(ada)?.live ?? 0) < 30]).toEqual([true, true]);
    return standing.reduce((sum, one) => sum + one.findings, 0);
  };

  test('is not counted again by a row that stands before it', async () => {
    expect([await counted(), await counted(success(start - 1, 'before'))]).toEqual([60, 61]);
  });

  test('is not counted again by a copy of its row, whether that is still there or went', async () => {
    const ada0 = (await told(rows, { detectors: [talks] })).subject(ada);
    const there = new Set(ada0?.rows.map(({ id }) => id));
    const frozen = ada0?.finals.map(({ rowId }) => rowId) ?? [];
    expect([frozen.some((id) => there.has(id)), frozen.some((id) => !there.has(id))]).toEqual([true, true]);
    for (const id of frozen) {
      const n = Number(id.slice('entra:f'.length));
      expect(await counted(success(start + n * minuteMs, `f${n}`, { processed: start + hourMs, code: 'more' })), id).toBe(60);
    }
  });
});

describe('what lies before --since', () => {
  const burst = [0, 1, 2].map((n) => failed(start + n * minuteMs, `r${n}`));

  test.each([
    ['is judged from that very millisecond', 0, 1],
    ['and only teaches before it', 1, 0],
  ])('%s', async (_, more, alerts) => {
    const judgeFrom = start + 2 * minuteMs + more;
    const { said } = await told(burst, { detectors: [toyBurst], more: { judgeFrom } });
    expect(said).toHaveLength(alerts);
  });
});

function finding(id: string) {
  return toyFinding([], { explanation: '', facts: [], decisive: [id] });
}
