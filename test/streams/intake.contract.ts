/**
 * What every intake must do, whatever stands behind it: each setting runs this suite. What was taken is looked at where it ends up:
 * in the ledger, as rows of persons, facts and progress, and in the quarantine.
 */

import { factKey, hourMs, type Intake, type Ledger, type LiveSource, learnUntilKey, type RawBody } from '@gatewatch/domain';
import { decodeSubject, progressIn, type QuarantineEntry, wholeMeta } from '@gatewatch/engine';
import { afterEach, describe, expect, test } from 'vitest';
import { activity, auditRecord, entraRecord, now, otherDirectory, userRow } from './records.ts';

export interface IntakeUnderTest extends AsyncDisposable {
  readonly intake: Intake;
  readonly ledger: Ledger;
  quarantined(): Promise<readonly QuarantineEntry[]>;
  /** Resolves when all that was taken is in the ledger. */
  settled(): Promise<void>;
  /** The next so many writes downstream fail. */
  fail(times: number): void;
  readonly retried: () => number;
}

export function intakeContract(name: string, open: () => Promise<IntakeUnderTest>): void {
  describe(name, () => {
    let of: IntakeUnderTest | null = null;
    const opened = async (): Promise<IntakeUnderTest> => (of = await open());
    afterEach(async () => {
      await of?.[Symbol.asyncDispose]();
      of = null;
    });

    const hub: LiveSource = { name: 'hub/0', tenant: 'acme', provider: 'entra' };
    const login: LiveSource = { name: 'google/login', tenant: 'acme', provider: 'google' };
    let position = 0;
    const body = (value: unknown, received = now): RawBody => ({
      position: position++,
      received,
      bytes: typeof value === 'string' ? Buffer.from(value) : Buffer.from(JSON.stringify(value)),
    });

    const rows = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
      await of?.settled();
      const found: Record<string, string[]> = {};
      for (const { name: partition } of (await of?.ledger.partitions()) ?? []) {
        for await (const { key, state } of of?.ledger.subjects(partition) ?? []) {
          const subject = decodeSubject(key, state);
          found[`${subject.tenant} ${subject.key}`] = subject.rows.map(({ recordId }) => recordId);
        }
      }
      return found;
    };
    /** What every partition was told, facts included. */
    const told = async (): Promise<readonly string[]> => {
      await of?.settled();
      const all: string[] = [];
      for (const { name: partition, meta } of (await of?.ledger.partitions()) ?? [])
        all.push(wholeMeta(meta, (await of?.ledger.facts(partition)) ?? new Map()) ?? '');
      return all;
    };

    test('what was taken is durable, each record once, however it was packed', async () => {
      const { intake } = await opened();
      const records = [entraRecord({ id: 'a' }), entraRecord({ id: 'b' })];
      const taken = await intake.take(hub, [body({ records }), body(`${JSON.stringify(entraRecord({ id: 'c' }))}\n`)]);
      expect(taken).toEqual({ records: 3, events: 3, quarantined: 0 });
      expect(await rows()).toEqual({ 'acme ada@example.com': ['a', 'b', 'c'] });
    });

    test('both directories of one person meet in one timeline, and a change stands in two', async () => {
      const { intake } = await opened();
      await intake.take(hub, [
        body({ records: [entraRecord({ id: 'a' }), auditRecord({ id: 'reset', by: 'boss', of: 'ada' })] }),
      ]);
      await intake.take(login, [body({ kind: 'admin#reports#activities', items: [activity({})] })]);
      const found = await rows();
      expect(found['acme ada@example.com']?.length).toBe(3);
      expect(found['acme boss@example.com']).toEqual(['reset']);
    });

    test('a second id that claims an address is another subject, and an id keeps its key', async () => {
      const { intake } = await opened();
      await intake.take(hub, [body({ records: [entraRecord({ id: 'a' }), entraRecord({ id: 'b', userId: 'u-2' })] })]);
      await intake.take(hub, [body({ records: [entraRecord({ id: 'c', address: 'lovelace@example.com' })] })]);
      expect(await rows()).toEqual({ 'acme ada@example.com': ['a', 'c'], 'acme ada@example.com~2': ['b'] });
    });

    test('what is taken again changes nothing', async () => {
      const { intake } = await opened();
      const bodies = [body({ records: [entraRecord({ id: 'a' }), entraRecord({ id: 'b' })] })];
      await intake.take(hub, bodies);
      await intake.take(hub, bodies);
      expect(await rows()).toEqual({ 'acme ada@example.com': ['a', 'b'] });
    });

    test('what cannot be believed is quarantined with its bytes, place and reason, and nothing beside it is lost', async () => {
      const under = await opened();
      const bodies = [
        body(''),
        body('{"half":'),
        body({ records: [entraRecord({ id: 'foreign', directory: otherDirectory }), entraRecord({ id: 'a' })] }),
        body({ records: [entraRecord({ id: 'soon', time: now + hourMs })] }),
        body({ anything: 'else' }),
      ];
      const taken = await under.intake.take(hub, bodies);
      expect(taken).toEqual({ records: 6, events: 1, quarantined: 5 });
      expect(await rows()).toEqual({ 'acme ada@example.com': ['a'] });
      const entries = [...(await under.quarantined())].sort((a, b) => a.origin.position - b.origin.position);
      expect(entries.map(({ reason }) => reason)).toEqual([
        'not-a-record',
        'not-json',
        'foreign-tenant',
        'future',
        'unknown-shape',
      ]);
      expect(entries.map(({ origin }) => origin)).toEqual(bodies.map((one) => ({ source: 'hub/0', position: one.position })));
      expect(entries.every(({ tenant, received }) => tenant === 'acme' && received === now)).toBe(true);
      expect(entries[1]?.text).toBe('{"half":');
      expect(entries[2]?.text).toContain('"foreign"');
    });

    test('a record of before its observation is as old as it says, however late it comes', async () => {
      const { intake } = await opened();
      await intake.take(hub, [body({ records: [entraRecord({ id: 'old', time: now - 90 * 24 * hourMs })] })]);
      expect(await rows()).toEqual({ 'acme ada@example.com': ['old'] });
    });

    test('ticks reach every partition, go not back, and a silent source lets go', async () => {
      const { intake } = await opened();
      const other: LiveSource = { ...hub, name: 'hub/1' };
      await intake.progress(other, now - 5 * hourMs);
      await intake.progress(hub, now);
      await intake.progress(hub, now - hourMs);
      for (const meta of await told()) expect(progressIn(meta, 'acme')).toBe(now - 5 * hourMs);
      await intake.idle(other);
      for (const meta of await told()) expect(progressIn(meta, 'acme')).toBe(now);
      expect((await told()).length).toBeGreaterThan(0);
    });

    test('a roster’s row becomes facts in every partition, said once, and not against the operator', async () => {
      const { intake } = await opened();
      const key = 'grace@example.com';
      await intake.take(hub, [body(userRow({ id: 'u-9', address: key, disabled: true }))]);
      await intake.take(hub, [body(userRow({ id: 'u-9', address: key, disabled: true }))]);
      const metas = await told();
      for (const meta of metas) expect(meta.split(factKey('disabled', key)).length).toBe(2);
      expect(metas.length).toBeGreaterThan(0);
      const boss = 'boss@example.com'; // whom the configuration calls an emergency account
      for (const meta of metas) expect(meta).toContain(factKey('break-glass', boss));
    });

    test('control records reach every partition, and a back-fill teaches without alerts', async () => {
      const under = await opened();
      const until = new Date(now).toISOString();
      await under.intake.control([
        { type: 'fact', at: now, tenant: 'acme', name: learnUntilKey('entra'), value: until, time: now },
      ]);
      const prompts = Array.from({ length: 12 }, (_, i) =>
        entraRecord({ id: `p${i}`, time: now - hourMs + i * 1000, code: 500121 }),
      );
      await under.intake.take(hub, [body({ records: prompts })]);
      expect((await rows())['acme ada@example.com']?.length).toBe(12);
      expect(await under.ledger.alerts()).toEqual([]);
      for (const meta of await told()) expect(meta).toContain(until);
    });

    test('the same without a back-fill is an alert', async () => {
      const under = await opened();
      const prompts = Array.from({ length: 12 }, (_, i) =>
        entraRecord({ id: `p${i}`, time: now - hourMs + i * 1000, code: 500121 }),
      );
      await under.intake.take(hub, [body({ records: prompts })]);
      await under.settled();
      expect((await under.ledger.alerts()).map(({ detector }) => detector.id)).toEqual(['mfa-fatigue']);
    });

    test('what fails downstream is tried until it holds, and told', async () => {
      const under = await opened();
      under.fail(2);
      const taken = await under.intake.take(hub, [body({ records: [entraRecord({ id: 'a' })] })]);
      expect(taken.events).toBe(1);
      expect(await rows()).toEqual({ 'acme ada@example.com': ['a'] });
      expect(under.retried()).toBe(2);
    });

    test('an abort comes out with its reason while it is tried', async () => {
      const under = await opened();
      under.fail(1000);
      const stop = new AbortController();
      const taking = under.intake.take(hub, [body({ records: [entraRecord({ id: 'a' })] })], stop.signal);
      stop.abort(new Error('the lease is lost'));
      await expect(taking).rejects.toThrow('the lease is lost');
      await expect(under.intake.take(hub, [body({})], stop.signal)).rejects.toThrow('the lease is lost');
    });

    test('a large hand-over is taken piece by piece', async () => {
      const { intake } = await opened();
      const records = Array.from({ length: 2500 }, (_, i) =>
        entraRecord({ id: `r${i}`, time: now - 2500 + i, userId: `u-${i % 50}`, address: `p${i % 50}@example.com` }),
      );
      const bodies = Array.from({ length: 10 }, (_, i) => body({ records: records.slice(i * 250, i * 250 + 250) }));
      expect(await intake.take(hub, bodies)).toEqual({ records: 2500, events: 2500, quarantined: 0 });
      const found = await rows();
      expect(Object.values(found).flat().length).toBe(2500);
    });
  });
}
