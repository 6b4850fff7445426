/** docs/kibana.md, generated: whatever a board is said to show stands in the board. */

import { boards } from './boards/index.ts';
import { oldestKibana } from './saved-objects/saved-object.ts';
import { sketchOf } from './sketch.ts';
import { views } from './views.ts';
import { type Board, type Panel, queriedViews } from './vocabulary.ts';

export function boardsPage(): string {
  return [
    '# Kibana boards',
    '',
    'Generated from `shared/boards`; do not edit.',
    '',
    `Five boards over what the indexer writes, for Kibana ${oldestKibana} and newer. Each begins with the way to the others and ends with help for`,
    'where nothing is shown. A click on a subject in a table or chart leads to that subject’s board, and a click on any value to the documents behind',
    'it in Discover. One colour is one severity or outcome on every board. The drawings show where which panel lies; what is in them is made up.',
    '',
    '| board | for |',
    '|---|---|',
    ...boards.map(({ id, title, purpose }) => `| [${title}](#${slug(title)}) (\`${id}.ndjson\`) | ${purpose} |`),
    '',
    '## Import',
    '',
    '```',
    'gatewatch setup elasticsearch --config gatewatch.yaml    # the indices first: a data view finds its fields in them',
    'gatewatch service indexer --config gatewatch.yaml        # and some documents',
    'gatewatch setup kibana --url https://kibana.example:5601 --api-key secrets/kibana-api-key',
    'gatewatch setup kibana --url https://kibana.example:5601 --space soc --user elastic --password secrets/password --ca ca.pem',
    '```',
    '',
    'It may be run as often as you like, after an update above all: what is there as it should be is left alone, and each object that was made or',
    'set anew is named. Whatever was changed in Kibana in one of these boards is then lost: change a copy (Clone) instead. The role of the credentials needs all of',
    '*Dashboard*, *Discover*, *Saved Objects Management* and *Data View Management* in the space; readers need to read the indices behind the two data views.',
    'By hand: Stack Management, Saved Objects, Import, a file of `deploy/kibana`; each comes with the data views and searches that it needs.',
    '',
    '| data view | asks | documents |',
    '|---|---|---|',
    `| ${views.alerts.name} | \`${views.alerts.title}\` | alerts, one document an alert in its newest revision, by the time they were last seen |`,
    `| ${views.events.name} | \`${views.events.title}\` | enriched sign-ins and identity changes, by the time they happened; records that became none, by the time they came |`,
    '',
    'Both ask for the aliases of every namespace. The tenants of one installation share its indices: the control of a board chooses among them and',
    'protects nothing. Readers who may see one tenant alone need document-level security on `organization.id`, or an installation and namespace of its own.',
    'Controls filter by fields that every data view of their board has: so severity and detector are controls of the board that shows alerts alone.',
    ...boards.flatMap(section),
    '',
    '## What is checked, and what is not',
    '',
    'There is no Kibana where these boards are built. What their tests hold without one (`test/kibana`):',
    '',
    '- each line is what Kibana 9.0 exports, key by key, with the names of the shapes of that version; nothing refers to what is not there; no panel',
    '  lies over another or beyond the 48 columns;',
    '- every field that a panel, a filter, a tooltip or a control asks for is in the mapping, with a type that fits;',
    '- the question of every panel, layer and control, read out of the shipped file and put as Kibana puts it, is answered with data by a real',
    '  Elasticsearch into which the indexer has written a simulated month;',
    '- the import, against a server that answers as the documentation of the saved-objects API says.',
    '',
    'Not proved, because only a Kibana could: that it imports these files, and how it draws them. Kibana asks for the group of all others beside the most',
    'frequent values with a second request, which no test repeats; base maps come from Elastic’s own service and need a way to it from the browser.',
    '',
  ].join('\n');
}

/** Path below docs/images → drawing. */
export function boardSketches(): readonly { readonly name: string; readonly svg: string }[] {
  return boards.map((board) => ({ name: `${board.id}.svg`, svg: sketchOf(board) }));
}

function section(board: Board): readonly string[] {
  const panels = board.rows.flatMap(({ panels }) => panels.map(([, panel]) => panel));
  return [
    '',
    `## ${board.title}`,
    '',
    board.purpose,
    '',
    `Opens with \`${board.from}\` to now. Controls: ${board.controls.map(({ label, field }) => `${label} (\`${field}\`)`).join(', ')}.`,
    '',
    `![Layout of the board, drawn from its data](images/boards/${board.id}.svg)`,
    '',
    '| panel | shows | as | of |',
    '|---|---|---|---|',
    ...panels.flatMap((panel) => {
      if (panel.kind === 'text' || panel.kind === 'links') return [];
      const empty = panel.empty === undefined ? '' : ` Empty while ${panel.empty.replace(/\.$/, '')}.`;
      return [`| ${panel.title} | ${panel.tells}${empty} | ${words[panel.kind]} | ${queriedViews(panel).join(', ')} |`];
    }),
  ];
}

const words: Readonly<Record<Panel['kind'], string>> = {
  number: 'a number',
  'over time': 'a course',
  ranking: 'bars',
  table: 'a table',
  heat: 'a heat map',
  share: 'areas',
  map: 'a map',
  rows: 'documents',
  text: 'words',
  links: 'links',
};

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
