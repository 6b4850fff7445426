import { hourMs } from '@gatewatch/domain';
import { expect, test } from 'vitest';
import { exampleSummary, fatigueAlert, manyAlerts, travelAlert } from './example.fixture.ts';
import { timeline } from './timeline.ts';

test('each hour is a bar, and each alert a link to its story', () => {
  const { buckets } = exampleSummary([]);
  const { markup } = timeline(buckets, [
    { alert: travelAlert(), anchor: 'alert-2' },
    { alert: fatigueAlert(), anchor: 'alert-1' },
  ]);
  expect(markup.match(/<rect class="all"/g)).toHaveLength(168);
  expect(markup).toContain('Sign-ins per hour');
  expect([...markup.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to)).toEqual(['alert-2', 'alert-1']);
});

test('a year of hours becomes at most 180 bars with the same total', () => {
  const buckets = Array.from({ length: 365 * 24 }, (_, i) => ({ start: i * hourMs, signIns: 2, failures: 1 }));
  const { markup } = timeline(buckets, []);
  expect(markup.match(/<rect class="all"/g)?.length).toBeLessThanOrEqual(180);
  expect(markup).toContain('17,520 sign-ins, 8,760 failed');
});

test('hours without a sign-in keep their place', () => {
  const buckets = [0, 1, 9].map((hour) => ({ start: hour * hourMs, signIns: 1, failures: 0 }));
  const { markup } = timeline(buckets, []);
  expect([...markup.matchAll(/<rect class="all" x="([\d.]+)%"/g)].map(([, x]) => Number(x))).toEqual([0, 10, 90]);
});

test('alerts that stand close together share a dot that counts them', () => {
  const alerts = manyAlerts(500);
  const { markup } = timeline(
    exampleSummary(alerts, 14).buckets,
    alerts.map((alert, i) => ({ alert, anchor: `alert-${i}` })),
  );
  const counts = [...markup.matchAll(/class="many"[^>]*>(\d+)</g)].map(([, count]) => Number(count));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(500);
  expect(counts.length).toBeLessThan(31);
});

test('no bucket, no section; one bucket is enough', () => {
  expect(timeline([], []).markup).toBe('');
  expect(timeline([{ start: 0, signIns: 0, failures: 0 }], []).markup).toContain('Sign-ins per hour');
});
