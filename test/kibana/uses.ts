/** Which field each part of a shipped board asks for, of which data view, and what it does with it. */

import { controlsOf, dashboardOf, type Exported, type ExportedFile, layersOf, lensOf, panelsOf, sessionOf } from './exported.ts';
import { fieldsOf } from './kql.ts';

export interface Use {
  /** `overview: Subjects at risk` */
  readonly where: string;
  /** Id of the data view. */
  readonly view: string;
  readonly field: string;
  readonly as: 'groups' | 'unique' | 'number' | 'number or date' | 'time' | 'filter' | 'place' | 'shown' | 'sorted';
}

const numbers = new Set(['sum', 'median', 'percentile']);

export function usesIn(file: ExportedFile): readonly Use[] {
  const board = dashboardOf(file);
  const uses: Use[] = [];
  for (const panel of panelsOf(board)) {
    const where = `${board.id}: ${panel.title}`;
    if (panel.type === 'lens') {
      const { view, query, columns } = lensOf(panel);
      const use = (field: string, as: Use['as']) => uses.push({ where, view, field, as });
      for (const field of fieldsOf(query)) use(field, 'filter');
      for (const [, { operationType, sourceField, filter }] of columns) {
        for (const field of filter === undefined ? [] : fieldsOf(filter.query)) use(field, 'filter');
        if (operationType === 'terms') use(sourceField, 'groups');
        else if (operationType === 'date_histogram') use(sourceField, 'time');
        else if (operationType === 'unique_count') use(sourceField, 'unique');
        else if (numbers.has(operationType)) use(sourceField, 'number');
        else if (operationType !== 'count') use(sourceField, 'number or date');
      }
    }
    if (panel.type === 'map') {
      for (const { sourceDescriptor: of, query } of layersOf(panel).slice(1)) {
        if (of.type === 'EMS_TMS') continue;
        const view = referred(board, `${panel.panelIndex}:${of.indexPatternRefName}`);
        uses.push({ where, view, field: of.geoField, as: 'place' });
        for (const field of fieldsOf(query?.query ?? '')) uses.push({ where, view, field, as: 'filter' });
        if (of.type !== 'ES_SEARCH') continue;
        uses.push({ where, view, field: of.sortField, as: 'sorted' });
        for (const field of of.tooltipProperties) uses.push({ where, view, field, as: 'shown' });
      }
    }
    if (panel.type === 'search') {
      const id = referred(board, `${panel.panelIndex}:${panel.panelRefName}`);
      const search = file.objects.find((one) => one.type === 'search' && one.id === id);
      if (search === undefined) throw new Error(`${where} shows ${id}, which is not in its file`);
      const { view, query, columns, sort } = sessionOf(search);
      for (const field of fieldsOf(query)) uses.push({ where, view, field, as: 'filter' });
      for (const field of columns) uses.push({ where, view, field, as: 'shown' });
      for (const [field] of sort) uses.push({ where, view, field, as: 'sorted' });
    }
  }
  return uses;
}

/** Each control with each data view that a panel of its board asks: what is chosen is asked of all of them. */
export function controlUses(file: ExportedFile): readonly Use[] {
  const board = dashboardOf(file);
  const views = new Set(usesIn(file).map(({ view }) => view));
  return controlsOf(board).flatMap(({ explicitInput: { fieldName, title } }) =>
    [...views].map((view): Use => ({ where: `${board.id}: control ${title}`, view, field: fieldName, as: 'groups' })),
  );
}

export function referred(board: Exported, name: string): string {
  const found = board.references.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${board.id} refers to nothing by ${name}`);
  return found.id;
}
