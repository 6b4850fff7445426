/** Changes to the folder of fetched data, one process at a time: two updates at once would each undo what the other put in use. */

import { setTimeout as wait } from 'node:timers/promises';
import { lockFolder } from '@gatewatch/enrichment';
import { reasonOf, UserMistake } from '@gatewatch/runtime';

/** What is done under the lock takes milliseconds. */
const lookAgainMs = 50;
const usualPatienceMs = 30_000;

/** Throws UserMistake where the folder cannot be written, or another process holds it for half a minute. */
export async function holdingFolder<T>(folder: string, act: () => T, patienceMs = usualPatienceMs): Promise<T> {
  for (let waited = 0; ; waited += lookAgainMs) {
    using lock = locked(folder);
    if (lock !== null) return act();
    if (waited >= patienceMs)
      throw new UserMistake(`Another gatewatch has changed ${folder} for ${patienceMs / 1000} s now: try again when it is done.`);
    await wait(lookAgainMs);
  }
}

function locked(folder: string): Disposable | null {
  try {
    return lockFolder(folder);
  } catch (cause) {
    throw new UserMistake(`${folder} cannot be written (${reasonOf(cause)}): name another folder in geo.folder.`, cause);
  }
}
