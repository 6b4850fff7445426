/** The short form of the delivery half of `npm run faults`. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { deliveryTable } from './delivery-table.ts';
import { runDeliveryFaults } from './run-delivery-faults.ts';

const seed = Number(process.env.GATEWATCH_SEED ?? Date.now() % 1_000_000);

describe.skipIf(inject('kafka') === null || inject('redis') === null)('delivery under faults', () => {
  test(`the newest revision of every alert is delivered or dead with its reason (seed ${seed})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatewatch-delivery-'));
    try {
      const done = await runDeliveryFaults({
        ...{ seed, kills: 4, users: 10, days: 8, hourMs: 6000, folder },
        tell: (line) => console.info(line),
      });
      console.info(deliveryTable(done));
      for (const { destination, alerts, delivered, lost, outOfOrder, unknown } of done.destinations) {
        expect({ destination, lost, outOfOrder, unknown }).toEqual({ destination, lost: 0, outOfOrder: 0, unknown: 0 });
        expect(alerts).toBeGreaterThan(5);
        expect(delivered).toBeGreaterThan(0);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
