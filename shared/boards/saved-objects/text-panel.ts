/** Words on a board, as Markdown. */

import { type Built, slugOf } from './saved-object.ts';

export function textPanel(title: string, markdown: string): Built {
  return {
    panel: {
      type: 'visualization',
      panelIndex: slugOf(title),
      title,
      embeddableConfig: {
        enhancements: {},
        savedVis: {
          id: '',
          title: '',
          description: '',
          type: 'markdown',
          params: { fontSize: 12, openLinksInNewTab: false, markdown },
          uiState: {},
          data: { aggs: [], searchSource: { query: { language: 'kuery', query: '' }, filter: [] } },
        },
      },
    },
    references: [],
    beside: [],
  };
}
