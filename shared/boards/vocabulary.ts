/**
 * The words a board is written in: what is counted, by what, and how it is shown. A board is data; what Kibana stores of it is made
 * in saved-objects/.
 */

import type { Condition } from './condition.ts';

/** The two kinds of documents, each behind an alias of its own (views.ts). */
export type ViewName = 'events' | 'alerts';

/** A number of a set of documents. */
export interface Measure {
  readonly label: string;
  readonly of:
    | { readonly kind: 'count' }
    | { readonly kind: 'unique' | 'sum' | 'max' | 'min' | 'median'; readonly field: string }
    | { readonly kind: 'percentile'; readonly field: string; readonly percentile: number };
  /** Of these documents only. */
  readonly where?: Condition;
}

/** The most frequent values of a field, each a group of its own. */
export interface Split {
  readonly field: string;
  readonly label: string;
  readonly top: number;
}

export interface MapLayer {
  readonly label: string;
  readonly view: ViewName;
  readonly field: string;
  /** `grid`: counts by square; `points`: the newest documents, each for itself, with these fields in its tooltip. */
  readonly as: { readonly kind: 'grid' } | { readonly kind: 'points'; readonly tells: readonly string[] };
  readonly where?: Condition;
  readonly colour: string;
}

interface Shown {
  /** Unique on its board. */
  readonly title: string;
  /** One sentence: what it answers. Stands behind the panel's title, and in docs/kibana.md. */
  readonly tells: string;
  /** Why it may rightly be empty; stands in the help of its board. */
  readonly empty?: string;
}

interface Asked extends Shown {
  readonly view: ViewName;
  readonly where?: Condition;
}

export interface NumberPanel extends Asked {
  readonly kind: 'number';
  readonly measure: Measure;
  readonly colour?: string;
}

export interface OverTimePanel extends Asked {
  readonly kind: 'over time';
  readonly as: 'bars' | 'lines';
  readonly measures: readonly Measure[];
  readonly by?: Split;
}

/** Horizontal bars, the longest first. */
export interface RankingPanel extends Asked {
  readonly kind: 'ranking';
  readonly by: Split;
  readonly measure: Measure;
  readonly parts?: Split;
}

export interface TablePanel extends Asked {
  readonly kind: 'table';
  readonly rows: readonly Split[];
  readonly columns: readonly Measure[];
}

export interface HeatPanel extends Asked {
  readonly kind: 'heat';
  readonly across: Split | 'time';
  readonly down: Split;
  readonly measure: Measure;
}

/** Areas, each a share of the whole. */
export interface SharePanel extends Asked {
  readonly kind: 'share';
  readonly by: readonly Split[];
  readonly measure: Measure;
}

export interface MapPanel extends Shown {
  readonly kind: 'map';
  readonly layers: readonly MapLayer[];
}

/** The documents themselves, newest first, as Discover shows them. */
export interface RowsPanel extends Asked {
  readonly kind: 'rows';
  readonly columns: readonly string[];
}

export interface TextPanel {
  readonly kind: 'text';
  readonly title: string;
  readonly markdown: string;
}

/** The way to the other boards. */
export interface LinksPanel {
  readonly kind: 'links';
  readonly title: string;
}

/** What asks for groups or numbers of one view. */
export type ChartPanel = NumberPanel | OverTimePanel | RankingPanel | TablePanel | HeatPanel | SharePanel;
export type Panel = ChartPanel | MapPanel | RowsPanel | TextPanel | LinksPanel;

/** A list of values over the board: what is chosen holds for all its panels, so each of its views must have the field. */
export interface Control {
  readonly label: string;
  readonly field: string;
  readonly view: ViewName;
}

/** Panels side by side: widths add up to 48 at most. */
export interface Row {
  readonly height: number;
  readonly panels: readonly (readonly [width: number, panel: Panel])[];
}

export interface Board {
  /** Stands in the id of its saved object and in the name of its file. */
  readonly id: string;
  readonly title: string;
  /** Two or three sentences: who looks at it, when, and what for. */
  readonly purpose: string;
  /** The time range it opens with, as Kibana writes it: `now-7d`. */
  readonly from: string;
  readonly controls: readonly Control[];
  readonly rows: readonly Row[];
}

/** The kinds of documents that a panel asks for. */
export function queriedViews(panel: Panel): readonly ViewName[] {
  if (panel.kind === 'map') return [...new Set(panel.layers.map(({ view }) => view))];
  return 'view' in panel ? [panel.view] : [];
}

export function count(label: string, where?: Condition): Measure {
  return measure(label, { kind: 'count' }, where);
}

export function unique(field: string, label: string, where?: Condition): Measure {
  return measure(label, { kind: 'unique', field }, where);
}

export function sum(field: string, label: string, where?: Condition): Measure {
  return measure(label, { kind: 'sum', field }, where);
}

export function max(field: string, label: string, where?: Condition): Measure {
  return measure(label, { kind: 'max', field }, where);
}

export function min(field: string, label: string, where?: Condition): Measure {
  return measure(label, { kind: 'min', field }, where);
}

export function median(field: string, label: string, where?: Condition): Measure {
  return measure(label, { kind: 'median', field }, where);
}

export function percentile(percentile: number, field: string, label: string, where?: Condition): Measure {
  return measure(label, { kind: 'percentile', field, percentile }, where);
}

export function top(top: number, field: string, label: string): Split {
  return { field, label, top };
}

function measure(label: string, of: Measure['of'], where: Condition | undefined): Measure {
  return where === undefined ? { label, of } : { label, of, where };
}
