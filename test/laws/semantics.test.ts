/** Lines of SEMANTICS.md that random histories seldom or never reach, each by a log of its own. */

import { dayMs, hourMs, type IdentityEvent, type LogRecord, minuteMs, optionsOf, type SignIn } from '@gatewatch/domain';
import { createReplayLog, reference, verdictEvent } from '@gatewatch/engine';
import { toyAbsence, toyBurst, toyNewPlace, toySharedAddress, toySignalled } from '@gatewatch/testing';
import { describe, expect, test } from 'vitest';
import { signInRow } from './rows.ts';
import { tickAt, told } from './told.ts';

const start = Date.UTC(2026, 4, 4);
const lagos = { country: 'NG', city: 'Lagos', latitude: 6.45, longitude: 3.39, radiusKm: 50 };
const ada = 'ada@example.com';
const placed = { detectors: [toyNewPlace] };
const bursts = { detectors: [toyBurst] };
const absence = { detectors: [toyAbsence] };

const happens = (event: IdentityEvent, at = event.time): LogRecord => ({ type: 'event', at, event });
const success = (time: number, more: Partial<SignIn> = {}) => happens(signInRow(time, more));
const failed = (time: number, more: Partial<SignIn> = {}) =>
  happens(signInRow(time, { outcome: 'failure', failure: 'wrong-password', password: 'no', ...more }));
/** Three failures, a minute apart: one finding of toy-burst. */
const burst = (time: number, more: Partial<SignIn> = {}) => [0, 1, 2].map((n) => failed(time + n * minuteMs, more));
const interrupted = (time: number) => success(time, { outcome: 'interrupted', failure: 'second-factor-required' });

describe('1. log and time', () => {
  test('1.1 a control record that comes again is applied once', async () => {
    const fact = (value: string, sequence: number): LogRecord => {
      const stamp = { writer: 'roster', sequence };
      return { type: 'fact', at: start, tenant: 'default', name: `privileged:${ada}`, value, time: 0, stamp };
    };
    const log = [fact('yes', 1), fact('no', 2), fact('yes', 1), ...burst(start + hourMs)];
    expect((await told(log, bursts)).standing.map((alert) => alert.severity)).toEqual(['medium']);
  });

  test('1.2 a stuck source holds timers back until it is logged as idle, for subjects that are not in memory too', async () => {
    const held = [
      tickAt(start, 'slow'),
      tickAt(start, 'fast'),
      interrupted(start + minuteMs),
      tickAt(start + 3 * hourMs, 'fast'),
    ];
    expect((await told(held, absence)).said).toEqual([]);
    const idle: LogRecord = { type: 'source-idle', at: start + 3 * hourMs, tenant: 'default', source: 'slow' };
    const { said } = await told([...held, idle], absence);
    expect(said.map((alert) => [alert.detector.id, alert.detectedAt])).toEqual([['toy-absence', start + 3 * hourMs]]);
  });

  test('1.3 a source that joins or wakes behind the horizon takes nothing back', async () => {
    const log = [
      tickAt(start + 3 * dayMs, 'first'),
      success(start + dayMs, { recordId: 'late' }),
      tickAt(start + hourMs, 'second'),
      success(start + dayMs, { recordId: 'late too' }),
    ];
    expect((await told(log, placed)).stats.late).toBe(2);
  });

  test('1.4 no timer fires beyond the end of a replay, and none at the end is lost', async () => {
    const replayed = (events: readonly IdentityEvent[]) => {
      const log = createReplayLog(['default']);
      return [...log.append(events), ...log.end()];
    };
    const asked = signInRow(start, { recordId: 'asked', outcome: 'interrupted', failure: 'second-factor-required' });
    const other = (time: number) => signInRow(time, { actor: { ...named('bo@example.com') } });
    const beyond = await told(replayed([asked, other(start + 29 * minuteMs)]), absence);
    const within = await told(replayed([asked, other(start + 30 * minuteMs)]), absence);
    expect([beyond.said.length, within.said.length]).toEqual([0, 1]);
  });

  test('1.6 detectedAt is the log time of the record that decided', async () => {
    const [first, second, third] = burst(start);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three failures');
    const { said } = await told([first, second, { ...third, at: start + 5 * hourMs }], bursts);
    expect(said.map((alert) => alert.detectedAt)).toEqual([start + 5 * hourMs]);
  });
});

