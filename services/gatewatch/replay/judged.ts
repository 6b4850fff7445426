/** Detectors with their options as the configuration has them; a name that no detector has, or a number out of bounds, is a mistake. */

import { detectors } from '@gatewatch/detectors';
import { allowedWords, type Card, type Detector, hash64, isAllowed, type Options, optionsOf } from '@gatewatch/domain';
import { monitorHealth } from '@gatewatch/monitor';
import { type Config, UserMistake } from '@gatewatch/runtime';
import { tenantProblems } from './tenant-problems.ts';

export interface Judged {
  readonly detectors: readonly { readonly detector: Detector; readonly options: Options }[];
  /** Names the judgement: detector versions, options, geo data, lists. */
  readonly epoch: string;
}

export function judgedBy(config: Config, geo: string): Judged {
  const problems = [...detectorProblems(config), ...tenantProblems(config)];
  if (problems.length > 0) throw new UserMistake(problems.join('\n'));
  const on = detectors.filter((detector) => config.detectors[detector.card.id]?.enabled !== false);
  const judged = on.map((detector) => ({
    detector,
    options: optionsOf(detector.card, config.detectors[detector.card.id]?.options),
  }));
  const text = JSON.stringify([
    judged.map(({ detector, options }) => [detector.card.id, detector.card.version, options]),
    geo,
    config.tenants,
  ]);
  return { detectors: judged, epoch: hash64(text) };
}

export function detectorProblems(config: Config): readonly string[] {
  const problems: string[] = [];
  const cards = [...detectors.map(({ card }) => card), monitorHealth];
  for (const [id, { options }] of Object.entries(config.detectors)) {
    const card = cards.find((one) => one.id === id);
    const known = cards.map((one) => one.id).join(', ');
    if (card === undefined) problems.push(`detectors.${id}: there is no such detector; there are ${known}.`);
    if (card === undefined) continue;
    for (const [name, value] of Object.entries(options)) {
      const wrong = optionProblem(card, name, value);
      if (wrong !== null) problems.push(`detectors.${id}.options.${name}: ${wrong}`);
    }
  }
  return problems;
}

function optionProblem({ options }: Card, name: string, value: number): string | null {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option === undefined) return `there is no such option; there are ${Object.keys(options).join(', ')}.`;
  return isAllowed(option, value) ? null : `it is ${value}: write a number that is ${allowedWords(option)}.`;
}
