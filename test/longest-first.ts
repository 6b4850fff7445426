/**
 * Which suite begins when: the longest first, so that none is left over for one worker at the end; and those with servers, which often
 * wait, beside the plain ones, which work. A length that is wrong costs a little time and changes no result.
 */

import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { suiteSeconds } from './suite-seconds.ts';

/** Of a suite that the list does not name. */
const shortSeconds = 1;

export default class LongestFirst extends BaseSequencer {
  override async sort(all: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = Map.groupBy(all, ({ project }) => project.name);
    const placed = [...projects.values()].flatMap((suites) =>
      places(suites, ({ moduleId, project }) => secondsOf(moduleId, project.config.root)),
    );
    return placed.sort((a, b) => a.at - b.at).map(({ suite }) => suite);
  }
}

function secondsOf(path: string, root: string): number {
  return suiteSeconds[relative(root, path).replaceAll(sep, '/')] ?? shortSeconds;
}

/** Longest first, each with the share of all seconds that lies before it: so two lists go side by side and end together. */
function places<Suite>(
  suites: readonly Suite[],
  secondsOf: (suite: Suite) => number,
): readonly { readonly suite: Suite; readonly at: number }[] {
  const total = suites.reduce((sum, suite) => sum + secondsOf(suite), 0);
  let before = 0;
  return [...suites]
    .sort((a, b) => secondsOf(b) - secondsOf(a))
    .map((suite) => {
      const at = before / total;
      before += secondsOf(suite);
      return { suite, at };
    });
}
