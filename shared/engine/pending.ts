/**
 * Events that wait to be judged, those of a subject together, and the ticks among them. What the log had said when each came goes with it:
 * judging them one subject after another comes to the same as in the order of the log, and finds all that a subject has near.
 */

import type { IdentityEvent } from '@gatewatch/domain';

export interface PendingSubject {
  readonly tenant: string;
  readonly key: string;
  /** Places of its first and its newest event. */
  readonly first: number;
  last: number;
}

/** Log time, and what its tenant had been told when it came, all Unix ms. */
export interface Standing {
  readonly at: number;
  readonly progress: number;
  readonly horizon: number;
}

export interface PendingTick extends Standing {
  readonly order: number;
  readonly tenant: string;
}

const none = -1;

export class Pending {
  readonly ticks: PendingTick[] = [];
  readonly #subjects = new Map<string, Map<string, PendingSubject>>();
  // By place; what stands beside an event stands in lists of numbers, so that it costs no object.
  readonly #events: IdentityEvent[] = [];
  readonly #orders: number[] = [];
  readonly #ats: number[] = [];
  readonly #progresses: number[] = [];
  readonly #horizons: number[] = [];
  readonly #nexts: number[] = [];
  #order = 0;
  #cold = 0;
  readonly #isCold: (tenant: string, key: string) => boolean;
  readonly #standing = { at: 0, progress: 0, horizon: 0 };

  /** `isCold`: asked when a subject's first event comes. */
  constructor(isCold: (tenant: string, key: string) => boolean) {
    this.#isCold = isCold;
  }

  /** Subjects that are not in memory. */
  get cold(): number {
    return this.#cold;
  }

  /** Events, one for each subject that it is of. */
  get events(): number {
    return this.#events.length;
  }

  add(key: string, event: IdentityEvent, standing: Standing): void {
    const place = this.#events.length;
    this.#events.push(event);
    this.#orders.push(this.#order++);
    this.#ats.push(standing.at);
    this.#progresses.push(standing.progress);
    this.#horizons.push(standing.horizon);
    this.#nexts.push(none);
    const { tenant } = event;
    let ofTenant = this.#subjects.get(tenant);
    if (ofTenant === undefined) this.#subjects.set(tenant, (ofTenant = new Map()));
    const known = ofTenant.get(key);
    if (known === undefined) {
      ofTenant.set(key, { tenant, key, first: place, last: place });
      if (this.#isCold(tenant, key)) this.#cold++;
    } else {
      this.#nexts[known.last] = place;
      known.last = place;
    }
  }

  tick(tenant: string, standing: Standing): void {
    this.ticks.push({ order: this.#order++, tenant, ...standing });
  }

  /** The greatest progress that its ticks tell of, of any tenant. */
  furthest(): number {
    return this.ticks.reduce((most, { progress }) => Math.max(most, progress), Number.NEGATIVE_INFINITY);
  }

  /** Place in `ticks` of the first one after a place of the log. */
  ticksUntil(order: number): number {
    let low = 0;
    let high = this.ticks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ticks[middle]?.order ?? 0) <= order) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Up to so many subjects that wait, those whose first event came first. */
  some(most: number): readonly PendingSubject[] {
    const some: PendingSubject[] = [];
    for (const ofTenant of this.#subjects.values()) {
      for (const subject of ofTenant.values()) {
        if (some.length >= most) return some;
        some.push(subject);
      }
    }
    return some;
  }

  /** Place of the next event of the same subject; −1: none. */
  nextOf(place: number): number {
    return this.#nexts[place] ?? none;
  }

  eventOf(place: number): IdentityEvent {
    const event = this.#events[place];
    if (event === undefined) throw new RangeError(`nothing waits at ${place}`);
    return event;
  }

  orderOf(place: number): number {
    return this.#orders[place] ?? 0;
  }

  /** Of the event at a place, until it is asked for another. */
  standingOf(place: number): Standing {
    const standing = this.#standing;
    standing.at = this.#ats[place] ?? 0;
    standing.progress = this.#progresses[place] ?? 0;
    standing.horizon = this.#horizons[place] ?? 0;
    return standing;
  }

  /** It waits no longer. */
  done({ tenant, key }: PendingSubject): void {
    this.#subjects.get(tenant)?.delete(key);
  }

  /** When nothing waits any more. */
  clear(): void {
    for (const list of [this.#events, this.#orders, this.#ats, this.#progresses, this.#horizons, this.#nexts]) list.length = 0;
    this.ticks.length = 0;
    this.#subjects.clear();
    this.#cold = 0;
    this.#order = 0;
  }
}
