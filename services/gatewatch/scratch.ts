/** Temporary folders that are gone when the program ends, on Ctrl-C too. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf, UserMistake } from '@gatewatch/runtime';

const folders = new Set<string>();
const removeAll = (): void => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};
/** Exit status of a program that a signal ended: 128 and its number. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Throws UserMistake where the system's temporary folder cannot be written. */
export function scratchFolder(): Disposable & { readonly path: string } {
  if (folders.size === 0) {
    process.once('exit', removeAll);
    for (const [signal, status] of Object.entries(signals)) process.once(signal, () => process.exit(status));
  }
  const path = make(); // behind the handlers: a signal that comes between would leave it
  folders.add(path);
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true, force: true });
      folders.delete(path);
    },
  };
}

function make(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'gatewatch-'));
  } catch (cause) {
    throw new UserMistake(
      `${tmpdir()} cannot be written (${reasonOf(cause)}): free space or set TMPDIR to another folder.`,
      cause,
    );
  }
}
