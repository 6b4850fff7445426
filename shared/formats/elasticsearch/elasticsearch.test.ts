/** Where documents stand, in which version, and what the templates say. */

import { dayMs } from '@gatewatch/domain';
import { signIn } from '@gatewatch/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { alertAlias, alertIndex, endOfIndex, eventAlias, eventIndex, eventVersion, periods } from './names.ts';
import { promotionQuery, promotionRule } from './promotion-rule.ts';
import { elasticsearchTemplates, mappedAlert, mappedEvent, templateDefaults } from './templates.ts';

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);
const times = fc.integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2199, 11, 31) });

describe('names', () => {
  test.each([
    ['2026-05-04', '2026.05.04', '2026.w19', '2026.05'],
    ['2026-01-01', '2026.01.01', '2026.w01', '2026.01'],
    ['2027-01-01', '2027.01.01', '2026.w53', '2027.01'], // the week of its Thursday
    ['2024-12-30', '2024.12.30', '2025.w01', '2024.12'],
  ])('%s by day, week and month', (day, ...names) => {
    const all = periods.map((period) => eventIndex('default', period, noon(day)));
    expect(all).toEqual(names.map((name) => `logs-gatewatch.events-default-${name}`));
  });

  test('every index ends after what is in it, and at most a period later', () => {
    const longest = { day: 1, week: 7, month: 31 };
    fc.assert(
      fc.property(times, fc.constantFrom(...periods), (time, period) => {
        const end = endOfIndex(eventAlias('soc'), eventIndex('soc', period, time)) ?? 0;
        expect(end).toBeGreaterThan(time);
        expect(end - time).toBeLessThanOrEqual(longest[period] * dayMs);
        expect(endOfIndex(eventAlias('soc'), eventIndex('soc', period, end))).toBeGreaterThan(end);
      }),
    );
  });

  test.each([
    'logs-gatewatch.events-soc',
    'logs-gatewatch.events-soc-',
    'logs-gatewatch.events-soc-2026',
    'logs-gatewatch.events-socks-2026.05',
    'x-2026.05',
  ])('%s is none of ours', (name) => {
    expect(endOfIndex(eventAlias('soc'), name)).toBeNull();
  });

  test('an alert is filed by its anchor, whatever its evidence becomes; what older releases wrote, by its first evidence', () => {
    const anchoredAt = noon('2026-05-01');
    expect(alertIndex('default', { anchoredAt, firstSeen: noon('2026-04-30') })).toBe('gatewatch-alerts-default-2026.05');
    expect(alertIndex('default', { firstSeen: noon('2026-04-30') })).toBe('gatewatch-alerts-default-2026.04');
  });
});

describe('the version of an event', () => {
  const copy = (processed: number | null, hash: string) => signIn({ at: '1 08:00', processed, hash });
  const hashes = fc.stringMatching(/^[0-9a-f]{16}$/);

  test('a later copy is greater, and of one processing time the greater hash is never less', () => {
    fc.assert(
      fc.property(times, times, hashes, hashes, (a, b, x, y) => {
        const [early, late] = [eventVersion(copy(Math.min(a, b), x)), eventVersion(copy(Math.max(a, b) + 1, y))];
        expect(early).toBeLessThan(late);
        const [low, high] = x < y ? [x, y] : [y, x];
        expect(eventVersion(copy(a, low))).toBeLessThanOrEqual(eventVersion(copy(a, high)));
        for (const version of [early, late]) expect(Number.isSafeInteger(version)).toBe(true);
      }),
    );
  });

  test('without a processing time the hash alone decides; a signal has the count of its bucket', () => {
    expect(eventVersion(copy(null, 'ffffffffffffffff'))).toBe(1023);
    const { actor, ...base } = signIn({ at: '1 08:00' });
    expect(eventVersion({ ...base, actor, kind: 'signal', detector: 'spray', count: 8, withdrawn: false })).toBe(8);
  });
});

describe('the rule of Elastic Security', () => {
  const rule = Object(promotionRule());

  test('names fields that alerts have, of types that it can use', () => {
    const asked = [...promotionQuery.matchAll(/([\w.]+):/g)].map(([, field]) => field ?? '');
    const mapped = [...rule.severity_mapping, ...rule.risk_score_mapping].map(({ field }) => field);
    const types = [...asked, ...mapped, rule.timestamp_override, rule.rule_name_override].map((field) => mappedAlert.get(field));
    expect(types).toEqual(['keyword', 'keyword', 'keyword', 'long', 'long', 'long', 'long', 'double', 'date', 'keyword']);
  });

  test('has what its import requires, and looks back further than its interval', () => {
    for (const key of ['rule_id', 'name', 'description', 'type', 'risk_score', 'severity', 'query', 'language', 'index'])
      expect(rule).toHaveProperty(key);
    expect([rule.from, rule.interval]).toEqual(['now-10m', '1m']);
    expect(rule.severity_mapping.map((one: { severity: string; value: string }) => [one.severity, one.value])).toEqual([
      ['low', '21'],
      ['medium', '47'],
      ['high', '73'],
      ['critical', '99'],
    ]);
  });
});

describe('templates', () => {
  const templates = elasticsearchTemplates({ ...templateDefaults, namespace: 'soc', shards: 3, replicas: 0 });

  test('come with their components before them, above the built-in one, and let no field in by itself', () => {
    expect(templates.map(({ name }) => name)).toEqual([
      'gatewatch-events@mappings',
      'gatewatch-alerts@mappings',
      'gatewatch-events-soc',
      'gatewatch-alerts-soc',
    ]);
    expect(templates[0]?.body).toMatchObject({ template: { mappings: { dynamic: false, date_detection: false } } });
    expect(templates[2]?.body).toMatchObject({
      index_patterns: ['logs-gatewatch.events-soc-*'],
      priority: 500,
      composed_of: ['gatewatch-events@mappings'],
      template: { aliases: { [eventAlias('soc')]: {} }, settings: { index: { number_of_shards: '3', number_of_replicas: '0' } } },
    });
    expect(templates[3]?.body).toMatchObject({ index_patterns: [`${alertAlias('soc')}-*`] });
  });

  test('map what boards need, by the types of the smallest distribution', () => {
    expect(mappedEvent.get('source.geo.location')).toBe('geo_point');
    expect(mappedEvent.get('gatewatch.event.second_factor')).toBe('keyword');
    expect(mappedAlert.get('gatewatch.alert.measured.certain_speed')).toBe('double');
    expect(mappedAlert.get('event.severity')).toBe('long');
    for (const mapped of [mappedEvent, mappedAlert]) {
      expect(mapped.get('event.ingested')).toBe('date');
      expect(mapped.size).toBeLessThan(150);
    }
  });
});
