/** Judges what waits, one subject after another; what comes of it is put into the order of the log. */

import type { Alert, IdentityEvent } from '@gatewatch/domain';
import { clipped } from './clipping.ts';
import { type Clock, factAt, learnedUntil } from './clock.ts';
import type { HeldSubjects } from './held-subjects.ts';
import { fireTimers, type Inserted, insertRow } from './inserting.ts';
import type { Judging } from './judging.ts';
import type { Pending, PendingSubject, Standing } from './pending.ts';
import { SignInRow } from './sign-in-row.ts';
import type { Moment, Subject } from './subject.ts';
import { pronounce } from './verdict.ts';

/** A revision, and the place in the log of what decided; where that is a tick, when which subject's timer was due. */
interface News {
  readonly alert: Alert;
  readonly order: number;
  readonly due: number;
  readonly key: string;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

const start = -1;
const end = Number.POSITIVE_INFINITY;

export class JudgingPending {
  readonly #pending: Pending;
  readonly #held: HeldSubjects;
  readonly #clock: Clock;
  readonly #count: (inserted: Inserted) => void;
  /** An alert's newest revision, as it was before what is judged now. */
  readonly #standing: (alert: string) => Alert | undefined;
  readonly #moments = new Map<string, Open<Moment>>();
  readonly #news: News[] = [];
  readonly #deciding = { order: start, due: 0, key: '' };

  constructor(of: {
    readonly pending: Pending;
    readonly held: HeldSubjects;
    readonly clock: Clock;
    readonly count: (inserted: Inserted) => void;
    readonly standing: (alert: string) => Alert | undefined;
  }) {
    this.#pending = of.pending;
    this.#held = of.held;
    this.#clock = of.clock;
    this.#count = of.count;
    this.#standing = of.standing;
  }

  /** The log told something that holds at once. */
  told(): void {
    this.#moments.clear();
  }

  /** All events of a subject and its timers among them. `writing`: it is put into text while it is near. */
  judge(one: PendingSubject, judging: Judging, writing: boolean): void {
    const pending = this.#pending;
    const subject = this.#held.of(one.tenant, one.key);
    const had = subject.rows.length;
    let before = start;
    for (let place = one.first; place >= 0; place = pending.nextOf(place)) {
      const order = pending.orderOf(place);
      this.#fire(subject, judging, before, order);
      before = order;
      this.#insert(subject, judging, pending.eventOf(place), pending.standingOf(place), order);
    }
    this.#fire(subject, judging, before, end);
    this.#held.sawChanges(subject, had, writing);
  }

  /** Timers of a subject without events. */
  fire(subject: Subject, judging: Judging): void {
    const had = subject.rows.length;
    if (this.#fire(subject, judging, start, end)) this.#held.sawChanges(subject, had, false);
  }

  /** What came of it since the last call, in the order of the log. */
  said(): readonly Alert[] {
    const said = this.#news.sort(inOrder).map(({ alert }) => alert);
    this.#news.length = 0;
    return said;
  }

  #insert(subject: Subject, judging: Judging, event: IdentityEvent, standing: Standing, order: number): void {
    const row = event instanceof SignInRow ? subject.writer.own(event) : clipped(event);
    const moment = this.#momentOf(row.tenant, standing, row.id);
    this.#deciding.order = order;
    const inserted = insertRow(subject, row, judging, moment);
    this.#count(inserted);
    if (row.kind === 'verdict' && inserted === 'new') pronounce(subject, this.#newest(row.alert), moment);
    this.#held.sawTimers(subject, standing.progress);
  }

  /** Those that became due with the ticks between two places of the log; false: none. */
  #fire(subject: Subject, judging: Judging, after: number, before: number): boolean {
    let at = this.#held.dueAt(subject);
    if (at === undefined) return false;
    const { ticks } = this.#pending;
    let fired = false;
    for (let i = this.#pending.ticksUntil(after); i < ticks.length && at !== undefined; i++) {
      const one = ticks[i];
      if (one === undefined || one.order >= before) break;
      if (one.tenant !== subject.tenant || at > one.progress) continue;
      Object.assign(this.#deciding, { order: one.order, due: at, key: subject.key });
      fireTimers(subject, judging, this.#momentOf(subject.tenant, one, `tick ${one.progress}`));
      this.#held.sawTimers(subject, one.progress);
      at = this.#held.dueAt(subject);
      fired = true;
    }
    return fired;
  }

  #newest(id: string): Alert | undefined {
    return this.#news.findLast(({ alert }) => alert.id === id)?.alert ?? this.#standing(id);
  }

  /** There is one for each tenant, for the time of a call. */
  #momentOf(tenant: string, { at, progress, horizon }: Standing, cause: string): Moment {
    const moment = this.#moments.get(tenant) ?? this.#newMoment(tenant);
    moment.at = at;
    moment.progress = progress;
    moment.horizon = horizon;
    moment.cause = cause;
    return moment;
  }

  #newMoment(tenant: string): Open<Moment> {
    const clock = this.#clock;
    const moment: Open<Moment> = {
      at: 0,
      cause: '',
      horizon: Number.NEGATIVE_INFINITY,
      progress: Number.NEGATIVE_INFINITY,
      epoch: clock.epoch,
      fact: (name, time) => factAt(clock, tenant, name, time),
      learnUntil: learnedUntil(clock, tenant),
      publish: (alert) => this.#news.push({ alert, ...this.#deciding }),
    };
    this.#moments.set(tenant, moment);
    return moment;
  }
}

function inOrder(a: News, b: News): number {
  return a.order - b.order || a.due - b.due || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
