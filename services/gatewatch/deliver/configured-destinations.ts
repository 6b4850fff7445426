/** The destinations that a configuration names, opened; its relative paths count from its own folder. */

import { dirname, resolve } from 'node:path';
import { type Configured, destinationProblems, type OpenedDestination, openDestinations } from '@gatewatch/forwarder';
import { loadConfig, UserMistake } from '@gatewatch/runtime';

export interface ConfiguredDestinations extends AsyncDisposable {
  readonly all: readonly OpenedDestination[];
}

/** Throws UserMistake with all problems, or where none is named. `only`: that one alone. */
export async function openConfigured(path: string, only?: string): Promise<ConfiguredDestinations> {
  const { destinations } = await loadConfig(path);
  const problems = destinationProblems(destinations);
  if (problems.length > 0) throw new UserMistake(problems.map((problem) => `${path}: ${problem}`).join('\n'));
  const names = Object.keys(destinations);
  if (names.length === 0) throw new UserMistake(`${path} names no destinations: add some, docs/destinations lists the kinds.`);
  if (only !== undefined && !names.includes(only))
    throw new UserMistake(`${path} names no destination ${only}: there are ${names.join(', ')}.`);
  const wanted: Configured = only === undefined ? destinations : { [only]: destinations[only] ?? {} };
  const all = await openDestinations(wanted, (relative) => resolve(dirname(path), relative));
  return {
    all,
    async [Symbol.asyncDispose]() {
      for (const { destination } of all) await destination[Symbol.asyncDispose]();
    },
  };
}
