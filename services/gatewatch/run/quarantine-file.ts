/** Quarantine of the embedded setting: a file of one record a line, durable before the record counts as taken. `gatewatch replay` reads it. */

import { open } from 'node:fs/promises';
import type { QuarantineEntry } from '@gatewatch/engine';
import { reasonOf } from '@gatewatch/runtime';

export function openQuarantineFile(path: string): (entries: readonly QuarantineEntry[]) => Promise<void> {
  return async (entries) => {
    const lines = entries.map(
      ({ reason, detail, origin, tenant, received, text }) =>
        `${JSON.stringify({ reason, detail, ...origin, tenant, received, text })}\n`,
    );
    try {
      await using file = await open(path, 'a', 0o600);
      await file.appendFile(lines.join(''));
      await file.sync();
    } catch (cause) {
      throw new Error(`${path} cannot be written (${reasonOf(cause)}): free space; nothing more is read until then.`, { cause });
    }
  };
}
