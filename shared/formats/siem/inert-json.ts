/** JSON whose texts stay inert wherever they are pasted: no control or direction characters, no markup, no formula, no mention. */

import { label } from '@gatewatch/domain';

/** At most so many characters of any one text: longer ones are an attacker's. */
const longest = 4000;

/** One line. Nulls, empty lists and empty objects are left out: absent is absent. */
export function inertJson(value: unknown): string {
  return JSON.stringify(inert(value) ?? {}).replaceAll(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

/** The same value with inert texts; undefined where nothing is left. */
export function inert(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return inertText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const kept = value.map(inert).filter((one) => one !== undefined);
    return kept.length === 0 ? undefined : kept;
  }
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value).flatMap(([key, one]) => {
    const so = inert(one);
    return so === undefined ? [] : [[key, so] as const];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** What a spreadsheet would take for a formula gets a leading apostrophe; what a chat would take for a mention, a gap. */
export function inertText(text: string, max = longest): string {
  const plain = label(text, max)
    .replaceAll('@channel', '@ channel')
    .replaceAll('@here', '@ here')
    .replaceAll('@everyone', '@ everyone');
  return /^[=+@]|^-(?!\d)/.test(plain) ? `'${plain}` : plain;
}
