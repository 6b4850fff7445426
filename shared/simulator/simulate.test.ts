/** What is simulated: repeatable, in the vendors' ways of delivery, every attack with a label that its records bear out. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { causes } from './causes.ts';
import type { Label } from './label.ts';
import { type SimulationItem, type SimulationOptions, simulate } from './simulate.ts';

const options: SimulationOptions = { users: 160, days: 21, seed: 3, attacksPerUserWeek: 0.4 };
const minuteMs = 60_000;

function digest(of: SimulationOptions): string {
  const hash = createHash('sha256');
  for (const item of simulate(of)) hash.update(JSON.stringify(item));
  return hash.digest('hex');
}

interface Delivered {
  readonly id: string;
  readonly folder: string;
  readonly happened: number;
  readonly processed: number;
  readonly at: number;
  readonly record: Record<string, unknown>;
}

function* delivered(items: readonly SimulationItem[]): Generator<Delivered> {
  for (const item of items) {
    if (item.kind !== 'line') continue;
    const folder = item.file.split('/')[0] ?? '';
    const body = JSON.parse(item.line);
    for (const record of body.items ?? body.records) {
      const { properties } = record;
      const happened = Date.parse(record.id?.time ?? properties.createdDateTime ?? properties.activityDateTime);
      const id = properties === undefined ? `${record.id.time}/${record.id.uniqueQualifier}` : properties.id;
      yield { id, folder, happened, processed: Date.parse(record.time ?? record.id.time), at: item.delivered, record };
    }
  }
}

describe('a simulation', () => {
  const items = [...simulate(options)];
  const labels = items.flatMap((item): readonly Label[] => (item.kind === 'label' ? [item.label] : []));
  const records = [...delivered(items)];
  const ids = new Set(records.map(({ id }) => id));

  it('is the same bytes for the same seed, and others for another', () => {
    const small = { users: 30, days: 6, seed: 11 };
    expect(digest(small)).toBe(digest(small));
    expect(digest(small)).not.toBe(digest({ ...small, seed: 12 }));
  });

  it('delivers every record that a label names', () => {
    const missing = labels.flatMap(({ id, decisive, related }) =>
      [...decisive, ...related].filter((one) => !ids.has(one)).map((one) => [id, one]),
    );
    expect(missing).toEqual([]);
  });

  it('stages every detector, in every band that it has', () => {
    const staged = new Map<string, Set<string>>();
    for (const { detector, band } of labels) staged.set(detector, (staged.get(detector) ?? new Set()).add(band));
    expect([...staged.keys()].sort()).toEqual([
      'conditional-access-bypass',
      'device-code-sign-in',
      'device-registration',
      'factor-registration',
      'impossible-travel',
      'legacy-authentication',
      'mfa-fatigue',
      'ropc-authentication',
      'single-factor-sign-in',
    ]);
    expect([...staged].filter(([, bands]) => bands.size < 3)).toEqual([]);
  });

  it('expects an alert of what is at or above a threshold, and none of what is below', () => {
    expect(labels.filter(({ band, expected }) => expected !== (band !== 'below'))).toEqual([]);
  });

  it('leaves a person in peace for four days after an attack', () => {
    const last = new Map<string, number>();
    for (const { subject, time } of labels) {
      const before = last.get(subject);
      if (before !== undefined) expect((Date.parse(time) - before) / (24 * 60 * minuteMs)).toBeGreaterThan(3);
      last.set(subject, Date.parse(time));
    }
  });

  it('stages every cause of false alarms, each with delivered records of that person', () => {
    const staged = items.flatMap((item) => (item.kind === 'cause' ? [item.staging] : []));
    expect([...new Set(staged.map(({ cause }) => cause))].sort()).toEqual(Object.keys(causes).sort());
    const lost = staged.filter(({ records: of }) => !of.some((id) => ids.has(id)));
    expect(lost.length / staged.length).toBeLessThan(0.02); // those of the last evening
  });

  it('delivers Entra within two minutes mostly, and nothing a day late (sources 1.11)', () => {
    const lags = records
      .filter(({ folder }) => folder.startsWith('entra'))
      .map(({ happened, processed }) => processed - happened);
    expect(lags.filter((lag) => lag < 2 * minuteMs).length / lags.length).toBeGreaterThan(0.85);
    expect(lags.some((lag) => lag > 60 * minuteMs)).toBe(true);
    expect(Math.max(...records.map(({ at, happened }) => at - happened))).toBeLessThan(24 * 60 * minuteMs);
  });

  it('delivers Google logins over up to three hours, newest first within a page (sources 4.5)', () => {
    const lags = records.filter(({ folder }) => folder === 'google-login').map(({ at, happened }) => at - happened);
    expect(lags.filter((lag) => lag > 40 * minuteMs).length / lags.length).toBeGreaterThan(0.05);
    expect(Math.max(...lags)).toBeLessThan(4 * 60 * minuteMs);
    for (const item of items) {
      if (item.kind !== 'line' || !item.file.startsWith('google')) continue;
      const times: string[] = JSON.parse(item.line).items.map((one: { id: { time: string } }) => one.id.time);
      expect(times).toEqual([...times].sort().reverse());
    }
  });

  it('publishes some sign-ins twice, a poorer copy first; and repeats some byte for byte', () => {
    const copies = new Map<string, Delivered[]>();
    for (const one of records) if (one.folder === 'entra-signin') copies.set(one.id, [...(copies.get(one.id) ?? []), one]);
    const several = [...copies.values()].filter((list) => list.length > 1);
    const repeated = several.filter(([a, b]) => JSON.stringify(a?.record) === JSON.stringify(b?.record));
    const revised = several.filter(([a, b]) => (a?.processed ?? 0) < (b?.processed ?? 0));
    expect(repeated.length).toBeGreaterThan(0);
    expect(revised.length).toBeGreaterThan(0);
    const shorter = revised.filter(([a, b]) => JSON.stringify(a?.record).length < JSON.stringify(b?.record).length);
    expect(shorter.length / revised.length).toBeGreaterThan(0.9);
  });

  it('is delivered out of the order of its events', () => {
    let behind = 0;
    let newest = 0;
    for (const { happened } of records) {
      if (happened < newest) behind++;
      newest = Math.max(newest, happened);
    }
    expect(behind / records.length).toBeGreaterThan(0.03);
  });

  it('refuses numbers that make no organisation', () => {
    expect(() => [...simulate({ ...options, users: 0 })]).toThrow('users: 0 is not a whole number from 1');
    expect(() => [...simulate({ ...options, days: 1.5 })]).toThrow('days: 1.5 is not a whole number from 1');
    expect(() => [...simulate({ ...options, start: 'soon' })]).toThrow('"soon" is not a day');
  });
});
