/** One input file as events: decoded, normalised, placed. What became none goes to quarantine. */

import { createReadStream } from 'node:fs';
import { type GeoLookup, type IdentityEvent, minuteMs, type QuarantineReason, type TypedNames } from '@gatewatch/domain';
import type { EventSource } from '@gatewatch/engine';
import { enrich } from '@gatewatch/enrichment';
import { type Decoded, decode, normalise, withoutTypedNames } from '@gatewatch/normalisers';
import { reasonOf, UserMistake } from '@gatewatch/runtime';
import type { Input } from './inputs.ts';
import type { Quarantine } from './quarantine.ts';
import { quarantinedRecords } from './quarantined-records.ts';
import type { Tenancy } from './tenancy.ts';

export interface Reading {
  readonly geo: GeoLookup;
  readonly tenancy: Tenancy;
  readonly quarantine: Quarantine;
  readonly names: TypedNames;
  /** Unix ms of the start of the run: what has no processing time may not lie beyond it. */
  readonly now: number;
  readonly until: number | null;
  readonly read: (bytes: number, records: number) => void;
}

const futureMs = 10 * minuteMs; // SEMANTICS.md 1.5
const chunkBytes = 1 << 18;

export function eventSource(input: Input, reading: Reading): EventSource<IdentityEvent> {
  return { name: input.name, open: (purpose) => readEvents(input, purpose === 'read' ? reading : uncounted(reading)) };
}

/** For a look at the first batch, which will be read again. */
function uncounted(reading: Reading): Reading {
  const quarantine: Reading['quarantine'] = { ...reading.quarantine, add() {}, settle: async () => {} };
  return { ...reading, quarantine, read() {} };
}

async function* readEvents(input: Input, reading: Reading): AsyncGenerator<readonly IdentityEvent[]> {
  for await (const batch of decode(quarantinedRecords(chunksOf(input, reading)), input.name)) {
    const events = eventsOf(batch, input, reading);
    reading.read(0, batch.length);
    await reading.quarantine.settle();
    if (events.length > 0) yield events;
  }
}

/** A function of its own: V8 optimises the body of a generator less. */
function eventsOf(batch: readonly Decoded[], input: Input, reading: Reading): readonly IdentityEvent[] {
  const events: IdentityEvent[] = [];
  const begin = input.part?.[0] ?? 0;
  const refuse = (reason: QuarantineReason, detail: string, of: Decoded, tenant = ''): void => {
    const kept = withoutTypedNames(of.text(), tenant, reading.names);
    reading.quarantine.add({ reason, detail, origin: { source: input.name, position: begin + of.position }, text: kept });
  };
  for (const decoded of batch) {
    if ('broken' in decoded) {
      refuse(decoded.broken, decoded.detail, decoded);
      continue;
    }
    const tenant = reading.tenancy.tenantOf(decoded.value);
    if (tenant === null) {
      refuse('foreign-tenant', 'the record names a directory of no configured tenant', decoded);
      continue;
    }
    const origin = { source: input.name, position: begin + decoded.position };
    const normalised = normalise(decoded.value, { tenant, origin, received: null, names: reading.names });
    if ('quarantined' in normalised) {
      refuse(normalised.quarantined.reason, normalised.quarantined.detail, decoded, tenant);
      continue;
    }
    for (const event of normalised.events) {
      if (event.time > (event.processed ?? reading.now) + futureMs) {
        refuse('future', `its time ${new Date(event.time).toISOString()} lies ahead of its observation`, decoded, tenant);
      } else if (reading.until === null || event.time < reading.until) events.push(enrich(event, reading.geo));
    }
  }
  return events;
}

async function* chunksOf(input: Input, reading: Reading): AsyncGenerator<Uint8Array> {
  const [start = 0, to = Number.POSITIVE_INFINITY] = input.part ?? [];
  if (to <= start) return;
  const end = to - 1; // inclusive
  try {
    for await (const chunk of createReadStream(input.path, { highWaterMark: chunkBytes, start, end })) {
      reading.read(chunk.length, 0);
      yield chunk;
    }
  } catch (cause) {
    throw new UserMistake(`${input.name} cannot be read (${reasonOf(cause)}): mend the file or leave it out.`, cause);
  }
}
