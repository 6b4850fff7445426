/** How many terminal columns a text takes, and cutting it to fit: wide characters take two, combining marks none. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const simple = /^[\x20-\x7e]*$/;
const marks = /^[\p{Mark}\p{Cf}]+$/u;
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
// A grapheme may stack any number of marks; more than this only paints over its neighbours.
const maxPointsInGrapheme = 8;

export function displayWidth(text: string): number {
  if (simple.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += graphemeWidth(segment);
  return width;
}

/** `text` in at most `width` columns, ending in `…` where something was cut. */
export function fit(text: string, width: number): string {
  if (displayWidth(text) <= width) return tame(text);
  let cut = '';
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    const next = graphemeWidth(segment);
    if (used + next > width - 1) break;
    cut += tame(segment);
    used += next;
  }
  return width < 1 ? '' : `${cut.trimEnd()}…`;
}

/** `fit`, filled up with spaces. */
export function column(text: string, width: number): string {
  const fitted = fit(text, width);
  return fitted + ' '.repeat(Math.max(0, width - displayWidth(fitted)));
}

/** Lines of at most `width` columns, broken at spaces; what does not fit in `lines` is cut with `…`. */
export function wrap(text: string, width: number, lines: number): string[] {
  const out: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const [i, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || displayWidth(longer) <= width) line = longer;
    else if (out.length === lines - 1) return [...out, fit(`${line} ${words.slice(i).join(' ')}`, width)];
    else {
      out.push(fit(line, width));
      line = word;
    }
  }
  return [...out, fit(line, width)];
}

function tame(text: string): string {
  if (simple.test(text)) return text;
  let out = '';
  for (const { segment } of segmenter.segment(text)) {
    out += segment.length <= maxPointsInGrapheme ? segment : [...segment].slice(0, maxPointsInGrapheme).join('');
  }
  return out;
}

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (marks.test(grapheme)) return 0;
  return emoji.test(grapheme) || isWide(code) ? 2 : 1;
}

/** East Asian Width W and F, as blocks (Unicode Standard Annex 11). */
function isWide(code: number): boolean {
  return (
    code >= 0x1100 &&
    (code <= 0x115f ||
      (code >= 0x2e80 && code <= 0x303e) ||
      (code >= 0x3041 && code <= 0xa4cf) ||
      (code >= 0xa960 && code <= 0xa97c) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd))
  );
}
