/** A bounded memory of what repeats from record to record: two generations, the older goes whole. No bookkeeping at a hit. */

export interface Recent<T, K> {
  get(key: K): T | undefined;
  /** Text longer than the memory was made for is not kept. */
  set(key: K, value: T): void;
  clear(): void;
}

export interface RecentBounds {
  /** Characters of a key that is text. */
  readonly longest?: number;
  /** Told when the older generation goes. */
  readonly onTurn?: () => void;
}

/** Holds at least the last `generation` keys that were set and at most twice as many, none longer than `longest` characters. */
export function recent<T, K = string>(generation: number, bounds: RecentBounds = {}): Recent<T, K> {
  const { longest = Number.POSITIVE_INFINITY, onTurn } = bounds;
  let young = new Map<K, T>();
  let old = new Map<K, T>();
  const set = (key: K, value: T): void => {
    if (typeof key === 'string' && key.length > longest) return;
    if (young.size >= generation) {
      old = young;
      young = new Map();
      onTurn?.();
    }
    young.set(typeof key === 'string' ? (owned(key) as K & string) : key, value);
  };
  return {
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) set(key, older);
      return older;
    },
    set,
    clear() {
      young = new Map();
      old = new Map();
    },
  };
}

/** The engine keeps the whole text alive that a piece was cut from: a key of thirty characters would hold 64 KiB of a log. */
function owned(text: string): string {
  return text.length < leastCut ? text : JSON.parse(JSON.stringify(text));
}

/** V8 copies shorter pieces (SlicedString::kMinLength). */
const leastCut = 13;
