/** A bounded memory of answers: two generations, the older goes whole. No bookkeeping at a hit. */

export interface KnownCache<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  clear(): void;
}

/** Holds between `most` / 2 and `most` of the keys used last. `onTurn` is told when the older half goes. */
export function knownCache<T>(most: number, onTurn: () => void = () => undefined): KnownCache<T> {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  function set(key: string, value: T): void {
    if (young.size >= most / 2) {
      old = young;
      young = new Map();
      onTurn();
    }
    young.set(key, value);
  }
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
