/** A chart panel as Lens knows it: its columns, and how its kind of visualization shows them. */

import { coloursOf } from '../colours.ts';
import type { ChartPanel, Measure, Split } from '../vocabulary.ts';
import { type Column, measureColumn, splitColumn, timeColumn } from './lens-columns.ts';

export interface Chart {
  readonly visualizationType: 'lnsMetric' | 'lnsXY' | 'lnsDatatable' | 'lnsHeatmap' | 'lnsPie';
  /** In the order in which Lens groups: buckets first. */
  readonly columns: readonly (readonly [id: string, column: Column])[];
  readonly visualization: object;
}

/** `layerId` names the one layer of the panel. */
export function chartOf(panel: ChartPanel, layerId: string): Chart {
  const layer = { layerId, layerType: 'data' };
  switch (panel.kind) {
    case 'number': {
      const colour = panel.colour === undefined ? {} : { color: panel.colour };
      return {
        visualizationType: 'lnsMetric',
        columns: measured([panel.measure]),
        visualization: { ...layer, metricAccessor: 'measure-0', ...colour },
      };
    }
    case 'over time': {
      const measures = measured(panel.measures);
      const series = panel.as === 'bars' ? 'bar_stacked' : 'line';
      return {
        visualizationType: 'lnsXY',
        columns: [...splits(panel.by === undefined ? [] : [panel.by], true), ['time', timeColumn()], ...measures],
        visualization: plotted(
          layer,
          series,
          'time',
          measures.map(([id]) => id),
          panel.by,
          'split-0',
        ),
      };
    }
    case 'ranking': {
      const parts = panel.parts === undefined ? [] : [panel.parts];
      const series = panel.parts === undefined ? 'bar_horizontal' : 'bar_horizontal_stacked';
      return {
        visualizationType: 'lnsXY',
        columns: [...splits([panel.by, ...parts], false), ...measured([panel.measure])],
        visualization: plotted(layer, series, 'split-0', ['measure-0'], panel.parts, 'split-1'),
      };
    }
    case 'table': {
      const columns = [...splits(panel.rows, false), ...measured(panel.columns)];
      return {
        visualizationType: 'lnsDatatable',
        columns,
        visualization: {
          ...layer,
          columns: columns.map(([columnId, { isBucketed }]) => ({
            columnId,
            isTransposed: false,
            isMetric: isBucketed === false,
          })),
          rowHeight: 'auto',
          paging: { enabled: true, size: 10 },
        },
      };
    }
    case 'heat': {
      const down = splits([panel.down], false);
      const across: Chart['columns'] =
        panel.across === 'time' ? [['time', timeColumn()]] : [['split-1', splitColumn(panel.across, 'measure-0', false)]];
      return {
        visualizationType: 'lnsHeatmap',
        columns: [...down, ...across, ...measured([panel.measure])],
        visualization: {
          ...layer,
          shape: 'heatmap',
          xAccessor: across[0]?.[0],
          yAccessor: 'split-0',
          valueAccessor: 'measure-0',
          legend: { isVisible: true, position: 'right', type: 'heatmap_legend' },
          gridConfig: {
            type: 'heatmap_grid',
            isCellLabelVisible: false,
            isXAxisLabelVisible: true,
            isXAxisTitleVisible: false,
            isYAxisLabelVisible: true,
            isYAxisTitleVisible: false,
          },
        },
      };
    }
    case 'share':
      return {
        visualizationType: 'lnsPie',
        columns: [...splits(panel.by, true), ...measured([panel.measure])],
        visualization: {
          shape: 'treemap',
          layers: [
            {
              ...layer,
              primaryGroups: panel.by.map((_, i) => `split-${i}`),
              metrics: ['measure-0'],
              numberDisplay: 'percent',
              categoryDisplay: 'default',
              legendDisplay: 'hide',
              nestedLegend: false,
            },
          ],
        },
      };
  }
}

function measured(measures: readonly Measure[]): Chart['columns'] {
  return measures.map((measure, i) => [`measure-${i}`, measureColumn(measure)]);
}

function splits(of: readonly Split[], other: boolean): Chart['columns'] {
  return of.map((split, i) => [`split-${i}`, splitColumn(split, 'measure-0', other)]);
}

const axes = {
  legend: { isVisible: true, position: 'right' },
  valueLabels: 'hide',
  fittingFunction: 'None',
  axisTitlesVisibilitySettings: { x: false, yLeft: false, yRight: false },
  tickLabelsVisibilitySettings: { x: true, yLeft: true, yRight: true },
  gridlinesVisibilitySettings: { x: true, yLeft: true, yRight: true },
};

/** Bars and lines: one layer, split by colour where asked. */
function plotted(
  layer: object,
  series: string,
  xAccessor: string,
  accessors: readonly string[],
  by: Split | undefined,
  splitAccessor: string,
): object {
  const split = by === undefined ? {} : splitBy(by, splitAccessor);
  return {
    ...axes,
    preferredSeriesType: series,
    layers: [{ ...layer, seriesType: series, xAccessor, accessors, showGridlines: false, ...split }],
  };
}

/** The values of some fields have colours of their own; those of others are given theirs in turn. */
function splitBy({ field }: Split, splitAccessor: string): object {
  const own = coloursOf[field];
  if (own === undefined) return { splitAccessor };
  return {
    splitAccessor,
    colorMapping: {
      assignments: Object.entries(own).map(([value, colorCode]) => ({
        rule: { type: 'matchExactly', values: [value] },
        color: { type: 'colorCode', colorCode },
        touched: true,
      })),
      specialAssignments: [{ rule: { type: 'other' }, color: { type: 'loop' }, touched: false }],
      paletteId: 'eui_amsterdam_color_blind',
      colorMode: { type: 'categorical' },
    },
  };
}
