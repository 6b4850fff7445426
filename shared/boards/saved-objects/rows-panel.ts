/** Documents as a table: a Discover session of its own, which opens in Discover, too. */

import { kqlOf } from '../condition.ts';
import { timeField, views } from '../views.ts';
import type { RowsPanel } from '../vocabulary.ts';
import { type Built, type Reference, savedObject, slugOf } from './saved-object.ts';

export function rowsPanel(panel: RowsPanel, board: string): Built {
  const id = slugOf(panel.title);
  const session: Reference = { name: `panel_${id}`, type: 'search', id: `gatewatch-${board}-${id}` };
  const source = 'kibanaSavedObjectMeta.searchSourceJSON.index';
  const attributes = {
    title: `Gatewatch: ${panel.title}`,
    description: panel.tells,
    columns: panel.columns,
    sort: [[timeField, 'desc']],
    grid: {},
    hideChart: true,
    isTextBasedQuery: false,
    timeRestore: false,
    kibanaSavedObjectMeta: {
      searchSourceJSON: JSON.stringify({
        query: { language: 'kuery', query: panel.where === undefined ? '' : kqlOf(panel.where) },
        filter: [],
        indexRefName: source,
      }),
    },
  };
  return {
    panel: {
      type: 'search',
      panelIndex: id,
      title: panel.title,
      panelRefName: `panel_${id}`,
      embeddableConfig: { description: panel.tells, enhancements: {} },
    },
    references: [session],
    beside: [savedObject('search', session.id, attributes, [{ name: source, type: 'index-pattern', id: views[panel.view].id }])],
  };
}
