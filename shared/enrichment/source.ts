/** A source of data as people and health checks see it, and the one way a look-up may fail: it answers nothing and its source says why. */

import type { GeoLookup } from '@gatewatch/domain';

export type GeoSource = GeoLookup['sources'][number];

interface Data<T> {
  readonly name: string;
  readonly built: number | null;
  readonly warning?: string | null;
  lookup(ip: string): T | null;
  close?(): void;
}

export interface Guarded<T> {
  /** Never throws: what the data cannot answer is null. */
  lookup(ip: string): T | null;
  source(now: number): GeoSource;
  close(): void;
}

/** `data` null: no such data is installed, and `missing` says so to people. */
export function guarded<T>(data: Data<T> | null, missing: { readonly name: string; readonly warning: string }): Guarded<T> {
  let open = data;
  let failure: string | null = null;
  const failed = { four: false, six: false };
  return {
    lookup(ip) {
      const family = ip.includes(':') ? 'six' : 'four';
      if (open === null || failed[family]) return null;
      try {
        return open.lookup(ip);
      } catch (error) {
        // The port never throws. What failed once is not asked again for this family: its file would be read at every address.
        failed[family] = true;
        failure = withoutStop(error instanceof Error ? error.message : String(error));
        return null;
      }
    },
    source(now) {
      if (data === null) return { name: missing.name, built: null, warning: missing.warning };
      return { name: data.name, built: data.built, warning: failure ?? data.warning ?? ageWarning(data.name, data.built, now) };
    },
    close() {
      open?.close?.();
      open = null;
    },
  };
}

// Address blocks are traded and moved all the time, and makers publish every month: at 60 days two updates were missed.
const staleDays = 60;
const dayMs = 86_400_000;

function ageWarning(name: string, built: number | null, now: number): string | null {
  if (built === null || now - built <= staleDays * dayMs) return null;
  const days = Math.floor((now - built) / dayMs);
  return `${name}: data of ${new Date(built).toISOString().slice(0, 10)}, ${days} days old; addresses have moved since, \`gatewatch geo update\` fetches newer`;
}

/** Sources' warnings end without a full stop: the reader sets it. */
function withoutStop(sentence: string): string {
  return sentence.endsWith('.') ? sentence.slice(0, -1) : sentence;
}
