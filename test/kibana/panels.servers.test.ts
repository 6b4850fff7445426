/**
 * Every panel, layer, Discover session and control of the boards asks a real Elasticsearch, into which the indexer has written a
 * simulated month, what Kibana would ask, and is answered with data: each number, group, layer, column and control.
 */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from '../index/world.ts';
import { sharedElasticsearch } from '../servers/shared-elasticsearch.ts';
import { controlsOf, dashboardOf, exportedFiles, layersOf, lensOf, panelsOf, sessionOf } from './exported.ts';
import { type MonthDocuments, monthDocuments } from './month-documents.ts';
import { type Body, controlQuestion, layerQuestion, lensQuestion, sessionQuestion } from './questions.ts';
import { referred } from './uses.ts';

const url = await sharedElasticsearch();
const files = exportedFiles();
const [users, days, seed] = [40, 31, 1] as const;

async function ask(method: string, path: string, body: object | null = null) {
  const text = body === null ? null : JSON.stringify(body);
  const answer = await fetch(`${url}${path}`, { method, headers: { 'content-type': 'application/json' }, body: text });
  const said = JSON.parse(await answer.text());
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(said).slice(0, 1000)}`);
  return said;
}

const patterns: Readonly<Record<string, string>> = Object.fromEntries(
  files.flatMap(({ objects }) =>
    objects.flatMap(({ type, id, attributes: { title } }) => (type === 'index-pattern' ? [[id, String(title)]] : [])),
  ),
);
/** The data view's own pattern, of this run's namespace: others share the server. */
const indexOf = (view: string): string => patterns[view]?.replace(/\*$/, world.namespace) ?? '';
const searched = (view: string, body: Body) => ask('POST', `/${indexOf(view)}/_search?allow_no_indices=false`, body);

let month: MonthDocuments;
let world: World;

beforeAll(async () => {
  if (url === null) return;
  month = await monthDocuments(users, days, seed);
  world = await openWorld({ nodes: [url], requestMs: 60_000 });
  await world.sendEvents(month.events);
  await world.sendAlerts(month.alerts);
  await world.sendQuarantined(month.quarantined);
  await using _ = await world.index();
  await world.done();
  for (const view of Object.keys(patterns)) await ask('POST', `/${indexOf(view)}/_refresh`);
});

afterAll(async () => {
  if (url === null) return;
  for (const view of Object.keys(patterns)) await ask('DELETE', `/${indexOf(view)}-*`).catch(() => {});
  await world[Symbol.asyncDispose]();
});

describe.skipIf(url === null)('the month', () => {
  test('is a month of an organisation with alerts of every detector, and of the monitor itself', () => {
    expect(month.events.length).toBeGreaterThan(20_000);
    expect(new Set(month.alerts.map(({ detector }) => detector.id)).size).toBeGreaterThanOrEqual(9);
    expect(month.alerts.filter(({ detector }) => detector.id === 'monitor-health').length).toBe(2);
    expect(Object.keys(patterns).sort()).toEqual(['gatewatch-alerts', 'gatewatch-events']);
  });
});

describe.skipIf(url === null)('numbers', () => {
  const overview = files.find(({ name }) => name === 'overview.ndjson');
  const number = async (title: string): Promise<number> => {
    const panel = overview === undefined ? undefined : panelsOf(dashboardOf(overview)).find((one) => one.title === title);
    if (panel === undefined) throw new Error(`the overview has no ${title}`);
    const lens = lensOf(panel);
    const { aggregations, hits } = await searched(lens.view, lensQuestion(lens, month));
    const [[id, column] = ['', null]] = lens.columns;
    if (column === null) throw new Error(`${title} has no number`);
    return numberIn({ ...aggregations, doc_count: hits.total.value }, id, column.operationType, column.filter !== undefined);
  };

  test('are those of the alerts themselves', async () => {
    const standing = month.alerts.filter(({ state, detector }) => state !== 'withdrawn' && detector.id !== 'monitor-health');
    expect(standing.length).toBeLessThan(month.alerts.length - 2);
    expect(await number('Waiting')).toBe(standing.filter(({ disposition }) => disposition === null).length);
    expect(await number('Critical')).toBe(standing.filter(({ severity }) => severity === 'critical').length);
    expect(await number('Subjects concerned')).toBe(new Set(standing.map(({ subject }) => subject.key)).size);
    expect(await number('The monitor itself')).toBe(1);
  });
});

describe.skipIf(url === null).each(files)('$name', (file) => {
  const board = dashboardOf(file);
  const panels = panelsOf(board);
  const ofKind = (kind: string) => panels.filter(({ type }) => type === kind).map((panel) => [panel.title, panel] as const);

  test.each(ofKind('lens'))('%s', async (_, panel) => {
    const lens = lensOf(panel);
    const { aggregations, hits } = await searched(lens.view, lensQuestion(lens, month));
    const buckets = lens.columns.filter(([, { isBucketed }]) => isBucketed).map(([id]) => id);
    const leaves = leavesOf({ ...aggregations, doc_count: hits.total.value }, buckets);
    expect(leaves.length, 'groups').toBeGreaterThan(0);
    for (const [id, { isBucketed, label, operationType, filter }] of lens.columns) {
      if (isBucketed) continue;
      const filled = leaves.filter((leaf) => numberIn(leaf, id, operationType, filter !== undefined) > 0);
      expect(filled.length, label).toBeGreaterThan(0);
    }
  });

  test.each(ofKind('map'))('%s', async (title, panel) => {
    for (const layer of layersOf(panel).slice(1)) {
      const of = layer.sourceDescriptor;
      if (of.type === 'EMS_TMS') throw new Error('only the first layer is a base map');
      const said = await searched(referred(board, `${panel.panelIndex}:${of.indexPatternRefName}`), layerQuestion(layer, month));
      const found = of.type === 'ES_GEO_GRID' ? said.aggregations.gridSplit.buckets : said.hits.hits;
      expect(found.length, `${title}: ${layer.label}`).toBeGreaterThan(0);
      const [first] = found;
      const at = of.type === 'ES_GEO_GRID' ? first.gridCentroid.location : first.fields[of.geoField][0];
      expect(JSON.stringify(at)).toMatch(/\d/);
      if (of.type === 'ES_SEARCH')
        for (const field of of.tooltipProperties)
          expect(
            found.some((hit: { fields: object }) => Object.hasOwn(hit.fields, field)),
            `${layer.label}: ${field}`,
          ).toBe(true);
    }
  });

  test.each(ofKind('search'))('%s', async (title, panel) => {
    const id = referred(board, `${panel.panelIndex}:${panel.panelRefName}`);
    const search = file.objects.find((one) => one.type === 'search' && one.id === id);
    if (search === undefined) throw new Error(`${title} shows ${id}, which is not in its file`);
    const session = sessionOf(search);
    const { hits } = await searched(session.view, sessionQuestion(session, month));
    expect(hits.total.value).toBeGreaterThan(0);
    for (const column of session.columns)
      expect(
        hits.hits.some(({ fields }: { fields: object }) => Object.hasOwn(fields, column)),
        column,
      ).toBe(true);
  });

  test('controls offer values in every data view of the board', async () => {
    const views = new Set(panels.filter(({ type }) => type === 'lens').map((panel) => lensOf(panel).view));
    for (const control of controlsOf(board))
      for (const view of views) {
        const { aggregations } = await searched(view, controlQuestion(control, month));
        expect(aggregations.suggestions.buckets.length, `${control.explicitInput.title} of ${view}`).toBeGreaterThan(0);
      }
  });

  test('every panel is asked', () => {
    const asked = ['lens', 'map', 'search'].flatMap(ofKind).length;
    expect(asked + ofKind('links').length + ofKind('visualization').length).toBe(panels.length);
  });
});

interface Leaf {
  readonly doc_count: number;
  readonly [name: string]: unknown;
}

/** The innermost groups that hold documents. */
function leavesOf(of: Leaf, [bucket, ...inner]: readonly string[]): readonly Leaf[] {
  if (of.doc_count === 0) return [];
  if (bucket === undefined) return [of];
  const { buckets } = of[bucket] as { readonly buckets: readonly Leaf[] };
  return buckets.flatMap((one) => leavesOf(one, inner));
}

function numberIn(leaf: Leaf, id: string, operation: string, filtered: boolean): number {
  const of = (filtered ? leaf[`${id}-filter`] : leaf) as Leaf;
  if (operation === 'count') return of.doc_count;
  const said = of[id] as { readonly value?: number | null; readonly values?: Readonly<Record<string, number | null>> };
  return said.value ?? Object.values(said.values ?? {})[0] ?? 0;
}
