/** The short form of `npm run faults`: a few kills, a few named points, one stop. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { runFaults } from './run-faults.ts';

const seed = Number(process.env.GATEWATCH_SEED ?? Date.now() % 1_000_000);

describe.skipIf(inject('kafka') === null || inject('redis') === null)('faults under load', () => {
  test(`lose nothing and say nothing twice (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatewatch-faults-'));
    try {
      const done = await runFaults({
        seed,
        kills: 3,
        points: ['after-publish', 'after-commit', 'after-alert'],
        stops: 0,
        restarts: 0,
        users: 24,
        days: 5,
        folder,
        tell: (line) => console.info(line),
      });
      const { examples, eventsLost, alertsLost, alertsTooMany, duplicated, different, revisionsDifferent } = done;
      expect({ eventsLost, alertsLost, alertsTooMany, duplicated, different, revisionsDifferent, examples }).toEqual({
        eventsLost: 0,
        alertsLost: 0,
        alertsTooMany: 0,
        duplicated: 0,
        different: 0,
        revisionsDifferent: 0,
        examples: [],
      });
      console.info(`${done.underLoad} disturbances under load; compared with the raw input: ${JSON.stringify(done.alertsOf)}`);
      expect(done.alerts).toBeGreaterThan(3);
      expect(done.revisions).toBeGreaterThan(3);
      expect(done.kills).toBeGreaterThanOrEqual(5);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
