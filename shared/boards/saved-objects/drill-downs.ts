/** Where a click on a value leads: to the subject's own board where the value is a subject, and to the documents behind any value. */

import { type Reference, slugOf } from './saved-object.ts';

export interface DrillDowns {
  /** Of the panel's `embeddableConfig`. */
  readonly enhancements: object;
  readonly references: readonly Reference[];
}

/** `board`: the saved object it leads to. */
export interface Leading {
  readonly name: string;
  readonly board: string;
}

const toDashboard = 'DASHBOARD_TO_DASHBOARD_DRILLDOWN';

export function drillDowns(panel: string, boards: readonly Leading[], toDocuments: boolean): DrillDowns {
  const events = boards.map(({ name }) =>
    event(`${panel}-${slugOf(name)}`, name, toDashboard, {
      useCurrentFilters: true,
      useCurrentDateRange: true,
      openInNewTab: false,
    }),
  );
  if (toDocuments)
    events.push(event(`${panel}-documents`, 'The documents behind it', 'OPEN_IN_DISCOVER_DRILLDOWN', { openInNewTab: true }));
  if (events.length === 0) return { enhancements: {}, references: [] };
  return {
    enhancements: { dynamicActions: { events } },
    references: boards.map(({ name, board }) => ({
      name: `drilldown:${toDashboard}:${panel}-${slugOf(name)}:dashboardId`,
      type: 'dashboard',
      id: board,
    })),
  };
}

function event(eventId: string, name: string, factoryId: string, config: object) {
  return { eventId, triggers: ['FILTER_TRIGGER'], action: { factoryId, name, config } };
}
