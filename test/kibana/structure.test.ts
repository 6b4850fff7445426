/**
 * The shipped files are what Kibana 9.0 exports: every line, panel and string of JSON in them has the keys that are known of that
 * version and no others (exported.ts), refers to nothing that is not there, and lies on the grid without overlap.
 */

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  controlsOf,
  dashboardOf,
  type Exported,
  exportedFiles,
  inJson,
  layersOf,
  lensOf,
  panelsOf,
  query,
  sessionOf,
} from './exported.ts';

const files = exportedFiles();
const everything = files.flatMap(({ objects }) => objects);
const keyOf = ({ type, id }: { readonly type: string; readonly id: string }) => `${type} ${id}`;

/** As Kibana 9.0 names the shapes; a newer name would be refused by it ("a newer version of Kibana"). */
const shapes = { dashboard: '10.2.0', search: '10.2.0', 'index-pattern': '8.0.0' };

describe('the files', () => {
  it('are one a board', () => {
    expect(files.map(({ name, objects }) => [name, objects.filter(({ type }) => type === 'dashboard').length])).toEqual(
      ['identity-threats', 'overview', 'pipeline-health', 'sign-in-activity', 'subject'].map((name) => [`${name}.ndjson`, 1]),
    );
  });

  it('say in which version’s words they are written', () => {
    expect(everything.filter(({ type, typeMigrationVersion }) => typeMigrationVersion !== shapes[type]).map(keyOf)).toEqual([]);
  });

  it('hold no object twice, and the same object where two files hold it', () => {
    for (const { objects } of files) expect(new Set(objects.map(keyOf)).size).toBe(objects.length);
    const texts = Map.groupBy(everything, keyOf);
    for (const [key, of] of texts) expect(new Set(of.map((one) => JSON.stringify(one))).size, key).toBe(1);
  });

  it.each(files)('$name can be imported alone: its data views and searches come with it', ({ objects }) => {
    const there = new Set(objects.map(keyOf));
    const missing = objects.flatMap(({ references }) => references.filter(({ type }) => type !== 'dashboard'));
    expect(missing.map(keyOf).filter((key) => !there.has(key))).toEqual([]);
  });

  it('lead only to boards that there are', () => {
    const boards = new Set(files.map((file) => dashboardOf(file).id));
    const leading = everything.flatMap(({ references }) => references.filter(({ type }) => type === 'dashboard'));
    expect(leading.length).toBeGreaterThan(30);
    expect(leading.filter(({ id }) => !boards.has(id))).toEqual([]);
  });
});

const dataView = z.strictObject({
  title: z.string(),
  name: z.string(),
  timeFieldName: z.literal('@timestamp'),
  fields: z.literal('[]'),
  fieldAttrs: z.string(),
  fieldFormatMap: z.string(),
  runtimeFieldMap: z.literal('{}'),
  sourceFilters: z.string(),
  typeMeta: z.literal('{}'),
  allowHidden: z.literal(false),
});

it('data views are whole and compute nothing', () => {
  const found = everything.filter(({ type }) => type === 'index-pattern');
  expect(found.length).toBe(2 * files.length);
  for (const { attributes } of found) dataView.parse(attributes);
});

/** Kibana refuses other attributes of a dashboard. */
const dashboard = z.strictObject({
  title: z.string().startsWith('Gatewatch: '),
  description: z.string(),
  kibanaSavedObjectMeta: z.strictObject({ searchSourceJSON: z.string() }),
  timeRestore: z.literal(true),
  timeFrom: z.string().regex(/^now-\d+[hd]$/),
  timeTo: z.literal('now'),
  refreshInterval: z.strictObject({ pause: z.boolean(), value: z.int() }),
  optionsJSON: z.string(),
  controlGroupInput: z.looseObject({}),
  panelsJSON: z.string(),
  version: z.int(),
});

