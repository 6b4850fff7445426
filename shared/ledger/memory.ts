/** The ledger in memory: for tests, and for runs that keep nothing. One process, so a commit is one synchronous step. */

import {
  type Alert,
  Fenced,
  type GivenVerdict,
  type Ledger,
  type LedgerCommit,
  type OutboxRow,
  type StoredSubject,
} from '@gatewatch/domain';

interface Held {
  token: number;
  position: number;
  meta: string | null;
  said: number;
  published: number;
  readonly outbox: OutboxRow[];
  readonly newest: Map<string, Alert>;
  readonly subjects: Map<string, StoredSubject>;
  readonly facts: Map<string, string>;
  readonly links: Map<string, string>;
}

export function memoryLedger(): Ledger {
  const partitions = new Map<string, Held>();
  const verdicts: GivenVerdict[] = [];

  const heldOf = (name: string): Held => {
    let held = partitions.get(name);
    if (held === undefined) partitions.set(name, (held = nothing()));
    return held;
  };

  function apply(held: Held, step: LedgerCommit): void {
    for (const subject of step.puts) held.subjects.set(subject.key, subject);
    for (const key of step.deletes) held.subjects.delete(key);
    for (const { key, value } of step.facts ?? []) held.facts.set(key, value);
    for (const { id, key } of step.links) if (!held.links.has(id)) held.links.set(id, key);
    for (const alert of step.outbox) {
      held.outbox.push({ sequence: ++held.said, alert });
      const known = held.newest.get(alert.id);
      if (known === undefined || alert.revision >= known.revision) held.newest.set(alert.id, alert);
    }
    held.position = step.position;
    held.meta = step.meta;
  }

  return {
    async acquire(name) {
      const held = heldOf(name);
      const token = ++held.token;
      const ahead = new Map<string, StoredSubject>();
      return {
        token,
        position: held.position,
        meta: held.meta,
        facts: new Map(held.facts),
        published: held.published,
        said: held.said,
        load: async (keys) => keys.flatMap((key) => ahead.get(key) ?? held.subjects.get(key) ?? []),
        due: async (time) =>
          [...new Map([...held.subjects, ...ahead]).values()]
            .filter((subject) => subject.due !== null && subject.due <= time)
            .sort((a, b) => (a.due ?? 0) - (b.due ?? 0) || (a.key < b.key ? -1 : 1))
            .map((subject) => subject.key),
        links: async (ids) => new Map(ids.flatMap((id) => (held.links.has(id) ? [[id, held.links.get(id) ?? '']] : []))),
        alerts: async (ids) => ids.flatMap((id) => held.newest.get(id) ?? []),
        ahead: async (puts) => {
          if (held.token !== token) throw new Fenced(name, token);
          for (const subject of puts) ahead.set(subject.key, subject);
        },
        commit: async (step) => {
          if (held.token !== token) throw new Fenced(name, token);
          apply(held, { ...step, puts: [...ahead.values(), ...step.puts] });
          ahead.clear();
          return held.said;
        },
        publish: async (through) => {
          if (held.token !== token) throw new Fenced(name, token);
          held.published = Math.max(held.published, through);
        },
      };
    },
    outbox: async (name, after, limit) =>
      (partitions.get(name)?.outbox ?? []).filter(({ sequence }) => sequence > after).slice(0, limit),
    async trim(name, through) {
      const held = heldOf(name);
      const kept = held.outbox.filter(({ sequence }) => sequence > Math.min(through, held.published));
      held.outbox.splice(0, held.outbox.length, ...kept);
    },
    alerts: async () =>
      [...partitions.values()].flatMap(({ newest }) => [...newest.values()]).sort((a, b) => (a.id < b.id ? -1 : 1)),
    async *subjects(name) {
      yield* [...heldOf(name).subjects.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    },
    links: async () => [...partitions.values()].flatMap(({ links }) => [...links].map(([id, key]) => ({ id, key }))),
    partitions: async () => [...partitions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { meta }]) => ({ name, meta })),
    facts: async (name) => new Map(partitions.get(name)?.facts),
    verdicts: async () => verdicts.map((given, index) => ({ sequence: index + 1, ...given })),
    async give(given) {
      if (!verdicts.some((one) => one.event.id === given.event.id)) verdicts.push(given);
    },
    async restart() {
      partitions.clear();
    },
    async rewrite(change) {
      for (const held of partitions.values()) {
        if (held.meta !== null) held.meta = change.meta(held.meta);
        const facts = [...held.facts].flatMap(([key, value]) => change.fact({ key, value }) ?? []);
        held.facts.clear();
        for (const { key, value } of facts) held.facts.set(key, value);
        for (const subject of [...held.subjects.values()]) {
          const state = change.subject(subject);
          if (state === null) held.subjects.delete(subject.key);
          else held.subjects.set(subject.key, { ...subject, state });
        }
        for (const [id, key] of [...held.links]) if (!change.link({ id, key })) held.links.delete(id);
        const kept = rewritten(held.outbox, ({ sequence, alert }) => {
          const text = change.alert(JSON.stringify(alert));
          return text === null ? null : { sequence, alert: JSON.parse(text) };
        });
        held.outbox.splice(0, held.outbox.length, ...kept);
        for (const [id, alert] of [...held.newest]) {
          const text = change.alert(JSON.stringify(alert));
          if (text === null) held.newest.delete(id);
          else held.newest.set(id, JSON.parse(text));
        }
      }
      const given = rewritten(verdicts, (one) => {
        const text = change.verdict(JSON.stringify(one));
        return text === null ? null : JSON.parse(text);
      });
      verdicts.splice(0, verdicts.length, ...given);
    },
    async [Symbol.asyncDispose]() {},
  };
}

function nothing(): Held {
  return {
    ...{ token: 0, position: 0, meta: null, said: 0, published: 0 },
    ...{ outbox: [], newest: new Map(), subjects: new Map(), facts: new Map(), links: new Map() },
  };
}

function rewritten<T>(all: readonly T[], change: (one: T) => T | null): readonly T[] {
  return all.flatMap((one) => change(one) ?? []);
}
