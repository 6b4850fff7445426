/**
 * `npm run faults`: the long form. GATEWATCH_SEED gives a seed again; --kills, --users, --days change the size.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashPoints } from '@gatewatch/engine';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    stops: { type: 'string', default: '2' },
    restarts: { type: 'string', default: '2' },
    users: { type: 'string', default: '24' },
    days: { type: 'string', default: '10' },
  },
});
const seed = Number(process.env.GATEWATCH_SEED ?? Date.now() % 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-faults-'));
try {
  const done = await runFaults({
    seed,
    kills: Number(values.kills),
    stops: Number(values.stops),
    restarts: Number(values.restarts),
    users: Number(values.users),
    days: Number(values.days),
    points: crashPoints.filter((point) => point !== 'after-signal'), // no detector of the list counts, so no signal is sent
    folder,
    tell: (line) => void process.stdout.write(`${line}\n`),
  });
  const { examples, ...rest } = done;
  process.stdout.write(`${JSON.stringify(rest, null, 2)}\n`);
  const missed = done.points.length - done.pointsReached.length;
  const wrong =
    done.eventsLost + done.alertsLost + done.alertsTooMany + done.duplicated + done.different + done.revisionsDifferent + missed;
  if (wrong > 0)
    process.stdout.write(
      `${examples.join('\n')}\nfaults: something was lost, said twice or not reached; GATEWATCH_SEED=${seed} gives this run again.\n`,
    );
  process.exitCode = wrong > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
