/** Text to JSON, with the two things plain JSON.parse gets wrong here: lost int64 digits and raw line breaks inside strings. */

/** undefined: not JSON (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Escapes raw tabs and line breaks inside string values (sources.md 1.2) and parses again; undefined if that does not help.
 * Only for text that has failed to parse: valid text is never touched.
 */
export function parseRepaired(text: string): unknown {
  const repaired = repair(text);
  return repaired === null ? undefined : parseJson(repaired);
}

/** null where there is nothing to escape. */
function repair(text: string): string | null {
  let out = '';
  let from = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 34) inString = !inString;
    else if (!inString) continue;
    else if (c === 92) i++;
    else if (c === 10 || c === 13 || c === 9) {
      out += text.slice(from, i) + (c === 10 ? '\\n' : c === 13 ? '\\r' : '\\t');
      from = i + 1;
    }
  }
  return from === 0 ? null : out + text.slice(from);
}

/** Parses again, with every integer beyond 2^53 kept as its digits in a string, what has been parsed as it is or repaired. */
export function parseExact(text: string): unknown {
  const exact = (_key: string, value: unknown, context: { readonly source?: string }): unknown =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && context.source !== undefined
      ? context.source
      : value;
  const parsable = parseJson(text) === undefined ? (repair(text) ?? text) : text;
  return JSON.parse(parsable, exact as (key: string, value: unknown) => unknown);
}
