/** The ledger in memory: for tests, and for runs that keep nothing. One process, so a commit is one synchronous step. */

import { type Alert, Fenced, type GivenVerdict, type Ledger, type LedgerCommit, type StoredSubject } from '@gatewatch/domain';

interface Held {
  token: number;
  position: number;
  meta: string | null;
  readonly subjects: Map<string, StoredSubject>;
  readonly links: Map<string, string>;
}

export function memoryLedger(): Ledger {
  const partitions = new Map<string, Held>();
  const outbox: { sequence: number; alert: Alert }[] = [];
  const newest = new Map<string, Alert>();
  const verdicts: GivenVerdict[] = [];
  let said = 0;

  const heldOf = (name: string): Held => {
    let held = partitions.get(name);
    if (held === undefined)
      partitions.set(name, (held = { token: 0, position: 0, meta: null, subjects: new Map(), links: new Map() }));
    return held;
  };

  function apply(held: Held, step: LedgerCommit): void {
    for (const subject of step.puts) held.subjects.set(subject.key, subject);
    for (const key of step.deletes) held.subjects.delete(key);
    for (const { id, key } of step.links) if (!held.links.has(id)) held.links.set(id, key);
    for (const alert of step.outbox) {
      outbox.push({ sequence: ++said, alert });
      const known = newest.get(alert.id);
      if (known === undefined || alert.revision >= known.revision) newest.set(alert.id, alert);
    }
    held.position = step.position;
    held.meta = step.meta;
  }

  return {
    async acquire(name) {
      const held = heldOf(name);
      const token = ++held.token;
      return {
        token,
        position: held.position,
        meta: held.meta,
        load: async (keys) => keys.flatMap((key) => held.subjects.get(key) ?? []),
        due: async (time) =>
          [...held.subjects.values()]
            .filter((subject) => subject.due !== null && subject.due <= time)
            .sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || (a.key < b.key ? -1 : 1))
            .map((subject) => subject.key),
        links: async (ids) => new Map(ids.flatMap((id) => (held.links.has(id) ? [[id, held.links.get(id) ?? '']] : []))),
        alerts: async (ids) => ids.flatMap((id) => newest.get(id) ?? []),
        commit: async (step) => {
          if (held.token !== token) throw new Fenced(name, token);
          apply(held, step);
        },
      };
    },
    outbox: async (after, limit) => outbox.filter(({ sequence }) => sequence > after).slice(0, limit),
    alerts: async () => [...newest.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    async *subjects(name) {
      yield* [...heldOf(name).subjects.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    links: async () => [...partitions.values()].flatMap(({ links }) => [...links].map(([id, key]) => ({ id, key }))),
    partitions: async () => [...partitions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { meta }]) => ({ name, meta })),
    verdicts: async () => verdicts.map((given, index) => ({ sequence: index + 1, ...given })),
    async give(given) {
      if (!verdicts.some((one) => one.event.id === given.event.id)) verdicts.push(given);
    },
    async restart() {
      partitions.clear();
      newest.clear();
      outbox.length = 0;
    },
    async rewrite(change) {
      for (const held of partitions.values()) {
        if (held.meta !== null) held.meta = change.meta(held.meta);
        for (const subject of [...held.subjects.values()]) {
          const state = change.subject(subject);
          if (state === null) held.subjects.delete(subject.key);
          else held.subjects.set(subject.key, { ...subject, state });
        }
        for (const [id, key] of [...held.links]) if (!change.link({ id, key })) held.links.delete(id);
      }
      const kept = rewritten(outbox, ({ sequence, alert }) => {
        const text = change.alert(JSON.stringify(alert));
        return text === null ? null : { sequence, alert: JSON.parse(text) };
      });
      outbox.splice(0, outbox.length, ...kept);
      newest.clear();
      for (const { alert } of outbox) if (alert.revision >= (newest.get(alert.id)?.revision ?? 0)) newest.set(alert.id, alert);
      const given = rewritten(verdicts, (one) => {
        const text = change.verdict(JSON.stringify(one));
        return text === null ? null : JSON.parse(text);
      });
      verdicts.splice(0, verdicts.length, ...given);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function rewritten<T>(all: readonly T[], change: (one: T) => T | null): readonly T[] {
  return all.flatMap((one) => change(one) ?? []);
}
