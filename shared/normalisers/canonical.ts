/** One text for one JSON content, whatever the order of keys: what names a record that has no id of its own. */

import { hash64 } from '@gatewatch/domain';

const maxDepth = 64; // deeper content is named by its first 64 levels; no recursion can exhaust the stack

export function contentHash(value: unknown): string {
  return hash64(canonical(value, 0));
}

function canonical(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth === maxDepth) return '"…"';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`).join(',')}}`;
}
