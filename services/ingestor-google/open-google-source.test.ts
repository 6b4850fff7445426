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

  it.each([30_000, 5000])(
    'ends its windows %i ms before now, as it is told, and reads the rest in the next one',
    async (settle) => {
      const records = [login(1, worldStart - 31_000), login(2, worldStart - 6000), login(3, worldStart - 1000)];
      await using of = await world({ every: minuteMs, settle }, { records: { login: records } });
      await of.open();
      await of.clock.until(worldStart + 1000);
      expect(of.intake.texts('workspace/login').length).toBe(settle === 5000 ? 2 : 1);
      await of.clock.until(worldStart + 2 * minuteMs);
      expect(of.intake.texts('workspace/login').length).toBe(3);
    },
  );
});
