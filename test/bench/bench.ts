/**
 * How fast the house is, against the floor that no reader of these bytes gets below: decoding and JSON.parse alone, on the same
 * bytes in the same run. Usage: npm run bench [-- --people N --rounds N --input entra|both --json FILE --no-detector-counts].
 */

import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { detectors } from '@gatewatch/detectors';
import type { Detector } from '@gatewatch/domain';
import { openGeo } from '@gatewatch/enrichment';
import { bothInput, entraInput } from './input.ts';
import { measure } from './measure.ts';
import { type InputReport, reportOf } from './report.ts';
import { type StageRun, stages, startStage } from './stages.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    input: { type: 'string' },
    json: { type: 'string' },
    'detector-counts': { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const people = Number(values.people);
const rounds = Number(values.rounds);
const makers = { entra: () => entraInput(people), both: () => bothInput(people) };

await using geo = await openGeo();
const reports: InputReport[] = [];
for (const [name, make] of Object.entries(makers)) {
  if (values.input !== undefined && values.input !== name) continue;
  const input = make();
  const last = new Map<string, StageRun>();
  const turn = (label: string, stage: (typeof stages)[number], asked: readonly Detector[], asItComes = false) => ({
    label,
    run: async () => {
      const left = await startStage(stage, input, { geo, detectors: asked, asItComes });
      return async () => void last.set(label, await left());
    },
  });
  const turns = stages.map((stage) => turn(stage, stage, detectors));
  const counts = values['detector-counts'] ? countTurns().map(({ label, asked }) => turn(label, 'commit', asked)) : [];
  const all = [...turns, turn('commit, as it comes', 'commit', detectors, true), ...counts];
  const timed = await measure(
    all.map(({ run }) => run),
    rounds,
  );
  const report = reportOf(
    input,
    all.map(({ label }, i) => ({ label, timed: timed[i], run: last.get(label) })),
  );
  reports.push(report);
  process.stdout.write(`${tableOf(report)}\n`);
}
if (values.json !== undefined) {
  const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model ?? 'unknown' };
  await writeFile(values.json, `${JSON.stringify({ machine, rounds, inputs: reports }, null, 2)}\n`);
}

/** The last stage with none of the detectors, and with all of them twice under other names: what one more costs. */
function countTurns(): readonly { readonly label: string; readonly asked: readonly Detector[] }[] {
  const again = detectors.map((detector) => ({ ...detector, card: { ...detector.card, id: `${detector.card.id}-again` } }));
  return [
    { label: 'commit, 0 detectors', asked: [] },
    { label: `commit, ${detectors.length * 2} detectors`, asked: [...detectors, ...again] },
  ];
}
