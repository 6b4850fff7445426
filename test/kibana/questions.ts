/**
 * What Kibana asks Elasticsearch when it shows a panel, read out of the panel as it is shipped. Rules: a Lens table is one nested
 * aggregation, buckets in the order of the columns, numbers at the leaves and, where groups are chosen by one, beside the groups
 * (esaggs of Kibana's data plugin); a filtered number is a filter aggregation; a grid of a map is a geotile grid with centroids, a
 * layer of documents a search (ES_GEO_GRID and ES_SEARCH of the maps plugin); a Discover session is a search; a control asks for
 * the terms of its field. The group of the others (`otherBucket`), which Kibana asks for with a second request, is left out.
 */

import type { ExportedColumn, ExportedControl, ExportedLayer, Lens, Session } from './exported.ts';
import { type Query, queryOf } from './kql.ts';

export interface TimeRange {
  /** Unix ms. */
  readonly from: number;
  readonly to: number;
}

export type Body = Readonly<Record<string, unknown>>;

export function lensQuestion({ query, columns }: Lens, time: TimeRange): Body {
  const buckets = columns.filter(([, { isBucketed }]) => isBucketed);
  const numbers = columns.filter(([, { isBucketed }]) => !isBucketed);
  let aggs = Object.assign({}, ...numbers.map(([id, column]) => numberOf(id, column)));
  for (const [id, column] of buckets.toReversed()) aggs = { [id]: bucketOf(column, numbers, aggs, time) };
  return { size: 0, track_total_hits: true, query: asked([query], time), aggs };
}

function bucketOf(column: ExportedColumn, numbers: Lens['columns'], leaves: object, time: TimeRange): object {
  const { operationType, sourceField, params } = column;
  if (operationType === 'date_histogram') {
    const bounds = { min: time.from, max: time.to };
    const histogram = {
      field: sourceField,
      fixed_interval: `${autoInterval(time)}ms`,
      time_zone: 'UTC',
      extended_bounds: bounds,
    };
    return { date_histogram: { ...histogram, min_doc_count: params.includeEmptyRows === true ? 0 : 1 }, aggs: leaves };
  }
  const { orderBy, orderDirection, size } = params as { orderBy: { columnId: string }; orderDirection: string; size: number };
  const by = numbers.find(([id]) => id === orderBy.columnId);
  if (by === undefined) throw new Error(`groups of ${sourceField} are ordered by ${orderBy.columnId}, which is no number`);
  const order = { [pathOf(by[0], by[1])]: orderDirection };
  return { terms: { field: sourceField, size, order }, aggs: { ...numberOf(by[0], by[1]), ...leaves } };
}

/** The name under which groups are ordered by a number. */
function pathOf(id: string, { operationType, filter, params }: ExportedColumn): string {
  // A filtered count is the size of its filter's one bucket.
  if (operationType === 'count') return filter === undefined ? '_count' : `${id}-filter`;
  const percent = operationType === 'median' ? 50 : operationType === 'percentile' ? params.percentile : null;
  const of = percent === null ? id : `${id}.${percent}`;
  return filter === undefined ? of : `${id}-filter>${of}`;
}

function numberOf(id: string, column: ExportedColumn): Readonly<Record<string, object>> {
  const plain = plainNumber(id, column);
  if (column.filter === undefined) return plain;
  return { [`${id}-filter`]: { filter: queryOf(column.filter.query), aggs: plain } };
}

/** A count is the number of documents of its group and needs no aggregation. */
function plainNumber(
  id: string,
  { operationType, sourceField: field, params }: ExportedColumn,
): Readonly<Record<string, object>> {
  switch (operationType) {
    case 'count':
      return {};
    case 'unique_count':
      return { [id]: { cardinality: { field } } };
    case 'median':
      return { [id]: { percentiles: { field, percents: [50] } } };
    case 'percentile':
      return { [id]: { percentiles: { field, percents: [params.percentile] } } };
    default:
      return { [id]: { [operationType]: { field } } };
  }
}

/** Kibana's steps: the longest that makes no more than 100 bars (`histogram:maxBars`). */
const steps = [
  ...[365 * 24 * 3600, 30 * 24 * 3600, 7 * 24 * 3600, 24 * 3600, 12 * 3600, 3 * 3600, 3600, 1800, 600, 300, 60, 30, 10, 5, 1],
].map((seconds) => seconds * 1000);

function autoInterval({ from, to }: TimeRange): number {
  return steps.find((step) => step <= (to - from) / 100) ?? 1000;
}

/** The whole world at the zoom of a panel. */
const world = { top_left: { lat: 85, lon: -180 }, bottom_right: { lat: -85, lon: 180 } };
const zoom = 2;
const finer = { COARSE: 2, FINE: 3, MOST_FINE: 4 } as const;

export function layerQuestion({ sourceDescriptor: of, query }: ExportedLayer, time: TimeRange): Body {
  if (of.type === 'EMS_TMS') throw new Error('the base map asks Elasticsearch nothing');
  const { geoField: field } = of;
  const inSight = { geo_bounding_box: { [field]: world } };
  const narrowed = asked([query?.query ?? ''], time, [{ exists: { field } }, inSight]);
  if (of.type === 'ES_SEARCH') {
    const fields = [field, ...of.tooltipProperties];
    return { size: 10_000, _source: false, fields, sort: [{ [of.sortField]: 'desc' }], query: narrowed };
  }
  const grid = { field, precision: zoom + finer[of.resolution], bounds: world, size: 65_535, shard_size: 65_535 };
  return {
    size: 0,
    query: narrowed,
    aggs: { gridSplit: { geotile_grid: grid, aggs: { gridCentroid: { geo_centroid: { field } } } } },
  };
}

export function sessionQuestion({ query, sort }: Session, time: TimeRange): Body {
  return {
    size: 500,
    track_total_hits: true,
    fields: ['*'],
    _source: false,
    sort: sort.map(([field, direction]) => ({ [field]: { order: direction, unmapped_type: 'boolean' } })),
    query: asked([query], time),
  };
}

export function controlQuestion({ explicitInput }: ExportedControl, time: TimeRange): Body {
  const field = explicitInput.fieldName;
  const aggs = {
    suggestions: { terms: { field, size: 10, shard_size: 10, order: { [explicitInput.sort.by]: explicitInput.sort.direction } } },
    unique_terms: { cardinality: { field } },
  };
  return { size: 0, query: asked([], time), aggs };
}

function asked(kql: readonly string[], { from, to }: TimeRange, filters: readonly Query[] = []): Query {
  const range = { '@timestamp': { gte: from, lte: to, format: 'epoch_millis' } };
  return { bool: { filter: [{ range }, ...kql.map(queryOf), ...filters] } };
}