describe('2. identity', () => {
  test('2.4 an account that does not exist is counted, and is no subject even where a lane calls it decisive', async () => {
    const lane = {
      ...toySharedAddress,
      count: (event: IdentityEvent) => ({ who: event.actor?.key ?? 'hashed-name', tag: 'failed', decisive: true }),
    };
    const nobody = (time: number) => failed(time, { actor: { ...named('nobody@example.com'), key: null } });
    const people = ['bo', 'cy', 'di'].map((who, n) => failed(start + n * minuteMs, { actor: named(`${who}@example.com`) }));
    const log = [nobody(start), nobody(start + 1), ...people];
    const { standing, stored } = await told(log, { detectors: [toySignalled], counting: [lane] });
    const subjects = stored.filter((name) => !name.startsWith('\n'));
    expect(subjects.sort()).toEqual(['default\nbo@example.com', 'default\ncy@example.com', 'default\ndi@example.com']);
    expect(standing.map((alert) => alert.subject.key).sort()).toEqual(['bo@example.com', 'cy@example.com', 'di@example.com']);
  });

  test('2.5 actor and target: a change stands in both timelines', async () => {
    const change: IdentityEvent = {
      ...signInRow(start),
      kind: 'factor-change',
      target: named('bo@example.com'),
      operation: 'Reset',
      result: 'success',
      action: 'reset',
      subjectOf: null,
      before: null,
      after: null,
      session: null,
    };
    const { subject } = await told([happens(change)], placed);
    expect([ada, 'bo@example.com'].map((key) => subject(key)?.rows[0]?.id)).toEqual([change.id, change.id]);
  });

  test('a person known to two tenants is two subjects, and neither tenant sees the other', async () => {
    const log = [...burst(start, { tenant: 'one' }).slice(0, 2), ...burst(start, { tenant: 'two' })];
    const { standing, subject } = await told(log, bursts);
    expect(standing.map((alert) => [alert.tenant, alert.evidence.rows])).toEqual([['two', 3]]);
    expect([subject(ada, 'one')?.rows.length, subject(ada, 'two')?.rows.length]).toEqual([2, 3]);
  });

  test('a person whose name looks like a lane keeps a timeline', async () => {
    const actor = named('#address:default:198.51.100.7');
    const { standing } = await told(burst(start, { actor }), { ...bursts, counting: [toySharedAddress] });
    expect(standing.length).toBe(1);
  });
});

describe('4. the past', () => {
  const late = (recordId: string) => success(start + 2 * dayMs, { recordId, place: lagos });
  const known = [success(start), tickAt(start + 5 * dayMs), success(start + 5 * dayMs)];

  test('4.3 a row behind the horizon teaches, is judged alone, is counted, and its alert says so', async () => {
    const { said, stats, subject } = await told([...known, late('x')], placed);
    expect([stats.late, said.map((alert) => [alert.revision, alert.gaps])]).toEqual([1, [[1, ['late']]]]);
    expect(subject(ada)?.base.places.get('NG/Lagos')).toMatchObject({ count: 1, suspect: true });
    expect(subject(ada)?.finals.map((final) => final.rowId)).toEqual(['entra:x']);
  });

  test('4.3 a late row that comes again begins no alert anew', async () => {
    const { said, stats } = await told([...known, late('x'), tickAt(start + 6 * dayMs), late('x')], placed);
    expect([said.length, stats.late, stats.repeats]).toEqual([1, 1, 1]);
  });

  test.each([0, 1000])(
    '4.3 and 5.2: an open alert near a late finding belongs to it at once, with %d subjects in memory',
    async (hotSubjects) => {
      const abroad = (day: number, recordId: string) => success(start + day * dayMs, { recordId, place: lagos });
      const log = [
        success(start),
        abroad(2, 'a'),
        tickAt(start + 4 * dayMs + hourMs),
        abroad(4, 'c'),
        abroad(3, 'late'),
        abroad(5, 'd'),
      ];
      const { said } = await told(log, { ...placed, more: { hotSubjects } });
      const [, , , gone] = said;
      expect(said.map((alert) => [alert.state, alert.cause])).toEqual([
        ['open', null],
        ['open', null],
        ['amended', null],
        ['withdrawn', 'entra:late'],
      ]);
      expect(gone?.replacedBy).toBe(said[0]?.id);
    },
  );

  test('4.3 findings later than the row are no part of its past', async () => {
    const log = [...known, success(start + 5 * dayMs, { recordId: 'y', place: lagos }), tickAt(start + 8 * dayMs), late('x')];
    const { said } = await told([...log, tickAt(start + 8 * dayMs)], placed);
    expect(said.map((alert) => alert.because)).toEqual([[], []]);
  });
});

