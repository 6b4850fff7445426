/** A configuration with what its schema cannot know: detectors, destinations, tenants that sources name. */

import { destinationProblems } from '@gatewatch/forwarder';
import { type Config, type Problem, type ReadConfig, readConfig, refuse } from '@gatewatch/runtime';
import { detectorProblems } from './replay/judged.ts';
import { tenantProblems } from './replay/tenant-problems.ts';
import { sourceProblems } from './run/source-problems.ts';

/** Throws UserMistake with one line a problem, all at once. */
export async function loadChecked(path: string): Promise<Config> {
  const read = await readConfig(path);
  refuse(problemsOf(read));
  return read.config;
}

export function problemsOf({ config, wrong, problems, problem }: ReadConfig): readonly Problem[] {
  const further = [
    ...detectorProblems(config),
    // A tenant that is left out would be missed by its sources and people.
    ...(wrong.has('tenants') ? [] : [...tenantProblems(config), ...sourceProblems(config)]),
    ...destinationProblems(config.destinations),
  ];
  return [...problems, ...further.map(problem)];
}
