/** What stands at the foot of each board: why a panel may be empty, and what to do. */

import type { Board, Panel } from './vocabulary.ts';

export const helpTitle = 'Nothing here?';

export function helpOf(board: Board): string {
  const panels: readonly Panel[] = board.rows.flatMap(({ panels }) => panels.map(([, panel]) => panel));
  const reasons = panels.flatMap((panel) =>
    'empty' in panel && panel.empty !== undefined ? [`- **${panel.title}**: ${panel.empty}`] : [],
  );
  return [
    `- Look at the time range (this board opens with \`${board.from}\` to now) and at what is chosen above.`,
    '- No board shows anything? Then no documents came: see that `gatewatch setup elasticsearch` was run, and that the indexer runs.',
    ...reasons,
  ].join('\n');
}
