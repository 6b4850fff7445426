/** Where something stands in a configuration file. */

import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** The line, from 1, of what a path of keys leads to, or leads to last; 0: nowhere. */
export function lineOf(document: Document, lines: LineCounter, path: readonly string[]): number {
  const offset = nodeAt(document.contents, path)?.range?.[0];
  return offset === undefined ? 0 : lines.linePos(offset).line;
}

function nodeAt(contents: unknown, path: readonly string[]): Node | null {
  let node: unknown = contents;
  let last: Node | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (pair === undefined) break;
      if (isScalar(pair.key)) last = pair.key;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (item === undefined) break;
      node = item;
      if (isMap(item) || isScalar(item)) last = item;
    } else break;
  }
  return last;
}
