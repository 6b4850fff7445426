/** A parsed record to events, by whichever vendor's normaliser knows its content. */

import type { Normalised, Normaliser, RecordContext } from '@gatewatch/domain';
import { entra } from './entra/entra.ts';
import { google } from './google/google.ts';

/** One line a vendor. */
export const normalisers: readonly Normaliser[] = [entra, google];

const unknown: Normalised = { quarantined: { reason: 'unknown-shape', detail: 'the shape of no source we know' } };

/** Pure and total: never throws, whatever the value. */
export function normalise(value: Readonly<Record<string, unknown>>, context: RecordContext): Normalised {
  for (const normaliser of normalisers) if (normaliser.recognises(value)) return normaliser.normalise(value, context);
  return unknown;
}
