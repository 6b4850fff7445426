/** What the intake reads records with: our decoders, normalisers and places, and the tenants of the configuration. */

import type { GeoLookup, TypedNames } from '@gatewatch/domain';
import type { RecordReading } from '@gatewatch/engine';
import { enrich } from '@gatewatch/enrichment';
import { decode, normalise, withoutTypedNames } from '@gatewatch/normalisers';
import type { Config } from '@gatewatch/runtime';
import { tenancyOf } from '../replay/tenancy.ts';

export function recordReading(config: Config, geo: GeoLookup, names: TypedNames): RecordReading {
  const tenancy = tenancyOf(config);
  return {
    decode,
    normalise: (value, context) => normalise(value, { ...context, names }),
    enrich: (event) => enrich(event, geo),
    belongs: (value, tenant) => tenancy.belongs(value, tenant),
    withheld: (text, tenant) => withoutTypedNames(text, tenant, names),
  };
}
