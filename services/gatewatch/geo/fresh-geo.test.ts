import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig, UserMistake } from '@gatewatch/runtime';
import { expect, test } from 'vitest';
import { openFreshGeo } from './fresh-geo.ts';
import { runGeoSchedule } from './geo-schedule.ts';

test('a list that changes is read again and is a new epoch; one that does not is not', async () => {
  const place = mkdtempSync(join(tmpdir(), 'gatewatch-fresh-'));
  const list = join(place, 'tor.txt');
  writeFileSync(list, '8.8.8.8\n');
  const config = parseConfig(`geo: { folder: "${place}", city: country-only, lists: [{ class: tor, file: "${list}" }] }`, 'test');
  await using geo = await openFreshGeo(config);
  const first = geo.version;
  expect(geo.lookup('8.8.8.8').network.class).toBe('tor');
  expect(await geo.refresh()).toBe(false);

  writeFileSync(list, '9.9.9.9\nbroken line\n');
  expect(await geo.refresh()).toBe(true);
  expect([geo.lookup('8.8.8.8').network.class, geo.lookup('9.9.9.9').network.class]).toEqual(['google', 'tor']);
  expect(geo.version).not.toBe(first);
  expect(geo.sources.map(({ warning }) => warning)).toContainEqual(expect.stringContaining('tor.txt:2: "broken line"'));

  writeFileSync(list, '8.8.8.8 # as before\n');
  expect(await geo.refresh()).toBe(true);
  expect(geo.version).toBe(first);
});

test('data that turn bad are told once, and the ones before answer on', async () => {
  const place = mkdtempSync(join(tmpdir(), 'gatewatch-fresh-'));
  const config = parseConfig(`geo: { folder: "${place}" }`, 'test');
  await using geo = await openFreshGeo(config);
  writeFileSync(join(place, 'current.json'), '{');
  await expect(geo.refresh()).rejects.toThrow(/current\.json is broken: delete it/);
  expect(await geo.refresh()).toBe(false);
  expect(geo.lookup('193.0.6.139').place?.country).toBe('NL');
});

test('the schedule fetches both kinds at each interval, tells a failure and goes on, and ends when told', async () => {
  const end = new AbortController();
  const told: string[] = [];
  const waits: number[] = [];
  const schedule = {
    everyMs: 7000,
    update: async (kind: string) => {
      told.push(kind);
      if (kind === 'city' && waits.length === 1) throw new UserMistake('the server is away.');
    },
    failed: (sentence: string) => told.push(sentence),
    wait: async (ms: number) => {
      waits.push(ms);
      if (waits.length === 3) end.abort();
    },
  };
  await runGeoSchedule(schedule, end.signal);
  expect(told).toEqual(['city', 'city: the server is away.', 'asn', 'city', 'asn']);
  expect(waits).toEqual([7000, 7000, 7000]);
});
