import { hourMs, minuteMs } from '@gatewatch/domain';
import { recorded } from '@gatewatch/testing';
import { describe, expect, it } from 'vitest';
import { world, worldStart } from './google-source.fixture.ts';

const login = (id: number, time: number, listed = time) => recorded({ application: 'login', id, time, listed });

describe('a first start', () => {
  it('says until when rows are only learnt from, back-fills, and ticks', async () => {
    const old = login(1, worldStart - 30 * hourMs);
    const recent = login(2, worldStart - 5 * minuteMs);
    await using of = await world({ every: minuteMs, backfill: 48 * hourMs }, { records: { login: [old, recent] } });
    await of.open();
    await of.clock.until(worldStart + 5 * minuteMs);
    expect(of.intake.calls[0]).toMatchObject({
      kind: 'control',
      records: [{ type: 'fact', tenant: 'acme', name: 'learn-until/google', value: new Date(worldStart).toISOString() }],
    });
    expect(of.intake.texts('workspace/login')).toEqual([old.text, recent.text]);
    const ticks = of.intake.calls.flatMap((call) => (call.kind === 'progress' ? [call.progress] : []));
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(worldStart + 3.5 * minuteMs);
  });
});
