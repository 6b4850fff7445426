/** A server, or null and one line of what is missing where it cannot be had; in CI that is a failure, never a skip. */

import { Missing } from './missing.ts';

export async function orMissing<T>(start: () => T | Promise<T>): Promise<T | null> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Missing) || process.env.CI !== undefined) throw error;
    process.stdout.write(`Suites that need it are left out: ${error.message}.\n`);
    return null;
  }
}
