import type { Alert } from '@gatewatch/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertJsonSchema, fromAlertJson, toAlertJson } from './alert-schema.ts';
import { fatigueAlert, travelAlert } from './report/example.fixture.ts';

const time = fc.integer({ min: 0, max: 253_402_300_799_999 });
const text = fc.string({ unit: 'binary' });
const texts = fc.array(text, { maxLength: 3 });
const maybe = fc.option(text);
const figure = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const level = fc.constantFrom('low', 'medium', 'high', 'critical');

const alerts: fc.Arbitrary<Alert> = fc.record({
  schema: fc.constant(1),
  id: text,
  revision: fc.nat(),
  epoch: text,
  detector: fc.record({ id: text, version: fc.nat() }),
  title: text,
  explanation: text,
  severity: level,
  risk: fc.integer({ min: 0, max: 100 }),
  confidence: fc.constantFrom('low', 'medium', 'high'),
  because: texts,
  tenant: text,
  subject: fc.record({ key: text, name: maybe, providers: texts, kind: text }),
  entities: fc.array(fc.record({ type: text, value: text }), { maxLength: 3 }),
  firstSeen: time,
  lastSeen: time,
  detectedAt: time,
  findings: fc.nat(),
  evidence: fc.record({
    rows: fc.nat(),
    decisive: texts,
    events: fc.array(
      fc.record({
        id: text,
        recordId: text,
        provider: text,
        kind: text,
        time,
        ip: maybe,
        place: fc.option(fc.record({ country: text, city: maybe, latitude: figure, longitude: figure, radiusKm: figure })),
        network: fc.option(fc.record({ asn: fc.option(fc.nat()), owner: maybe, class: text })),
        device: maybe,
        app: maybe,
        outcome: text,
        code: maybe,
        secondFactor: maybe,
        row: fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
      }),
      { maxLength: 3 },
    ),
  }),
  facts: fc.array(
    fc.record({
      name: text,
      value: fc.oneof(figure, text),
      unit: maybe,
      threshold: fc.option(figure),
      test: fc.constantFrom('>=', '>', '<=', '<', '=', null),
    }),
    { maxLength: 3 },
  ),
  baseline: texts,
  attack: texts,
  steps: texts,
  state: fc.constantFrom('open', 'amended', 'withdrawn'),
  cause: maybe,
  replacedBy: maybe,
  disposition: maybe,
  gaps: texts,
});

describe('an alert in a file', () => {
  test('comes back as it went, whatever it holds', () => {
    fc.assert(
      fc.property(alerts, (alert) => {
        expect(fromAlertJson(JSON.parse(JSON.stringify(toAlertJson(alert))))).toEqual(alert);
      }),
      { numRuns: 300 },
    );
  });

  test('has its times as ISO 8601 text in UTC', () => {
    const json = toAlertJson(travelAlert());
    expect(json.firstSeen).toBe('2026-03-04T10:02:00.000Z');
    expect(json.evidence.events[1]?.time).toBe('2026-03-04T10:43:12.000Z');
  });

  test.each([
    ['a number', 7, 'the value'],
    ['another version', { ...toAlertJson(travelAlert()), schema: 2 }, 'schema'],
    ['a missing subject', { ...toAlertJson(travelAlert()), subject: undefined }, 'subject'],
    ['a time in ms', { ...toAlertJson(travelAlert()), firstSeen: 1 }, 'firstSeen'],
    ['a local time', { ...toAlertJson(travelAlert()), firstSeen: '2026-03-04T10:02:00.000+01:00' }, 'firstSeen'],
    ['a risk of 101', { ...toAlertJson(travelAlert()), risk: 101 }, 'risk'],
    ['a wrong list', { ...toAlertJson(travelAlert()), because: ['x', 1] }, 'because[1]'],
  ])('with %s is refused in one sentence that names the path', (_, json, path) => {
    expect(() => fromAlertJson(json)).toThrow(`Not an alert of schema version 1: ${path}: `);
    expect(() => fromAlertJson(json)).toThrow(/^[^\n]+\.$/);
  });

  test('may have keys that a later release adds', () => {
    expect(fromAlertJson({ ...toAlertJson(fatigueAlert()), mood: 'new' })).toEqual(fatigueAlert());
  });
});

describe('the JSON Schema', () => {
  test('describes every field', () => {
    const bare: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, value] of Object.entries(node)) {
        if (key === 'properties') {
          for (const [name, field] of Object.entries(value)) if (!hasDescription(field)) bare.push(`${path}.${name}`);
        }
        walk(value, `${path}.${key}`);
      }
    };
    walk(alertJsonSchema(), '');
    expect(bare).toEqual([]);
  });

  test('requires what version 1 has', () => {
    expect(alertJsonSchema()).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['id', 'revision', 'evidence', 'gaps']),
    });
  });
});

function hasDescription(field: unknown): boolean {
  return typeof field === 'object' && field !== null && 'description' in field;
}
