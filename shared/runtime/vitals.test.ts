import { expect, test } from 'vitest';
import { type ComponentHealth, createVitals } from './vitals.ts';

test('a component is as it was last said to be, since it began to be so', () => {
  let now = 1000;
  const vitals = createVitals({ now: () => now });
  vitals.failing('redis', 'it does not answer');
  now = 2000;
  vitals.failing('redis', 'it is loading');
  vitals.healthy('state folder');
  now = 3000;
  vitals.healthy('redis', 'connected');
  vitals.healthy('hub signins');
  vitals.gone('hub signins');
  expect(vitals.health()).toEqual([
    { component: 'redis', works: true, says: 'connected', since: 3000 },
    { component: 'state folder', works: true, says: null, since: 2000 },
  ]);
});

test('a change is told once, and another reason again', () => {
  const told: ComponentHealth[] = [];
  const vitals = createVitals({ now: () => 0, changed: (health) => told.push(health) });
  for (const why of ['refused', 'refused', 'no permission']) vitals.failing('kafka', why);
  vitals.healthy('kafka');
  vitals.healthy('kafka', 'caught up');
  expect(told.map(({ works, says }) => [works, says])).toEqual([
    [false, 'refused'],
    [false, 'no permission'],
    [true, null],
  ]);
});

test('secrets are struck out of sentences', () => {
  const vitals = createVitals({ hide: (text) => text.replaceAll('hunter2', '[secret]') });
  vitals.failing('redis', 'wrong password hunter2');
  expect(vitals.health()[0]?.says).toBe('wrong password [secret]');
});

test('numbers come out in the text format and as samples', async () => {
  const vitals = createVitals();
  vitals.count('gatewatch_records_received_total', { tenant: 'a', source: 'entra/0' }, 3);
  vitals.count('gatewatch_records_received_total', { tenant: 'a', source: 'entra/0' });
  vitals.set('gatewatch_lag_records', { topic: 'person', partition: '7' }, 12);
  vitals.observe('gatewatch_commit_seconds', {}, 0.02);
  const text = await vitals.text();
  expect(text).toContain('# TYPE gatewatch_records_received_total counter');
  expect(text).toContain('gatewatch_records_received_total{tenant="a",source="entra/0"} 4');
  expect(text).toContain('gatewatch_lag_records{topic="person",partition="7"} 12');
  expect(text).toContain('gatewatch_commit_seconds_bucket{le="0.025"} 1');
  const samples = await vitals.samples();
  expect(samples).toContainEqual({
    name: 'gatewatch_records_received_total',
    labels: { tenant: 'a', source: 'entra/0' },
    value: 4,
  });
  expect(samples).toContainEqual({ name: 'gatewatch_commit_seconds_count', labels: {}, value: 1 });
});
