/** The destinations that a configuration names, opened; its relative paths count from its own folder. */

import { dirname, resolve } from 'node:path';
import { type Configured, destinationProblems, type OpenedDestination, openDestinations } from '@gatewatch/forwarder';
import { type Config, loadConfig, UserMistake } from '@gatewatch/runtime';

export interface ConfiguredDestinations extends AsyncDisposable {
  readonly all: readonly OpenedDestination[];
}

/** Throws UserMistake with all problems, or where none is named. `only`: that one alone. */
export async function openConfigured(path: string, only?: string): Promise<ConfiguredDestinations> {
  const config = await loadConfig(path);
  const names = Object.keys(config.destinations);
  if (names.length === 0) throw new UserMistake(`${path} names no destinations: add some, docs/destinations lists the kinds.`);
  if (only !== undefined && !names.includes(only))
    throw new UserMistake(`${path} names no destination ${only}: there are ${names.join(', ')}.`);
  return openNamed(path, config, only);
}

/** Of a configuration that was read from `path`: none where none is named. */
export async function openNamed(path: string, { destinations }: Config, only?: string): Promise<ConfiguredDestinations> {
  const wanted: Configured = only === undefined ? destinations : { [only]: destinations[only] ?? {} };
  const inFile = (problem: string) => `${path}: ${problem}`;
  const problems = destinationProblems(destinations);
  if (problems.length > 0) throw new UserMistake(problems.map(inFile).join('\n'));
  return openAll(path, wanted).catch((error) => {
    throw error instanceof UserMistake ? new UserMistake(error.message.split('\n').map(inFile).join('\n')) : error;
  });
}

/** Sentences of its UserMistake begin with the path of keys. */
export async function openAll(path: string, wanted: Configured): Promise<ConfiguredDestinations> {
  const all = await openDestinations(wanted, (relative) => resolve(dirname(path), relative));
  return {
    all,
    async [Symbol.asyncDispose]() {
      for (const { destination } of all) await destination[Symbol.asyncDispose]();
    },
  };
}

/** How long a forwarder keeps rows that are over with. */
export function keeping({ retention }: Config): { readonly keepMs?: number } {
  return retention.alerts === undefined ? {} : { keepMs: retention.alerts };
}
