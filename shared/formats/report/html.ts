/**
 * Markup that cannot be broken out of: every value put into `html` is made inert, unless it is markup itself.
 * Nothing makes `Html` of a text except `trusted`, which is for this package's own constants and numbers.
 */

import { label } from '@gatewatch/domain';

/** Longest text of one value; explanations are the longest we write ourselves. */
const maxLength = 600;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

export type Part = Html | string | number | null | readonly Part[];

/** Values stand in text or in quoted attributes, nowhere else. null and '' leave nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  for (const [i, part] of parts.entries()) markup += render(part) + (strings[i + 1] ?? '');
  return new Html(markup);
}

/** Only for constants of this package and for numbers. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

export const empty = new Html('');

function render(part: Part): string {
  if (part === null) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return part.map(render).join('');
}

function escaped(text: string): string {
  return label(String(text), maxLength).replace(/[&<>"'`]/g, (character) => entities[character] ?? '');
}
