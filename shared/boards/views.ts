/** Data views: what a panel asks, by the alias behind which the documents stand. */

import type { ViewName } from './vocabulary.ts';

export interface DataView {
  readonly id: string;
  /** The alias, or a pattern of aliases. */
  readonly title: string;
  readonly name: string;
}

export const timeField = '@timestamp';

export const views: Readonly<Record<ViewName, DataView>> = {
  events: { id: 'gatewatch-events', title: 'logs-gatewatch.events-*', name: 'Gatewatch events' },
  alerts: { id: 'gatewatch-alerts', title: 'gatewatch-alerts-*', name: 'Gatewatch alerts' },
};
