/** Text that an attacker can choose, made inert for a sentence or a terminal. */

// C0, DEL, C1 and the bidi and zero-width controls of Unicode (UAX 9, and U+FEFF).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const dangerous = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** At most `max` characters, control and direction characters shown as `�`, lone surrogates too. */
export function label(text: string, max = 120): string {
  const inert = text.toWellFormed().replace(dangerous, '\ufffd');
  return inert.length > max ? `${inert.slice(0, max - 1).toWellFormed()}…` : inert;
}
