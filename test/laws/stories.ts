/** Random histories in which every detector has something to say: timelines of the scenarios among random rows, in pieces, copied and late. */

import { dayMs, type IdentityEvent, type LogRecord, minuteMs, plainRoute } from '@gatewatch/domain';
import fc from 'fast-check';
import { timelinesOf } from '../scenarios/index.ts';
import { type Arrival, drawnArrivals, start } from './histories.ts';

export interface History {
  readonly arrivals: readonly Arrival[];
  /** The facts of the timelines, which hold from the beginning. */
  readonly facts: readonly (LogRecord & { readonly type: 'fact' })[];
}

interface Told {
  /** Of which detector, and which of its timelines. */
  readonly detector: number;
  readonly timeline: number;
  /** By how many days it is moved. */
  readonly day: number;
  /** Of each row in turn: is it there, does a poorer copy come beside it, after how many minutes does each arrive? */
  readonly rows: readonly { readonly left: boolean; readonly poorer: boolean; readonly delays: readonly [number, number] }[];
}

const lists = Object.values(timelinesOf).map((all) =>
  all.filter(({ rows }) => rows.every(({ time }) => time < start + 20 * dayMs)),
);

const small = (most: number) => fc.integer({ min: 0, max: most });
const delay = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: small(5) }, small(23 * 60));
const told: fc.Arbitrary<Told> = fc.record({
  detector: small(lists.length - 1),
  timeline: small(1000),
  day: fc.constantFrom(0, 0, 1, 3),
  rows: fc.array(
    fc.record({
      left: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      poorer: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
      delays: fc.tuple(delay, delay),
    }),
    { minLength: 1, maxLength: 12, size: 'max' },
  ),
});

/** Every copy within the lateness bound. */
export const history = historyOf(1);
/** Copies up to nine days late. */
export const lateHistory = historyOf(9);

function historyOf(stretch: number): fc.Arbitrary<History> {
  return fc.tuple(drawnArrivals(stretch), fc.array(told, { minLength: 0, maxLength: 3, size: 'max' })).map(([arrivals, all]) => ({
    arrivals: [...arrivals, ...all.flatMap((one, index) => arrivalsOf(one, `s${index}-`, stretch))],
    facts: all.flatMap(factsOf),
  }));
}

function timelineOf({ detector, timeline }: Told) {
  const list = lists[detector] ?? [];
  const one = list[timeline % list.length];
  if (one === undefined) throw new Error('a detector without timelines');
  return one;
}

function factsOf(one: Told): History['facts'] {
  return Object.entries(timelineOf(one).facts ?? {}).map(([name, value]) => {
    return { type: 'fact', at: 0, tenant: 'default', name, value, time: 0 };
  });
}

function arrivalsOf(one: Told, mark: string, stretch: number): readonly Arrival[] {
  return timelineOf(one).rows.flatMap((row, index) => {
    const how = one.rows[index % one.rows.length];
    if (how === undefined || how.left) return [];
    const event = moved(row, one.day * dayMs, mark);
    const [first, second] = how.delays.map((minutes) => event.time + minutes * stretch * minuteMs);
    const arrivals = [{ event, at: first ?? event.time }];
    return how.poorer ? [...arrivals, { event: poorer(event), at: second ?? event.time }] : arrivals;
  });
}

function moved(row: IdentityEvent, byMs: number, mark: string): IdentityEvent {
  const id = `${row.provider}:${mark}${row.id.slice(row.provider.length + 1)}`; // rows of a flood may share a record id
  const processed = row.processed === null ? null : row.processed + byMs;
  return { ...row, id, recordId: mark + row.recordId, time: row.time + byMs, processed, hash: '1' };
}

/** What a first, hasty copy of a record leaves out. What decides which refreshes are one stays (docs/architecture.md). */
function poorer(row: IdentityEvent): IdentityEvent {
  if (row.kind !== 'sign-in') return { ...row, hash: '0' };
  const { transfer } = row.route;
  return {
    ...row,
    hash: '0',
    place: null,
    network: null,
    methods: row.methods.slice(0, 1),
    route: { ...plainRoute, transfer },
    policies: [],
    reportOnly: [],
    risk: null,
  };
}
