/** A chart as a Lens panel by value: nothing of it stands outside of its board. */

import { kqlOf } from '../condition.ts';
import { views } from '../views.ts';
import type { ChartPanel, Split } from '../vocabulary.ts';
import { drillDowns, type Leading } from './drill-downs.ts';
import { chartOf } from './lens-charts.ts';
import { type Built, slugOf } from './saved-object.ts';

export interface SubjectBoard extends Leading {
  /** A click on a value of this field leads to it. */
  readonly field: string;
}

/** `subjects`: null on the subject's own board. */
export function lensPanel(panel: ChartPanel, subjects: SubjectBoard | null): Built {
  const id = slugOf(panel.title);
  const { visualizationType, columns, visualization } = chartOf(panel, id);
  const view = { type: 'index-pattern', id: views[panel.view].id, name: `indexpattern-datasource-layer-${id}` } as const;
  const fields = splitsOf(panel).map(({ field }) => field);
  const leading = subjects !== null && fields.includes(subjects.field) ? [subjects] : [];
  const { enhancements, references } = drillDowns(id, leading, fields.length > 0);
  return {
    panel: {
      type: 'lens',
      panelIndex: id,
      title: panel.title,
      embeddableConfig: {
        description: panel.tells,
        enhancements,
        attributes: {
          title: panel.title,
          type: 'lens',
          visualizationType,
          references: [view],
          state: {
            visualization,
            query: { language: 'kuery', query: panel.where === undefined ? '' : kqlOf(panel.where) },
            filters: [],
            datasourceStates: {
              formBased: {
                layers: {
                  [id]: {
                    columns: Object.fromEntries(columns),
                    columnOrder: columns.map(([column]) => column),
                    incompleteColumns: {},
                    sampling: 1,
                  },
                },
              },
            },
            internalReferences: [],
            adHocDataViews: {},
          },
        },
      },
    },
    references: [view, ...references],
    beside: [],
  };
}

function splitsOf(panel: ChartPanel): readonly Split[] {
  switch (panel.kind) {
    case 'number':
      return [];
    case 'over time':
      return panel.by === undefined ? [] : [panel.by];
    case 'ranking':
      return panel.parts === undefined ? [panel.by] : [panel.by, panel.parts];
    case 'table':
      return panel.rows;
    case 'heat':
      return panel.across === 'time' ? [panel.down] : [panel.down, panel.across];
    case 'share':
      return panel.by;
  }
}
