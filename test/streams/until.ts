/** Waiting for what is to come to pass. The limit ends what hangs; it measures nothing. */

import { setTimeout as pause } from 'node:timers/promises';

export async function until(holds: () => boolean | Promise<boolean>, withinMs = 600_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`it did not come to pass within ${withinMs / 1000} s`);
    await pause(20);
  }
}
