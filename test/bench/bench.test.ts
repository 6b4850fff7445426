/** The bench measures real work on tiny inputs; how fast it was is never asked. */

import { detectors } from '@gatewatch/detectors';
import { openGeo } from '@gatewatch/enrichment';
import { describe, expect, it } from 'vitest';
import { bothInput, entraInput } from './input.ts';
import { measure } from './measure.ts';
import { reportOf } from './report.ts';
import { type StageRun, stages, startStage } from './stages.ts';
import { tableOf } from './table.ts';

const inputs = [entraInput(30), bothInput(30)];

describe('the inputs of the bench', () => {
  it('are of about 3 KB a record where only Entra is read', () => {
    const [entra] = inputs;
    expect((entra?.bytes ?? 0) / (entra?.records ?? 1)).toBeGreaterThan(2500);
    expect((entra?.bytes ?? 0) / (entra?.records ?? 1)).toBeLessThan(3600);
  });

  it('are the same bytes each time', () => {
    expect(Buffer.concat(entraInput(30).chunks.map(({ bytes }) => bytes))).toEqual(
      Buffer.concat((inputs[0]?.chunks ?? []).map(({ bytes }) => bytes)),
    );
  });
});

describe.each(inputs)('the bench on $name', (input) => {
  it('puts every record through every stage, and reports finite ratios', async () => {
    await using geo = await openGeo();
    const runs = new Map<string, StageRun>();
    const turns = stages.map((stage) => async () => {
      const left = await startStage(stage, input, { geo, detectors });
      return async () => void runs.set(stage, await left());
    });
    const timed = await measure(turns, 1);
    const report = reportOf(
      input,
      stages.map((label, i) => ({ label, timed: timed[i], run: runs.get(label) })),
    );
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    for (const { ratio, cpuSeconds } of report.stages) {
      expect(Number.isFinite(ratio.median) && ratio.median > 0).toBe(true);
      expect(cpuSeconds).toBeGreaterThan(0);
    }
    expect(runs.get('decode')?.records).toBe(input.records);
    expect(report.came).toMatchObject({ records: input.records, events: input.records, quarantined: 0, late: 0 });
    expect(report.subjectBytes.subjects).toBeGreaterThanOrEqual(input.people);
    expect(tableOf(report)).toContain('commit');
  });
});
