/** The events of an activity, each with what tells it from the others of the same activity. */

import { type Fields, fields, text } from './fields.ts';
import { Parameters } from './parameters.ts';

export interface Part {
  /** null where it has none. */
  readonly name: string | null;
  readonly operation: string;
  /** Among those of the same operation. */
  readonly ordinal: number;
  readonly parameters: Parameters;
  /** Of the parameters. */
  readonly content: string;
}

export function partsOf(list: readonly unknown[]): readonly Part[] {
  const ordinals = new Map<string, number>();
  return list.map((item) => {
    const event: Fields = fields(item);
    const name = text(event.name);
    const operation = name ?? 'unnamed';
    const parameters = new Parameters(event);
    const ordinal = ordinals.get(operation) ?? 0;
    ordinals.set(operation, ordinal + 1);
    return { name, operation, ordinal, parameters, content: parameters.content() };
  });
}
