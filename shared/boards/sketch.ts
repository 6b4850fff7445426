/** The layout of a board as a drawing (SVG) out of its data: where which panel lies and how it shows what. It is no picture of Kibana. */

import { colours } from './colours.ts';
import { gridColumns, type Place, placed } from './placing.ts';
import { wholeRows } from './saved-objects/dashboard.ts';
import type { Board, Panel } from './vocabulary.ts';

const column = 20;
const line = 14;
const gap = 3;

export function sketchOf(board: Board): string {
  const panels = placed(wholeRows(board));
  const height = Math.max(...panels.map(({ place }) => place.y + place.h)) * line;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${gridColumns * column} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>Layout of the board ${text(board.title)}</title>`,
    `<rect width="100%" height="100%" fill="#eef1f5"/>`,
    ...panels.map(({ panel, place }) => drawn(panel, place)),
    '</svg>',
    '',
  ].join('\n');
}

function drawn(panel: Panel, { x, y, w, h }: Place): string {
  const box = { x: x * column + gap, y: y * line + gap, w: w * column - 2 * gap, h: h * line - 2 * gap };
  const most = Math.floor((box.w - 16) / 6.2);
  const title = panel.title.length > most ? `${panel.title.slice(0, most - 1)}…` : panel.title;
  const inner = { x: box.x + 10, y: box.y + 26, w: box.w - 20, h: box.h - 34 };
  return [
    `<rect x="${box.x}" y="${box.y}" width="${box.w}" height="${box.h}" rx="4" fill="#ffffff" stroke="#c5ccd6"/>`,
    ...(inner.h > 8 ? glyphs[panel.kind](inner) : []),
    `<text x="${box.x + 8}" y="${box.y + 17}" fill="#1d2a3a">${text(title)}</text>`,
  ].join('');
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What is drawn says how something is shown, never how much there is. */
const glyphs: Readonly<Record<Panel['kind'], (box: Box) => readonly string[]>> = {
  number: ({ x, y, w, h }) => [rect({ x: x + w / 2 - 26, y: y + h / 2 - 9, w: 52, h: 18 }, colours.calm)],
  'over time': ({ x, y, w, h }) =>
    steps(16).map((i) => {
      const tall = h * (0.35 + 0.5 * Math.abs(Math.sin(i * 1.3)));
      return rect({ x: x + (i * w) / 16, y: y + h - tall, w: w / 16 - 3, h: tall }, colours.low);
    }),
  ranking: ({ x, y, w, h }) =>
    steps(7).map((i) => rect({ x, y: y + (i * h) / 7, w: w * (1 - i * 0.12), h: h / 7 - 4 }, colours.low)),
  table: ({ x, y, w, h }) => [rect({ x, y, w, h: 10 }, colours.dim), ...rows({ x, y: y + 14, w, h: h - 14 })],
  heat: ({ x, y, w, h }) =>
    steps(60).map((i) => {
      const shade = ['#e6f1f8', '#b9dcf0', colours.low, colours.calm][(i * 7 + Math.floor(i / 5)) % 4] ?? colours.low;
      return rect({ x: x + ((i % 12) * w) / 12, y: y + (Math.floor(i / 12) * h) / 5, w: w / 12 - 2, h: h / 5 - 2 }, shade);
    }),
  share: ({ x, y, w, h }) => [
    rect({ x, y, w: w * 0.55, h }, colours.low),
    rect({ x: x + w * 0.56, y, w: w * 0.44, h: h * 0.6 }, colours.dim),
    rect({ x: x + w * 0.56, y: y + h * 0.62, w: w * 0.44, h: h * 0.38 }, '#b9dcf0'),
  ],
  map: ({ x, y, w, h }) => [
    rect({ x, y, w, h }, '#e4ecf2'),
    ...steps(9).map((i) => {
      const [cx, cy] = [x + w * (0.12 + 0.09 * i), y + h * (0.5 + 0.3 * Math.sin(i * 2.1))];
      return `<circle cx="${round(cx)}" cy="${round(cy)}" r="${4 + (i % 4) * 3}" fill="${i % 3 === 0 ? colours.critical : colours.good}" fill-opacity="0.7"/>`;
    }),
  ],
  rows: ({ x, y, w, h }) => rows({ x, y, w, h }),
  text: ({ x, y, w, h }) => rows({ x, y, w: w * 0.6, h }),
  links: () => [],
};

function rows({ x, y, w, h }: Box): readonly string[] {
  return steps(Math.max(0, Math.floor(h / 14))).map((i) => rect({ x, y: y + i * 14 + 4, w, h: 3 }, '#dbe1e9'));
}

function steps(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function rect({ x, y, w, h }: Box, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${fill}"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function text(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
