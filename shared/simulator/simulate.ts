/**
 * A whole organisation's records in the order of their delivery, deterministic by seed. Memory holds the people and the records
 * that are staged but not yet delivered: about two days' worth, however long the simulation.
 */

import type { Staging } from './causes.ts';
import { createDay, dayLengthMs } from './day.ts';
import { entraAuditText } from './entra-audit.ts';
import { entraSignInText } from './entra-sign-in.ts';
import { auditRow } from './flows-entra.ts';
import { googleAdmin } from './flows-google.ts';
import { googleText } from './google-activity.ts';
import { habitDays } from './habits.ts';
import { rollOut } from './habits-devices.ts';
import type { Label } from './label.ts';
import { createOrganisation, helpDeskOf, type Organisation } from './organisation.ts';
import type { Person } from './person.ts';
import { createRandom } from './random.ts';
import { createSchedule } from './schedule.ts';
import { createStage, type Stage, type Waiting } from './stage.ts';
import { createWorld } from './world.ts';

export interface SimulationOptions {
  /** People, at least 1. */
  readonly users: number;
  readonly days: number;
  /** Same seed, same bytes. */
  readonly seed: number;
  /** First day, `2026-03-02` (the default, a Monday). */
  readonly start?: string;
  /** Staged attacks per person and week; default 1/10, 0 for none. */
  readonly attacksPerUserWeek?: number;
}

export type SimulationItem =
  | {
      readonly kind: 'line';
      /** `entra-signin/2026-03-02.ndjson`: category and day of delivery. */
      readonly file: string;
      /** One line of NDJSON: an Event Hub body or a Reports API list page. */
      readonly line: string;
      readonly records: number;
      /** Unix ms: newest event in it, and when it could be read. */
      readonly time: number;
      readonly delivered: number;
    }
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'cause'; readonly staging: Staging };

/** Days of the planned roll-out, counted from the start. */
export const rollOutDays = { from: 9, to: 10 } as const;

const defaultStart = '2026-03-02';
const defaultRate = 1 / 10;
/** Attacks are staged so many days ahead: the days before them must already know to keep out of the way. */
const aheadDays = 2;
/** A person's local day begins at most so long before the day in UTC. */
const earliestMs = 16 * 3_600_000;
/** The Reports API is polled every ten minutes. */
const pollMinutes = 10;
const bodyRecords = 40;
const pageItems = 100;

export function firstMidnight(options: SimulationOptions): number {
  const time = Date.parse(`${options.start ?? defaultStart}T00:00:00Z`);
  if (!Number.isFinite(time)) throw new RangeError(`start: "${options.start}" is not a day, write it as 2026-03-02`);
  return time;
}

export function* simulate(options: SimulationOptions): Generator<SimulationItem> {
  const { users, days, seed } = options;
  if (!Number.isInteger(users) || users < 1) throw new RangeError(`users: ${users} is not a whole number from 1`);
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`days: ${days} is not a whole number from 1`);
  const from = firstMidnight(options);
  const to = from + days * dayLengthMs;
  const org = createOrganisation(seed, users);
  const stage = createStage(seed, from, to);
  const random = createRandom(seed, 0x57a6ed);
  const schedule = createSchedule(stage, random, org, createWorld(random, org), days, options.attacksPerUserWeek ?? defaultRate);
  const packer = createPacker(seed);
  const colleagues = { helpDesk: helpDeskOf(org) };
  let planned = 0;
  for (let day = 0; day < days; day++) {
    for (; planned <= day + aheadDays; planned++) {
      for (const label of schedule.stageDay(planned, from + planned * dayLengthMs)) yield { kind: 'label', label };
    }
    const midnight = from + day * dayLengthMs;
    for (const person of org.people) {
      const actor = { stage, random: createRandom(seed, person.index, day), person };
      const today = createDay(actor, day, midnight);
      habitDays[person.habit](today, colleagues);
      if (day >= rollOutDays.from && day <= rollOutDays.to && rollsOut(person, day)) rollOut(today);
    }
    helpDesk(org, stage, seed, day, midnight);
    for (const staging of stage.causes()) yield { kind: 'cause', staging };
    for (const waiting of stage.due(midnight + dayLengthMs - earliestMs)) yield* packer.add(waiting);
  }
  for (const waiting of stage.due(Number.POSITIVE_INFINITY)) yield* packer.add(waiting);
  yield* packer.end();
}

/** Every sixth of the people on each of its days; accounts without a laptop have none to be changed. */
function rollsOut({ index, habit }: Person, day: number): boolean {
  return index % 6 === day % 6 && !['guest', 'meeting-room', 'scanner', 'onboarding'].includes(habit);
}

