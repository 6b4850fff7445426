/** `npm run quality [-- --users N --days N --seeds N --from N --attacks N --json]`: recall and false alerts of every detector, measured. */

import { parseArgs } from 'node:util';
import { detectors } from '@gatewatch/detectors';
import { type Score, together } from './score.ts';
import { qualityTable } from './table.ts';
import { runTrial } from './trial.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '500' },
    days: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '5' },
    from: { type: 'string', default: '1' },
    attacks: { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  },
});
const [users, days, seeds, from, attacks] = [values.users, values.days, values.seeds, values.from, values.attacks].map(Number);
if (![users, days, seeds, from, attacks].every((value) => Number.isInteger(value) && Number(value) > 0)) {
  process.stderr.write('quality: --users, --days, --seeds, --from and --attacks take whole numbers from 1.\n');
  process.exit(2);
}

const scores: Score[] = [];
for (let seed = Number(from); seed < Number(from) + Number(seeds); seed++) {
  const begun = performance.now();
  scores.push(await runTrial({ users: Number(users), days: Number(days), seed, attacks: Number(attacks) }));
  process.stderr.write(`seed ${seed}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
}
const all = together(scores);
if (values.json) {
  const plain = {
    recall: Object.fromEntries(all.recall),
    missed: all.missed,
    false: Object.fromEntries(all.false),
    causes: Object.fromEntries(all.causes),
  };
  process.stdout.write(`${JSON.stringify(plain, null, 2)}\n`);
} else {
  const ids = detectors.map(({ card }) => card.id);
  process.stdout.write(`${users} users × ${days} days × ${seeds} seeds\n\n`);
  process.stdout.write(qualityTable(all, Number(users) * Number(days) * Number(seeds), ids));
  for (const { id, attack, band, subject, note } of all.missed)
    process.stdout.write(`missed: ${id} ${attack} ${band} ${subject}: ${note}\n`);
  for (const alert of [...all.false.values()].flat().slice(0, 40)) {
    process.stdout.write(`false: ${alert.detector.id} ${alert.severity} ${alert.subject.key}: ${alert.explanation}\n`);
  }
}
