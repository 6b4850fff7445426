/** The card of monitor-health: as configuration and catalogue know it, and what its alerts say. */

import type { Card, Options } from '@gatewatch/domain';
import { rules } from './rules/index.ts';

export const monitorHealth: Card = {
  id: 'monitor-health',
  version: 1,
  title: 'The monitor itself does not work as it should',
  severity: 'medium',
  attack: ['T1562.008 Impair Defenses: Disable or Modify Cloud Logs'],
  question: `Is something wrong with the monitor or what feeds it (${rules.map(({ id }) => id).join(', ')})?`,
  anchor: 'the reading at which the trouble began',
  blindSpots: [
    'a process that is not running tells nothing: have something else ask /livez',
    'an attacker who forges a thin stream of records keeps a source from being silent',
  ],
  falsePositives: [
    'the weekend of a small tenant: its hours of the week never had records',
    'a restart: what is caught up gains, and what the monitor did not see is no silence',
    'an export once a day: being late is its usual share',
  ],
  steps: ['Follow the steps of the alert: they are those of its rule.'],
  kinds: [],
  windowMs: 0,
  joinMs: 0,
  options: Object.assign({}, ...rules.map(({ options }) => options)),
};

export function monitorOptions(overrides: Options = {}): Options {
  return Object.fromEntries(
    Object.entries(monitorHealth.options).map(([name, option]) => [name, overrides[name] ?? option.default]),
  );
}
