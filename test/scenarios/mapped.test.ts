/** Everything that events and alerts say in Elasticsearch has a field in the mapping, and fits its type. */

import { detectors } from '@gatewatch/detectors';
import type { IdentityEvent } from '@gatewatch/domain';
import { ecsAlert, ecsEvent, ecsQuarantine, type FieldType, inert, mappedAlert, mappedEvent } from '@gatewatch/formats';
import { signIn } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { timelinesOf } from './index.ts';
import { play } from './playing.ts';
import { simulatedEvents } from './simulated-events.ts';

const timelines = Object.values(timelinesOf).flat();
const arrived = { revision: 1, state: 'open', detectedAt: 0, anchoredAt: 0, cause: 'x', replacedBy: 'y' } as const;

/** Paths that no field takes, or with another type, and an example of each. */
function misfits(documents: readonly unknown[], mapped: ReadonlyMap<string, FieldType>): readonly string[] {
  const found = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    const type = mapped.get(path);
    if (Array.isArray(value)) for (const one of value) walk(one, path);
    else if (type === undefined && typeof value === 'object' && value !== null)
      for (const [name, one] of Object.entries(value)) walk(one, path === '' ? name : `${path}.${name}`);
    else if (type === undefined || !fits(value, type))
      found.set(path, `${path}: ${JSON.stringify(value)} is no ${type ?? 'field'}`);
  };
  for (const document of documents) walk(document, '');
  return [...found.values()].sort();
}

function fits(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'long':
      return Number.isSafeInteger(value);
    case 'double':
      return typeof value === 'number';
    case 'geo_point':
      return typeof value === 'object';
    case 'date':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    default:
      return typeof value === 'string';
  }
}

test('events', async () => {
  const { actor, risk, ...base } = signIn({ at: '1 08:00', risk: { level: 'high', state: 'atRisk', types: ['x'] } });
  const made: readonly IdentityEvent[] = [
    { ...base, actor, kind: 'signal', detector: 'spray', count: 8, withdrawn: true },
    { ...base, actor, kind: 'verdict', alert: 'a', disposition: 'benign', note: 'n', analyst: 'b', places: [], devices: [] },
    {
      ...{ ...base, actor, risk, kind: 'token-grant', grant: 'used', failure: 'application', code: 'authorize' },
      ...{ scopes: ['a', 'b'], credential: 'key' },
    },
    { ...base, actor, kind: 'snapshot', of: 'policy', name: 'p', states: [{ fact: 'policy', about: 'p', value: 'on' }] },
  ];
  const events = [
    ...made,
    ...timelines.flatMap(({ rows }) => rows),
    ...(await simulatedEvents({ users: 30, days: 8, seed: 5, attacksPerUserWeek: 1 })),
  ];
  expect(new Set(events.map(({ kind }) => kind)).size).toBeGreaterThan(10);
  const documents = events.map((event) => inert(ecsEvent(event)));
  expect(misfits(documents, mappedEvent)).toEqual([]);
});

test('records that became no event', () => {
  const origin = { source: 'entra/signins/3', position: 70_001 };
  const document = inert(ecsQuarantine({ reason: 'bad-time', detail: 'no date', origin, tenant: 'acme', received: 1 }));
  expect(misfits([document], mappedEvent)).toEqual([]);
  expect(document).toMatchObject({ event: { kind: 'pipeline_error' }, gatewatch: { quarantine: { reason: 'bad-time' } } });
});

test('alerts of every detector', () => {
  const documents = detectors.flatMap((detector) =>
    (timelinesOf[detector.card.id] ?? []).flatMap((timeline) =>
      play(timeline, detector).alerts.map((alert) => inert(ecsAlert({ ...alert, ...arrived, disposition: 'benign' }))),
    ),
  );
  expect(documents.length).toBeGreaterThan(100);
  expect(misfits(documents, mappedAlert)).toEqual([]);
});