describe('5. judging and alerts', () => {
  test('5.2 and 5.4 a late row moves the anchor: the old alert is withdrawn, names it, and the alert that holds the record', async () => {
    const rows = burst(start + 10 * minuteMs, {});
    const { said } = await told([...rows, failed(start + 9 * minuteMs, { recordId: 'late' })], bursts);
    const withdrawn = said.find((alert) => alert.state === 'withdrawn');
    const holder = said.find((alert) => alert.id === withdrawn?.replacedBy);
    expect([withdrawn?.cause, holder?.state, holder?.evidence.rows]).toEqual(['entra:late', 'open', 4]);
    expect(said.map((alert) => `${alert.id === withdrawn?.id} ${alert.revision}`)).toEqual(['true 1', 'false 1', 'true 2']);
  });

  test('5.3 revisions go on counting where a withdrawn alert comes back', async () => {
    const last = { recordId: 'last', processed: start + hourMs };
    const rows = [...burst(start).slice(0, 2), failed(start + 2 * minuteMs, last)];
    const mended = success(start + 2 * minuteMs, { ...last, processed: start + 2 * hourMs });
    const again = failed(start + 2 * minuteMs, { ...last, processed: start + 3 * hourMs });
    const { said } = await told([...rows, mended, again], bursts);
    expect(said.map((alert) => [alert.revision, alert.state, alert.cause])).toEqual([
      [1, 'open', null],
      [2, 'withdrawn', 'entra:last'],
      [3, 'open', null],
    ]);
  });

  test('5.3 and a record that comes again long after its alert was withdrawn goes on from there', async () => {
    const copy = (processed: number, more: Partial<SignIn> = {}) =>
      success(start + 2 * dayMs, { recordId: 'abroad', place: lagos, processed, ...more });
    const log = [
      success(start),
      tickAt(start + 2 * dayMs),
      copy(start + 2 * dayMs),
      copy(start + 3 * dayMs, { outcome: 'failure', failure: 'wrong-password' }),
      tickAt(start + 9 * dayMs),
      copy(start + 4 * dayMs),
    ];
    expect((await told(log, placed)).said.map((alert) => [alert.revision, alert.state])).toEqual([
      [1, 'open'],
      [2, 'withdrawn'],
      [3, 'open'],
    ]);
  });

  describe('5.4 a verdict', () => {
    const day = (n: number) => start + n * dayMs;
    const home = [success(day(0), { recordId: 'home' }), success(day(2), { recordId: 'home 2' })];
    const abroad = (n: number) => success(day(n), { recordId: `abroad ${n}`, place: lagos });
    const log = [...home, abroad(4), tickAt(day(4)), abroad(6)];
    const on = async (disposition: 'benign' | 'false-positive' | 'reopened', time: number, sequence = 1): Promise<LogRecord> => {
      const [alert] = (await told(log, placed)).standing.filter((one) => one.firstSeen === day(4));
      if (alert === undefined) throw new Error('there is an alert');
      return happens(verdictEvent(alert, { id: `${sequence}`, time, disposition }), time);
    };

    test('without one, a place that a finding touched stays suspect', async () => {
      expect((await told(log, placed)).standing.map((alert) => alert.firstSeen).sort()).toEqual([day(4), day(6)]);
    });

    test.each([
      ['long before', day(4) + hourMs],
      ['shortly before', day(6) - hourMs],
    ])('benign, given %s: one new revision says so, withdraws nothing, and the place is normal from then on', async (_, time) => {
      const verdict = await on('benign', time);
      const { said } = await told([...log.slice(0, -1), verdict, abroad(6)], placed);
      expect(said.map((alert) => [alert.firstSeen, alert.revision, alert.state, alert.disposition])).toEqual([
        [day(4), 1, 'open', null],
        [day(4), 2, 'amended', 'benign'],
      ]);
      const events = [...log.slice(0, -1), verdict, abroad(6)].flatMap((one) => (one.type === 'event' ? [one.event] : []));
      const expected = reference(events, { detectors: [{ detector: toyNewPlace, options: optionsOf(toyNewPlace.card) }] });
      expect(expected.map((alert) => [alert.firstSeen, alert.disposition])).toEqual([[day(4), 'benign']]);
    });

    test('false-positive: says so, and teaches nothing', async () => {
      const verdict = await on('false-positive', day(5));
      const { standing } = await told([...log.slice(0, -1), verdict, abroad(6)], placed);
      expect(standing.map((alert) => alert.disposition).sort()).toEqual(['false-positive', null]);
    });

    test('given behind rows that were judged already: judges none of them again, nor does a late row that stands between', async () => {
      const verdict = await on('benign', day(5));
      const { said, standing } = await told(
        [...log, verdict, success(day(5) + hourMs, { recordId: 'between' }), tickAt(day(9)), abroad(9)],
        placed,
      );
      expect(said.filter((alert) => alert.state === 'withdrawn')).toEqual([]);
      expect(standing.map((alert) => alert.firstSeen).sort()).toEqual([day(4), day(6)]); // none on day 9
    });

    test('reaches an alert long closed; a second one takes it back; a repeat says nothing', async () => {
      const benign = await on('benign', day(40));
      const reopened = await on('reopened', day(41), 2);
      const { said } = await told([...log.slice(0, -1), tickAt(day(40)), benign, benign, reopened], placed);
      expect(said.map((alert) => [alert.revision, alert.disposition])).toEqual([
        [1, null],
        [2, 'benign'],
        [3, null],
      ]);
    });

    test('stays on the alert when later findings amend it', async () => {
      const rows = burst(start);
      const [alert] = (await told(rows, bursts)).standing;
      if (alert === undefined) throw new Error('there is an alert');
      const verdict = verdictEvent(alert, { id: '1', time: start + 5 * minuteMs, disposition: 'true-positive' });
      const { said } = await told([...rows, happens(verdict), failed(start + 8 * minuteMs)], bursts);
      expect(said.map((one) => [one.revision, one.findings, one.disposition])).toEqual([
        [1, 1, null],
        [2, 1, 'true-positive'],
        [3, 2, 'true-positive'],
      ]);
    });

    test('on an alert that is not there, or is another tenant’s, changes nothing', async () => {
      const [alert] = (await told(burst(start), bursts)).standing;
      if (alert === undefined) throw new Error('there is an alert');
      const bogus = verdictEvent(
        { ...alert, id: 'toy-burst-0000000000000000' },
        { id: '1', time: start + hourMs, disposition: 'benign' },
      );
      const foreign = verdictEvent({ ...alert, tenant: 'other' }, { id: '2', time: start + hourMs, disposition: 'benign' });
      expect((await told([...burst(start), happens(bogus), happens(foreign)], bursts)).said.length).toBe(1);
    });
  });

  describe('5.5 epochs', () => {
    const threshold = (failures: number) => [{ detector: toyBurst, options: { failures } }];
    const epoch: LogRecord = { type: 'epoch', at: start + hourMs, epoch: 'second' };
    const changed = (failures: number) => ({
      detectors: [toyBurst],
      more: { detectorsOf: (name: string) => threshold(name === 'second' ? failures : 3) },
    });

    test('a new threshold never rewrites an old alert, even where a late row judges its rows again', async () => {
      const log = [...burst(start), epoch, success(start + 30_000, { recordId: 'late' }), failed(start + 2 * hourMs)];
      const { said } = await told(log, changed(30));
      expect(said.map((alert) => [alert.revision, alert.epoch, alert.state])).toEqual([[1, 'first', 'open']]);
    });

    test('a late row changes an old alert where the current epoch sees a difference, and the alert names that epoch', async () => {
      const { said } = await told([...burst(start), epoch, failed(start + 30_000, { recordId: 'late' })], changed(3));
      const standing = said.filter((alert) => alert.state !== 'withdrawn').at(-1);
      expect([standing?.epoch, standing?.evidence.rows]).toEqual(['second', 4]);
    });

    test('what was quiet stays quiet when the threshold falls', async () => {
      const log = [...burst(start).slice(0, 2), epoch, success(start + 30_000, { recordId: 'late' })];
      expect((await told(log, changed(2))).said).toEqual([]);
      expect((await told([...log, ...burst(start + 3 * hourMs).slice(0, 2)], changed(2))).said.length).toBe(1);
    });
  });
});

