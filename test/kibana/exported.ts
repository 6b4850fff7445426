/** The files of deploy/kibana as Kibana reads them: saved objects, one a line, with JSON in strings of JSON. */

import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

export const folder = join(import.meta.dirname, '../../deploy/kibana');

const reference = z.strictObject({ name: z.string(), type: z.enum(['index-pattern', 'search', 'dashboard']), id: z.string() });

/** What every export of Kibana 9.0 has on a line; times, spaces and versions of the document may be left out. */
const savedObject = z.strictObject({
  type: z.enum(['dashboard', 'search', 'index-pattern']),
  id: z.string().regex(/^gatewatch-[a-z0-9-]+$/),
  attributes: z.record(z.string(), z.unknown()),
  references: z.array(reference),
  coreMigrationVersion: z.literal('8.8.0'),
  typeMigrationVersion: z.string(),
  managed: z.literal(false),
});
export type Exported = z.output<typeof savedObject>;

export const query = z.strictObject({ language: z.literal('kuery'), query: z.string() });

const gridData = z.strictObject({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1), h: z.int().min(1), i: z.string() });

export const panel = z.strictObject({
  type: z.enum(['lens', 'map', 'search', 'links', 'visualization']),
  panelIndex: z.string(),
  title: z.string(),
  gridData,
  panelRefName: z.string().optional(),
  embeddableConfig: z.looseObject({ enhancements: z.looseObject({}) }),
});
export type ExportedPanel = z.output<typeof panel>;

export interface ExportedFile {
  readonly name: string;
  readonly objects: readonly Exported[];
}

export function exportedFiles(): readonly ExportedFile[] {
  return globSync('*.ndjson', { cwd: folder })
    .sort()
    .map((path) => ({
      name: basename(path),
      objects: readFileSync(join(folder, path), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => savedObject.parse(JSON.parse(line))),
    }));
}

/** Text of JSON, checked. */
export function inJson<T>(schema: z.ZodType<T>, text: unknown): T {
  return schema.parse(JSON.parse(z.string().parse(text)));
}

export function dashboardOf({ name, objects }: ExportedFile): Exported {
  const [only, ...more] = objects.filter(({ type }) => type === 'dashboard');
  if (only === undefined || more.length > 0) throw new Error(`${name} holds ${more.length + 1} dashboards`);
  return only;
}

export function panelsOf(dashboard: Exported): readonly ExportedPanel[] {
  return inJson(z.array(panel), dashboard.attributes.panelsJSON);
}

const control = z.strictObject({
  type: z.literal('optionsListControl'),
  order: z.int(),
  grow: z.boolean(),
  width: z.enum(['small', 'medium', 'large']),
  explicitInput: z.strictObject({
    id: z.string(),
    fieldName: z.string(),
    title: z.string(),
    searchTechnique: z.enum(['prefix', 'wildcard', 'exact']),
    selectedOptions: z.tuple([]),
    sort: z.strictObject({ by: z.enum(['_count', '_key']), direction: z.enum(['asc', 'desc']) }),
    enhancements: z.strictObject({}),
  }),
});
export type ExportedControl = z.output<typeof control>;

export function controlsOf(dashboard: Exported): readonly ExportedControl[] {
  const group = z
    .strictObject({
      chainingSystem: z.enum(['HIERARCHICAL', 'NONE']),
      controlStyle: z.enum(['oneLine', 'twoLine']),
      ignoreParentSettingsJSON: z.string(),
      panelsJSON: z.string(),
      showApplySelections: z.boolean(),
    })
    .parse(dashboard.attributes.controlGroupInput);
  const controls = inJson(z.record(z.string(), control), group.panelsJSON);
  return Object.values(controls).sort((a, b) => a.order - b.order);
}

const params = z.looseObject({});
export const column = z.strictObject({
  label: z.string().min(1),
  customLabel: z.literal(true),
  dataType: z.enum(['number', 'string', 'date', 'ip', 'boolean']),
  operationType: z.enum(['count', 'unique_count', 'sum', 'max', 'min', 'median', 'percentile', 'terms', 'date_histogram']),
  isBucketed: z.boolean(),
  scale: z.enum(['ratio', 'ordinal', 'interval']),
  sourceField: z.string(),
  filter: query.optional(),
  params,
});
export type ExportedColumn = z.output<typeof column>;

