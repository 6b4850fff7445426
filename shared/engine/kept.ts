/** What rows of everybody share, found by a key that several may have. It is let go of as a whole: equal ones are made anew then. */

const most = 4096;
const mostAlike = 64;

export interface Kept<K, T> {
  get(key: K): readonly T[];
  add(key: K, one: T): void;
}

export function kept<K, T>(): Kept<K, T> {
  const all = new Map<K, T[]>();
  const none: readonly T[] = [];
  let count = 0;
  return {
    get: (key) => all.get(key) ?? none,
    add(key, one) {
      if (count >= most) {
        all.clear();
        count = 0;
      }
      const alike = all.get(key);
      if (alike === undefined) all.set(key, [one]);
      else if (alike.length < mostAlike) alike.push(one);
      else alike[count % mostAlike] = one;
      count++;
    },
  };
}
