/** deploy/kibana: one file a board, each with the data views and searches that it needs, as Kibana's own export writes them. */

import { boards, subjectBoard } from './boards/index.ts';
import { subjectField } from './controls.ts';
import { dashboard } from './saved-objects/dashboard.ts';
import { dataView } from './saved-objects/data-view.ts';
import { dashboardId, type SavedObject } from './saved-objects/saved-object.ts';

const subjects = { name: 'Investigate the subject', board: dashboardId(subjectBoard.id), field: subjectField };

export interface BoardFile {
  /** `overview.ndjson` */
  readonly name: string;
  readonly objects: readonly SavedObject[];
}

export function boardFiles(): readonly BoardFile[] {
  const views = [dataView('events'), dataView('alerts')];
  return boards.map((board) => ({
    name: `${board.id}.ndjson`,
    objects: [...views, ...dashboard(board, boards, subjects)],
  }));
}

/** Of all boards, each once: what `gatewatch setup kibana` imports. */
export function allObjects(): readonly SavedObject[] {
  const each = new Map(boardFiles().flatMap(({ objects }) => objects.map((one) => [`${one.type} ${one.id}`, one])));
  return [...each.values()];
}

export function ndjsonOf(objects: readonly SavedObject[]): string {
  return objects.map((one) => `${JSON.stringify(one)}\n`).join('');
}