describe.each(files)('$name', (file) => {
  const board = dashboardOf(file);
  const panels = panelsOf(board);

  it('is a dashboard with the attributes of one', () => {
    const { kibanaSavedObjectMeta, optionsJSON } = dashboard.parse(board.attributes);
    inJson(z.strictObject({ query, filter: z.tuple([]) }), kibanaSavedObjectMeta.searchSourceJSON);
    const flags = ['useMargins', 'syncColors', 'syncCursor', 'syncTooltips', 'hidePanelTitles'];
    expect(Object.keys(inJson(z.record(z.string(), z.boolean()), optionsJSON)).sort()).toEqual(flags.sort());
  });

  it('has panels of known kinds, each with a name of its own', () => {
    expect(new Set(panels.map(({ panelIndex }) => panelIndex)).size).toBe(panels.length);
    expect(panels.map(({ gridData }) => gridData.i)).toEqual(panels.map(({ panelIndex }) => panelIndex));
    for (const panel of panels) {
      if (panel.type === 'lens') lensOf(panel);
      else if (panel.type === 'map') expect(layersOf(panel)[0]?.sourceDescriptor.type).toBe('EMS_TMS');
    }
    const searches = file.objects.filter(({ type }) => type === 'search');
    for (const one of searches) sessionOf(one);
    expect(searches.length).toBe(panels.filter(({ type }) => type === 'search').length);
  });

  it('has panels inside of 48 columns, and none over another', () => {
    const taken = new Map<string, string>();
    for (const { gridData, panelIndex } of panels) {
      expect(gridData.x + gridData.w, panelIndex).toBeLessThanOrEqual(48);
      for (let x = gridData.x; x < gridData.x + gridData.w; x++)
        for (let y = gridData.y; y < gridData.y + gridData.h; y++) {
          expect(taken.get(`${x} ${y}`), `${panelIndex} at ${x}, ${y}`).toBeUndefined();
          taken.set(`${x} ${y}`, panelIndex);
        }
    }
  });

  it('names each reference that it makes, and makes each that it names', () => {
    expect(board.references.map(({ name }) => name).sort()).toEqual(namesIn(board).sort());
    expect(new Set(board.references.map(({ name }) => name)).size).toBe(board.references.length);
  });

  it('has each chart shown by columns that it has', () => {
    const shown = panels.filter(({ type }) => type === 'lens').map(lensOf);
    for (const lens of shown) {
      const there = lens.columns.map(([id]) => id);
      const accessors = accessorsIn(lens.visualization);
      expect([...new Set(accessors)].sort(), lens.title).toEqual(there.sort());
      expect(layersIn(lens.visualization), lens.title).toEqual([lens.layer]);
    }
  });

  it('begins with the way to the other boards and ends with help for where nothing is', () => {
    expect([panels[0]?.type, panels.at(-1)?.type]).toEqual(['links', 'visualization']);
    expect(JSON.stringify(panels.at(-1)?.embeddableConfig)).toContain('Look at the time range');
  });

  it('has a control for the tenant', () => {
    expect(controlsOf(board)[0]?.explicitInput.fieldName).toBe('organization.id');
  });
});

it('a click on a subject leads to its board from every panel of the others that shows one', () => {
  const subjectBoard = files.map(dashboardOf).find(({ id }) => id === 'gatewatch-subject');
  for (const board of files.map(dashboardOf)) {
    for (const panel of panelsOf(board).filter(({ type }) => type === 'lens')) {
      const shows = lensOf(panel).columns.some(
        ([, of]) => of.operationType === 'terms' && of.sourceField === 'gatewatch.subject',
      );
      const leads = board.references.some(
        ({ name, id }) => name.startsWith(`${panel.panelIndex}:drilldown:`) && id === subjectBoard?.id,
      );
      expect(leads, `${board.id}: ${panel.title}`).toBe(shows && board !== subjectBoard);
    }
  }
});

/** The names under which a dashboard's panels and controls look for what they refer to (Kibana's extract and inject of each kind). */
function namesIn(board: Exported): string[] {
  const names: string[] = [];
  for (const panel of panelsOf(board)) {
    const own = (name: string) => names.push(`${panel.panelIndex}:${name}`);
    if (panel.type === 'lens') own(`indexpattern-datasource-layer-${lensOf(panel).layer}`);
    if (panel.type === 'search' && panel.panelRefName !== undefined) own(panel.panelRefName);
    if (panel.type === 'map')
      for (const { sourceDescriptor: of } of layersOf(panel))
        if ('indexPatternRefName' in of) own(String(of.indexPatternRefName));
    if (panel.type === 'links')
      for (const { destinationRefName } of links.parse(panel.embeddableConfig.attributes).links) own(destinationRefName);
    for (const { eventId, action } of drillDowns.parse(panel.embeddableConfig.enhancements).dynamicActions?.events ?? [])
      if (action.factoryId === 'DASHBOARD_TO_DASHBOARD_DRILLDOWN') own(`drilldown:${action.factoryId}:${eventId}:dashboardId`);
  }
  for (const { explicitInput } of controlsOf(board)) names.push(`controlGroup_${explicitInput.id}:optionsListDataView`);
  return names;
}

const links = z.strictObject({
  layout: z.enum(['horizontal', 'vertical']),
  links: z.array(
    z.strictObject({
      type: z.literal('dashboardLink'),
      id: z.string(),
      order: z.int(),
      label: z.string(),
      destinationRefName: z.string(),
      options: z.strictObject({ openInNewTab: z.boolean(), useCurrentDateRange: z.boolean(), useCurrentFilters: z.boolean() }),
    }),
  ),
});

const drillDowns = z.strictObject({
  dynamicActions: z
    .strictObject({
      events: z.array(
        z.strictObject({
          eventId: z.string(),
          triggers: z.tuple([z.literal('FILTER_TRIGGER')]),
          action: z.strictObject({
            factoryId: z.enum(['DASHBOARD_TO_DASHBOARD_DRILLDOWN', 'OPEN_IN_DISCOVER_DRILLDOWN']),
            name: z.string(),
            config: z.record(z.string(), z.boolean()),
          }),
        }),
      ),
    })
    .optional(),
});

/** Ids of columns in a visualization's state, by the keys that name them. */
function accessorsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(accessorsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (/^(?:[a-z]*Accessor|accessors|primaryGroups|metrics|columnId)$/.test(key))
      return Array.isArray(one) ? one.map(String) : [String(one)];
    return accessorsIn(one);
  });
}

function layersIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(layersIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => (key === 'layerId' ? [String(one)] : layersIn(one)));
}
