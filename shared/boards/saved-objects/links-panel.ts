/** The way from each board to the others. The time range goes with it; what was chosen does not: not every board has its field. */

import { type Built, dashboardId, slugOf } from './saved-object.ts';

export function linksPanel(title: string, boards: readonly { readonly id: string; readonly title: string }[]): Built {
  const links = boards.map(({ id, title: label }, order) => ({
    type: 'dashboardLink',
    id,
    order,
    label,
    destinationRefName: `link_${id}_dashboard`,
    options: { openInNewTab: false, useCurrentDateRange: true, useCurrentFilters: false },
  }));
  return {
    panel: {
      type: 'links',
      panelIndex: slugOf(title),
      title,
      embeddableConfig: { enhancements: {}, hidePanelTitles: true, attributes: { layout: 'horizontal', links } },
    },
    references: boards.map(({ id }) => ({ name: `link_${id}_dashboard`, type: 'dashboard', id: dashboardId(id) })),
    beside: [],
  };
}
