/** What this terminal can show. */

import type { TableStyle } from '@gatewatch/formats';

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** What a person should know who reads standard output elsewhere. */
export function hint(sentence: string): void {
  process.stderr.write(`gatewatch: ${sentence}\n`);
}

/** `1 person`, `2,000 people`. */
export function counted(many: number, one: string, more = `${one}s`): string {
  return `${many.toLocaleString('en')} ${many === 1 ? one : more}`;
}

/** NO_COLOR (no-color.org) wins; otherwise colours where a terminal reads. */
export function tableStyle(): TableStyle {
  const terminal = process.stdout.isTTY === true;
  const width = process.stdout.columns || 120; // 0 where the terminal does not say
  return { width, colour: terminal && (process.env.NO_COLOR ?? '') === '' };
}
