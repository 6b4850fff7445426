/** A board as a Kibana dashboard, with the saved objects that it does not hold in itself. */

import { helpOf, helpTitle } from '../help.ts';
import { gridColumns, type Place, placed } from '../placing.ts';
import type { Board, Panel, Row } from '../vocabulary.ts';
import { controlGroup } from './controls.ts';
import { lensPanel, type SubjectBoard } from './lens-panel.ts';
import { linksPanel } from './links-panel.ts';
import { mapPanel } from './map-panel.ts';
import { rowsPanel } from './rows-panel.ts';
import { type Built, dashboardId, type SavedObject, savedObject } from './saved-object.ts';
import { textPanel } from './text-panel.ts';

const linksHeight = 3;

/** What each board has above and below its own rows. */
export function wholeRows(board: Board): readonly Row[] {
  const links: Panel = { kind: 'links', title: 'Boards' };
  const markdown = helpOf(board);
  const help: Panel = { kind: 'text', title: helpTitle, markdown };
  // A unit of the grid is 20 px, a line of the list some 24.
  const helpHeight = 4 + Math.ceil(markdown.split('\n').length * 1.2);
  return [
    { height: linksHeight, panels: [[gridColumns, links]] },
    ...board.rows,
    { height: helpHeight, panels: [[gridColumns, help]] },
  ];
}

/** The searches that it shows, then the dashboard itself. `boards`: all there are. */
export function dashboard(board: Board, boards: readonly Board[], subjects: SubjectBoard): readonly SavedObject[] {
  const own = dashboardId(board.id) === subjects.board ? null : subjects;
  const panels = placed(wholeRows(board)).map(({ panel, place }) => ({ place, ...builtOf(panel, board, boards, own) }));
  const controls = controlGroup(board.controls);
  const attributes = {
    title: `Gatewatch: ${board.title}`,
    description: board.purpose,
    kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify({ query: { language: 'kuery', query: '' }, filter: [] }) },
    timeRestore: true,
    timeFrom: board.from,
    timeTo: 'now',
    refreshInterval: { pause: true, value: 60_000 },
    optionsJSON: JSON.stringify({
      useMargins: true,
      syncColors: false,
      syncCursor: true,
      syncTooltips: false,
      hidePanelTitles: false,
    }),
    controlGroupInput: controls.input,
    panelsJSON: JSON.stringify(panels.map(({ panel, place }) => ({ ...panel, gridData: gridData(place, panel.panelIndex) }))),
    version: 3,
  };
  const references = panels.flatMap(({ panel, references: of }) =>
    of.map((one) => ({ ...one, name: `${panel.panelIndex}:${one.name}` })),
  );
  return [
    ...panels.flatMap(({ beside }) => beside),
    savedObject('dashboard', dashboardId(board.id), attributes, [...references, ...controls.references]),
  ];
}

function builtOf(panel: Panel, board: Board, boards: readonly Board[], subjects: SubjectBoard | null): Built {
  switch (panel.kind) {
    case 'links':
      return linksPanel(panel.title, boards);
    case 'text':
      return textPanel(panel.title, panel.markdown);
    case 'map':
      return mapPanel(panel);
    case 'rows':
      return rowsPanel(panel, board.id);
    default:
      return lensPanel(panel, subjects);
  }
}

function gridData({ x, y, w, h }: Place, i: string): object {
  return { x, y, w, h, i };
}
