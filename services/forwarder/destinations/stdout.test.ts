import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { exampleParcels } from '@gatewatch/testing';
import { expect, test } from 'vitest';
import { stdout } from './stdout.ts';

const sendOpened = join(import.meta.dirname, '../testing/send-opened.fixture.ts');

test('a parcel is one line of what a process writes, the same each time', () => {
  const written = [1, 2].map(() => spawnSync(process.execPath, [sendOpened, 'stdout', '{}'], { encoding: 'utf8' }).stdout);
  expect(written[0]).toBe(stdout.sample({ format: 'ecs' }, [exampleParcels.opened]));
  expect(written[1]).toBe(written[0]);
  expect(JSON.parse(written[0] ?? '').event.id).toBe(exampleParcels.opened.id);
});
