/**
 * Where the reading of one application of a customer stands: one bookmark, moved by compare-and-set, so that of two readers one alone
 * moves it. It names who reads; another stands by until the reader lets go of it or is not heard of for a while.
 */

import { secondMs } from '@gatewatch/domain';
import type { Kept } from './kept.ts';

export interface Place {
  /** Everything listed up to here was handed over: the end of the last closed window, Unix ms. */
  readonly read: number;
  /** When that window was asked for: what came later than this may still be missing. */
  readonly asked: number;
  /** When the last reconciliation began. */
  readonly swept: number;
}

/** Another reader was faster: this one must let go and look again who reads. */
export class CursorLost extends Error {}

export interface Cursor {
  readonly place: Place;
  /** Throws CursorLost. */
  move(place: Place): Promise<void>;
  /** Says again that this reader is at work, where that is due; throws as `move` does. */
  renew(): Promise<void>;
  /** Others may read from now on. */
  release(): Promise<void>;
}

export type Opened = { readonly held: Cursor } | { readonly heldBy: string } | { readonly missing: true };

/** A reader that says nothing for so long is gone. */
export const leaseMs = 90 * secondMs;

interface Written extends Place {
  readonly reader: string | null;
}

/** `first`: where reading begins if nobody read before; without it a cursor that is missing stays missing. */
export async function openCursor(store: Kept, scope: string, name: string, reader: string, first?: Place): Promise<Opened> {
  const found = (await store.list(scope)).find((bookmark) => bookmark.name === name);
  const now = await store.now();
  const before = found === undefined ? null : parse(found.text);
  if (found !== undefined && before !== null && before.reader !== null && before.reader !== reader && now - found.at < leaseMs)
    return { heldBy: before.reader };
  const place = before ?? first;
  if (place === undefined) return { missing: true };
  const taken = await store.put(scope, name, write(place, reader), found?.version ?? null);
  if (taken === null) return { heldBy: 'another reader' };
  return { held: cursor(store, scope, name, reader, place, taken) };
}

function cursor(store: Kept, scope: string, name: string, reader: string, first: Place, taken: Taken): Cursor {
  let place = first;
  let { version, at } = taken;
  const put = async (next: Place, by: string | null): Promise<void> => {
    const done = await store.put(scope, name, write(next, by), version);
    if (done === null) throw new CursorLost(`${scope}/${name}`);
    ({ version, at } = done);
    place = next;
  };
  return {
    get place() {
      return place;
    },
    move: (next) => put(next, reader),
    async renew() {
      if ((await store.now()) - at >= leaseMs / 3) await put(place, reader);
    },
    release: () => put(place, null),
  };
}

interface Taken {
  readonly version: string;
  readonly at: number;
}

function write({ read, asked, swept }: Place, reader: string | null): string {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return JSON.stringify({ read: iso(read), asked: iso(asked), swept: iso(swept), reader });
}

/** Throws where somebody else wrote into our bookmark: reading on from a guess would lose records. */
function parse(text: string): Written {
  const { read, asked, swept, reader } = JSON.parse(text);
  const place = { read: Date.parse(read), asked: Date.parse(asked), swept: Date.parse(swept) };
  if (Object.values(place).some(Number.isNaN)) throw new Error(`a cursor that cannot be read: ${text.slice(0, 200)}`);
  return { ...place, reader: typeof reader === 'string' ? reader : null };
}
