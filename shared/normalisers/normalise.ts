/** A parsed record to events, by whichever vendor's normaliser knows its content. */

import { keepStringsFast, type Normalised, type Normaliser, type RecordContext } from '@gatewatch/domain';
import { decode as decodeBytes } from './decode/decode.ts';
import type { Decoded } from './decode/decoded.ts';
import { entra } from './entra/entra.ts';
import { google } from './google/google.ts';
import { createRecaller } from './recaller.ts';
import { KnownRecord } from './stencil/study.ts';

/** One line a vendor. */
export const normalisers: readonly Normaliser[] = [entra, google];

const unknown: Normalised = { quarantined: { reason: 'unknown-shape', detail: 'the shape of no source we know' } };

const recaller = createRecaller();

/** The decoder, which need not parse what reads like records before it: nothing that comes of a record depends on that. */
export function decode(chunks: AsyncIterable<Uint8Array>, source: string): AsyncIterable<readonly Decoded[]> {
  keepStringsFast();
  return decodeBytes(chunks, source, recaller);
}

/** Pure and total: never throws, whatever the value. */
export function normalise(value: Readonly<Record<string, unknown>>, context: RecordContext): Normalised {
  if (value instanceof KnownRecord) return value.normalise(context);
  for (const normaliser of normalisers) if (normaliser.recognises(value)) return normaliser.normalise(value, context);
  return unknown;
}