const lensAttributes = z.strictObject({
  title: z.string(),
  type: z.literal('lens'),
  visualizationType: z.enum(['lnsMetric', 'lnsXY', 'lnsDatatable', 'lnsHeatmap', 'lnsPie']),
  references: z.array(reference).length(1),
  state: z.strictObject({
    visualization: z.looseObject({}),
    query,
    filters: z.tuple([]),
    datasourceStates: z.strictObject({
      formBased: z.strictObject({
        layers: z.record(
          z.string(),
          z.strictObject({
            columns: z.record(z.string(), column),
            columnOrder: z.array(z.string()),
            incompleteColumns: z.strictObject({}),
            sampling: z.literal(1),
          }),
        ),
      }),
    }),
    internalReferences: z.tuple([]),
    adHocDataViews: z.strictObject({}),
  }),
});

export interface Lens {
  readonly title: string;
  readonly kind: z.output<typeof lensAttributes>['visualizationType'];
  /** Id of the data view. */
  readonly view: string;
  readonly layer: string;
  readonly query: string;
  /** In the order in which they group. */
  readonly columns: readonly (readonly [id: string, column: ExportedColumn])[];
  readonly visualization: Readonly<Record<string, unknown>>;
}

export function lensOf({ embeddableConfig, title }: ExportedPanel): Lens {
  const { visualizationType, state, references } = lensAttributes.parse(embeddableConfig.attributes);
  const [only, ...others] = Object.entries(state.datasourceStates.formBased.layers);
  if (only === undefined || others.length > 0) throw new Error(`${title} has ${others.length + 1} layers and not one`);
  const [layer, { columns, columnOrder }] = only;
  return {
    title,
    kind: visualizationType,
    view: references[0]?.id ?? '',
    layer,
    query: state.query.query,
    columns: columnOrder.map((id) => [id, column.parse(columns[id])]),
    visualization: state.visualization,
  };
}

const source = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('EMS_TMS'), isAutoSelect: z.literal(true) }),
  z.looseObject({
    type: z.literal('ES_GEO_GRID'),
    geoField: z.string(),
    indexPatternRefName: z.string(),
    requestType: z.literal('point'),
    resolution: z.enum(['COARSE', 'FINE', 'MOST_FINE']),
    metrics: z.tuple([z.strictObject({ type: z.literal('count') })]),
  }),
  z.looseObject({
    type: z.literal('ES_SEARCH'),
    geoField: z.string(),
    indexPatternRefName: z.string(),
    scalingType: z.literal('LIMIT'),
    tooltipProperties: z.array(z.string()),
    sortField: z.string(),
  }),
]);
const layer = z.looseObject({
  id: z.string(),
  type: z.enum(['EMS_VECTOR_TILE', 'GEOJSON_VECTOR']),
  label: z.string().nullable(),
  visible: z.literal(true),
  query: query.optional(),
  sourceDescriptor: source,
});
export type ExportedLayer = z.output<typeof layer>;

/** The base map is the first. */
export function layersOf({ embeddableConfig }: ExportedPanel): readonly ExportedLayer[] {
  const attributes = z
    .strictObject({
      title: z.string(),
      description: z.string(),
      layerListJSON: z.string(),
      mapStateJSON: z.string(),
      uiStateJSON: z.string(),
    })
    .parse(embeddableConfig.attributes);
  return inJson(z.array(layer), attributes.layerListJSON);
}

const session = z.strictObject({
  title: z.string(),
  description: z.string(),
  columns: z.array(z.string()).min(1),
  sort: z.array(z.tuple([z.string(), z.enum(['asc', 'desc'])])).min(1),
  grid: z.strictObject({}),
  hideChart: z.boolean(),
  isTextBasedQuery: z.literal(false),
  timeRestore: z.literal(false),
  kibanaSavedObjectMeta: z.strictObject({ searchSourceJSON: z.string() }),
});

export interface Session {
  readonly title: string;
  readonly view: string;
  readonly query: string;
  readonly columns: readonly string[];
  readonly sort: readonly (readonly [string, 'asc' | 'desc'])[];
}

export function sessionOf({ attributes, references }: Exported): Session {
  const { title, columns, sort, kibanaSavedObjectMeta } = session.parse(attributes);
  const source = inJson(
    z.strictObject({ query, filter: z.tuple([]), indexRefName: z.string() }),
    kibanaSavedObjectMeta.searchSourceJSON,
  );
  const view = references.find(({ name }) => name === source.indexRefName)?.id ?? '';
  return { title, view, query: source.query.query, columns, sort };
}
