/**
 * `npm run faults`: the long form, streams then delivery. GATEWATCH_SEED gives a seed again; --kills, --users, --days change the size,
 * --only stream or --only delivery leaves the other half out.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashPoints } from '@gatewatch/engine';
import { deliveryTable } from '../delivery/delivery-table.ts';
import { runDeliveryFaults } from '../delivery/run-delivery-faults.ts';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    stops: { type: 'string', default: '2' },
    restarts: { type: 'string', default: '2' },
    users: { type: 'string' },
    days: { type: 'string' },
    only: { type: 'string' },
  },
});
if (values.only !== undefined && values.only !== 'stream' && values.only !== 'delivery') {
  process.stderr.write(`--only ${values.only} is not known: write stream or delivery.\n`);
  process.exit(2);
}
const seed = Number(process.env.GATEWATCH_SEED ?? Date.now() % 1_000_000);
const again = `GATEWATCH_SEED=${seed} gives this run again.`;
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const size = { seed, kills: Number(values.kills), tell };
const folder = mkdtempSync(join(tmpdir(), 'gatewatch-faults-'));
try {
  if (values.only !== 'delivery') await streams();
  if (values.only !== 'stream') await delivery();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function streams(): Promise<void> {
  const done = await runFaults({
    ...size,
    stops: Number(values.stops),
    restarts: Number(values.restarts),
    users: Number(values.users ?? 130),
    days: Number(values.days ?? 14),
    points: crashPoints.filter((point) => point !== 'after-signal'), // no detector of the list counts, so no signal is sent
    folder: join(folder, 'stream'),
  });
  const { examples, ...rest } = done;
  tell(JSON.stringify(rest, null, 2));
  const missed = done.points.length - done.pointsReached.length;
  const wrong =
    done.eventsLost + done.alertsLost + done.alertsTooMany + done.duplicated + done.different + done.revisionsDifferent + missed;
  if (wrong === 0) return;
  tell(`${examples.join('\n')}\nfaults: something was lost, said twice or not reached; ${again}`);
  process.exitCode = 1;
}

async function delivery(): Promise<void> {
  const done = await runDeliveryFaults({
    ...size,
    users: Number(values.users ?? 24),
    days: Number(values.days ?? 30),
    hourMs: 60_000, // a sixtieth
    folder: join(folder, 'delivery'),
  });
  tell(deliveryTable(done));
  if (done.destinations.every(({ lost, outOfOrder, unknown }) => lost + outOfOrder + unknown === 0)) return;
  tell(`faults: something was lost, out of order or never published; ${again}`);
  process.exitCode = 1;
}
