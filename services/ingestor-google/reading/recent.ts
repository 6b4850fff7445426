/**
 * Keys of what was handed over, by the hour in which it happened, for the 72 h that windows and reconciliation reach back
 * (SEMANTICS.md 3.2). Kept beside the cursor, an hour a bookmark in a ring of names, so that a restart knows them and the store does not
 * grow. What goes beyond the bound is not remembered: it comes again downstream, where copies of one id are joined.
 */

import { hourMs } from '@gatewatch/domain';
import { CursorLost } from './cursor.ts';
import type { Kept } from './kept.ts';

export interface Recent {
  has(time: number, key: string): boolean;
  /** False where the hour is full. */
  add(time: number, key: string): boolean;
  /** Hours that ended so long before `read` are forgotten. */
  forget(read: number): void;
  /** Writes the hours that changed; throws CursorLost where another reader was faster. */
  save(): Promise<void>;
}

export const rememberedMs = 72 * hourMs;
/** Names in the ring: more than the hours that are remembered and those that one window may hold on top. */
const ring = 128;
/** Keys of an hour: 1.2 million a day, and 0.5 MiB a bookmark. */
const mostPerHour = 50_000;
const keyLength = 11;

interface Hour {
  readonly keys: Set<string>;
  changed: boolean;
}

export async function openRecent(store: Kept, scope: string): Promise<Recent> {
  const hours = new Map<number, Hour>();
  const versions = new Map<string, string>();
  for (const { name, text, version } of await store.list(scope)) {
    versions.set(name, version);
    const colon = text.indexOf(':');
    const keys = new Set<string>();
    for (let at = colon + 1; at < text.length; at += keyLength) keys.add(text.slice(at, at + keyLength));
    hours.set(Number(text.slice(0, colon)), { keys, changed: false });
  }
  return {
    has: (time, key) => hours.get(hourOf(time))?.keys.has(key) === true,
    add(time, key) {
      const number = hourOf(time);
      const hour = hours.get(number) ?? { keys: new Set(), changed: false };
      hours.set(number, hour);
      if (hour.keys.size >= mostPerHour) return false;
      hour.keys.add(key);
      hour.changed = true;
      return true;
    },
    forget(read) {
      for (const number of hours.keys()) if (number < hourOf(read - rememberedMs)) hours.delete(number);
    },
    async save() {
      for (const [number, hour] of hours) {
        if (!hour.changed) continue;
        const name = String(number % ring).padStart(3, '0');
        const saved = await store.put(scope, name, `${number}:${[...hour.keys].join('')}`, versions.get(name) ?? null);
        if (saved === null) throw new CursorLost(`${scope}/${name}`);
        versions.set(name, saved.version);
        hour.changed = false;
      }
    },
  };
}

function hourOf(time: number): number {
  return Math.floor(time / hourMs);
}
