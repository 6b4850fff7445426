/** How deep a parsed value nests; a record itself is level 1. */

/** Vendors nest to 8; what goes beyond 64 is an attack on recursion. */
export const depthLimit = 64;

export function tooDeep(value: object, level = 1): boolean {
  if (level > depthLimit) return true;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const child: unknown = value[i];
      if (typeof child === 'object' && child !== null && tooDeep(child, level + 1)) return true;
    }
    return false;
  }
  const record: Record<string, unknown> = value as Record<string, unknown>;
  for (const key in record) {
    const child = record[key];
    if (typeof child === 'object' && child !== null && tooDeep(child, level + 1)) return true;
  }
  return false;
}