describe('6. counting lanes and facts', () => {
  test('6.1 beyond the bound of a bucket only a corrected record takes a finding back', async () => {
    // 700 failures of three persons: above 512 the counts are estimates, which may fall from one record to the next.
    const flood = Array.from({ length: 700 }, (_, n) =>
      failed(start + n * 1000, { recordId: `f${n}`, actor: named(`p${n % 3}@example.com`) }),
    );
    const victim = success(start + 1, { recordId: 'victim' });
    const fickle = {
      ...toySharedAddress,
      judge: (bucket: { readonly records: number }) => bucket.records >= 3 && bucket.records < 600,
    };
    const { said } = await told([victim, ...flood], { detectors: [toySignalled], counting: [fickle] });
    expect(said.some((alert) => alert.subject.key === ada)).toBe(true);
    expect(said.filter((alert) => alert.state === 'withdrawn')).toEqual([]);
  });

  test('6.2 a signal names the end of its bucket, and each victim with a decisive event of its own', async () => {
    const log = [
      success(start + 1),
      ...['bo', 'cy', 'di'].map((who, n) => failed(start + n * minuteMs, { actor: named(`${who}@example.com`) })),
    ];
    const { standing } = await told(log, { detectors: [toySignalled], counting: [toySharedAddress] });
    expect(standing.map((alert) => [alert.subject.key, alert.firstSeen])).toEqual([[ada, start + hourMs]]);
  });

  test('6.3 a fact holds from its place in the log, and judges nothing again', async () => {
    const fact: LogRecord = { type: 'fact', at: start, tenant: 'default', name: `privileged:${ada}`, value: 'yes', time: 0 };
    const log = [...burst(start), fact, success(start + 30_000, { recordId: 'late' }), ...burst(start + 5 * hourMs)];
    expect((await told(log, bursts)).standing.map((alert) => alert.severity).sort()).toEqual(['critical', 'medium']);
  });

  test('6.3 a fact that applies from a later time is told, though it says what holds already: an older one may come before it', async () => {
    const fact = (value: string | null, time: number): LogRecord => {
      return { type: 'fact', at: start, tenant: 'default', name: `privileged:${ada}`, value, time };
    };
    const log = [fact(null, start + 4 * hourMs), fact('yes', 0), ...burst(start + 5 * hourMs)];
    expect((await told(log, bursts)).standing.map((alert) => alert.severity)).toEqual(['medium']);
  });
});

function named(key: string) {
  return { key, address: key, id: key, directory: 'd', name: null, kind: 'member' as const };
}
