/** Rows of panels → places on Kibana's grid of 48 columns. */

import type { Panel, Row } from './vocabulary.ts';

export const gridColumns = 48;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Row under row, from the left. */
export function placed(rows: readonly Row[]): readonly { readonly panel: Panel; readonly place: Place }[] {
  let y = 0;
  return rows.flatMap(({ height, panels }) => {
    let x = 0;
    const row = panels.map(([w, panel]) => {
      const place = { x, y, w, h: height };
      x += w;
      return { panel, place };
    });
    y += height;
    return row;
  });
}
