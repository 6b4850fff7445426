/** Subjects in memory: read when they are needed, put into text when they are to be written, let go of when they take too much. */

import type { Partition, StoredSubject } from '@gatewatch/domain';
import { decodeSubject, encodeSubject } from './codec.ts';
import { createHotSubjects } from './hot-subjects.ts';
import { isLaneKey } from './lane.ts';
import { dueOf, newSubject, type Subject, subjectKey } from './subject.ts';

export interface HeldBounds {
  /** Subjects that stay between commits. */
  readonly most: number;
  /** Bytes that they may take, about. */
  readonly mostBytes: number;
}

export interface Named {
  readonly tenant: string;
  readonly key: string;
}

/** Where subjects take too much memory, so much of it stays theirs. */
const keptShare = 0.5;
/** What a subject and each of its rows take in memory, about: measured with heap snapshots of simulated people. */
const subjectBytes = 5000;
const rowBytes = 700;
const mostSizes = 200_000;

export class HeldSubjects {
  readonly #partition: Partition;
  readonly #bounds: HeldBounds;
  readonly #hot = createHotSubjects();
  #rows = 0;
  /** Earliest timers. */
  readonly #due = new Map<Subject, number>();
  /** Every subject with a timer up to then is here. */
  #dueRead = Number.NEGATIVE_INFINITY;
  readonly #changed = new Set<Subject>();
  /** Texts of some that changed. */
  readonly #texts = new Map<Subject, string>();
  readonly #sizes: number[] = [];

  constructor(partition: Partition, bounds: HeldBounds) {
    this.#partition = partition;
    this.#bounds = bounds;
  }

  get bytes(): number {
    return this.#hot.size * subjectBytes + this.#rows * rowBytes;
  }

  has(tenant: string, key: string): boolean {
    return this.#hot.get(tenant, key) !== undefined;
  }

  /** A new one where there is none. */
  of(tenant: string, key: string): Subject {
    let subject = this.#hot.get(tenant, key);
    if (subject === undefined) this.#hot.add((subject = newSubject(tenant, key)));
    return subject;
  }

  /** Reads those that are not here and that the ledger has. */
  async read(some: Iterable<Named>): Promise<void> {
    const names = new Set<string>();
    for (const { tenant, key } of some) if (!this.has(tenant, key)) names.add(subjectKey(tenant, key));
    if (names.size === 0) return;
    for (const stored of await this.#partition.load([...names])) {
      if (isLaneKey(stored.key)) continue;
      const subject = decodeSubject(stored.key, stored.state);
      this.#hot.add(subject);
      this.#rows += subject.rows.length;
      if (stored.due !== null) this.#due.set(subject, stored.due);
    }
  }

  /** Those in the ledger with a timer up to then, and `aheadMs` beyond it; none where that was asked before. */
  async dueUntil(time: number, aheadMs: number): Promise<readonly Named[]> {
    if (time <= this.#dueRead) return [];
    const names = await this.#partition.due(time + aheadMs);
    this.#dueRead = time + aheadMs;
    return names.map((name) => {
      const at = name.indexOf('\n');
      return { tenant: name.slice(0, at), key: name.slice(at + 1) };
    });
  }

  /** Those with a timer. */
  timed(): readonly Subject[] {
    return [...this.#due.keys()];
  }

  /** Unix ms of its earliest timer. */
  dueAt(subject: Subject): number | undefined {
    return this.#due.size === 0 ? undefined : this.#due.get(subject);
  }

  /** After a change; `progress`: its tenant's. */
  sawTimers(subject: Subject, progress: number): void {
    if (!subject.dirty) return;
    const next = dueOf(subject, progress);
    if (next !== null) this.#due.set(subject, next);
    else if (this.#due.size > 0) this.#due.delete(subject);
  }

  /** After some changes; `had`: its rows before them. `writing`: it is put into text at once, while it is near. */
  sawChanges(subject: Subject, had: number, writing: boolean): void {
    this.#rows += subject.rows.length - had;
    if (!subject.dirty) return;
    this.#changed.add(subject);
    if (writing) this.#texts.set(subject, encodeSubject(subject));
    else if (this.#texts.size > 0) this.#texts.delete(subject);
  }

  /** What is to be written of them. */
  changed(): StoredSubject[] {
    const puts: StoredSubject[] = [];
    for (const subject of this.#changed) {
      const state = this.#texts.get(subject) ?? encodeSubject(subject);
      this.#sizes.push(state.length);
      puts.push({ key: subjectKey(subject.tenant, subject.key), state, due: this.#due.get(subject) ?? null });
    }
    if (this.#sizes.length > mostSizes) this.#sizes.splice(0, this.#sizes.length - mostSizes / 2);
    return puts;
  }

  /** What changed is written: those that came first go, once more are here than may be. */
  written(): void {
    for (const subject of this.#changed) subject.dirty = false;
    this.#changed.clear();
    this.#texts.clear();
    const { most, mostBytes } = this.#bounds;
    const bytes = this.bytes > mostBytes ? mostBytes * keptShare : mostBytes;
    for (const subject of this.#hot.coolest()) {
      if (this.#hot.size <= most && this.bytes <= bytes) break;
      this.#hot.remove(subject);
      this.#rows -= subject.rows.length;
      if (this.#due.delete(subject)) this.#dueRead = Number.NEGATIVE_INFINITY;
    }
  }

  /** Of their encoded bytes, as they were last written. */
  sizes(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const sorted = [...this.#sizes].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), max: sorted[sorted.length - 1] ?? 0 };
  }
}