/** What administrators do all day. */
function helpDesk(org: Organisation, stage: Stage, seed: number, day: number, midnight: number): void {
  const random = createRandom(seed, 0x4e1fde5c, day);
  const admin = helpDeskOf(org);
  const googleAdministrator = org.people.find((person) => person.privileged && person.google);
  const actor = { stage, random, person: admin };
  const at = (): number => createDay(actor, day, midnight).between(9, 17);
  for (let i = 1 + Math.floor(org.people.length / 60); i > 0; i--) {
    const target = random.pick(org.people);
    const [activity, category] = random.pick([
      ['Update user', 'UserManagement'],
      ['Add member to group', 'GroupManagement'],
      ['Reset password (by admin)', 'UserManagement'],
      ['Update device', 'Device'],
    ]);
    if (activity === undefined || category === undefined) continue;
    if (target.entra) {
      auditRow(actor, at(), {
        activity,
        category,
        service: 'Core Directory',
        operation: 'Update',
        target,
        changes: [{ name: 'Included Updated Properties', before: '', after: '"Department"' }],
      });
    }
    if (googleAdministrator !== undefined && target.google && random.chance(0.5)) {
      const by = { stage, random, person: googleAdministrator };
      googleAdmin(by, at(), { spot: googleAdministrator.home }, 'USER_SETTINGS', 'CHANGE_PASSWORD', [
        { name: 'USER_EMAIL', value: target.googleAddress },
      ]);
    }
  }
}

type Folder = 'entra-signin' | 'entra-noninteractive' | 'entra-audit' | 'google-login' | 'google-user-accounts' | 'google-admin';

interface Packer {
  add(waiting: readonly Waiting[]): Generator<SimulationItem>;
  end(): Generator<SimulationItem>;
}

/** Event Hub bodies hold what arrived within a minute; list pages what a poll found, newest first. */
function createPacker(seed: number): Packer {
  const polls = new Map<Folder, Waiting[]>();
  let poll = -1;
  function* flush(): Generator<SimulationItem> {
    for (const [folder, all] of polls) {
      const newest = all.sort((a, b) => b.record.time - a.record.time || b.order - a.order);
      const delivered = (poll + 1) * pollMinutes * 60_000;
      for (let i = 0; i < newest.length; i += pageItems) {
        const page = newest.slice(i, i + pageItems);
        const items = page.map(({ record }) => (record.kind === 'google' ? googleText(seed, record) : '')).join(',');
        yield lineOf(folder, `{"kind":"admin#reports#activities","items":[${items}]}`, page, delivered);
      }
    }
    polls.clear();
  }
  return {
    *add(waiting) {
      const bodies = new Map<Folder, Waiting[]>();
      for (const item of waiting) {
        const folder = folderOf(item);
        if (item.record.kind === 'google') {
          const now = Math.floor(item.delivery.at / (pollMinutes * 60_000));
          if (now !== poll) {
            yield* flush();
            poll = now;
          }
          listed(polls, folder, item);
        } else listed(bodies, folder, item);
      }
      for (const [folder, all] of bodies) {
        for (let i = 0; i < all.length; i += bodyRecords) {
          const body = all.slice(i, i + bodyRecords);
          const last = body[body.length - 1];
          yield lineOf(folder, `{"records":[${body.map((item) => textOf(seed, item)).join(',')}]}`, body, last?.delivery.at ?? 0);
        }
      }
    },
    end: flush,
  };
}

function textOf(seed: number, { record, delivery }: Waiting): string {
  if (record.kind === 'entra-sign-in') return entraSignInText(seed, record, delivery.processed, delivery.poor);
  return record.kind === 'entra-audit' ? entraAuditText(seed, record, delivery.processed) : googleText(seed, record);
}

function folderOf({ record }: Waiting): Folder {
  if (record.kind === 'entra-sign-in') return record.interactive ? 'entra-signin' : 'entra-noninteractive';
  if (record.kind === 'entra-audit') return 'entra-audit';
  return record.application === 'login'
    ? 'google-login'
    : record.application === 'admin'
      ? 'google-admin'
      : 'google-user-accounts';
}

function listed(map: Map<Folder, Waiting[]>, folder: Folder, item: Waiting): void {
  const list = map.get(folder);
  if (list === undefined) map.set(folder, [item]);
  else list.push(item);
}

function lineOf(folder: Folder, line: string, of: readonly Waiting[], delivered: number): SimulationItem {
  let time = 0;
  for (const { record } of of) if (record.time > time) time = record.time;
  const day = new Date(delivered).toISOString().slice(0, 10);
  return { kind: 'line', file: `${folder}/${day}.ndjson`, line, records: of.length, time, delivered };
}
