/** A binary heap: the least first, by the comparison it is given. */

export interface Heap<T> {
  readonly size: number;
  push(value: T): void;
  pop(): T | undefined;
  peek(): T | undefined;
}

export function createHeap<T>(compare: (a: T, b: T) => number): Heap<T> {
  const values: T[] = [];
  const less = (a: number, b: number): boolean => {
    const x = values[a];
    const y = values[b];
    return x !== undefined && y !== undefined && compare(x, y) < 0;
  };
  const swap = (a: number, b: number): void => {
    const x = values[a];
    const y = values[b];
    if (x === undefined || y === undefined) return;
    values[a] = y;
    values[b] = x;
  };
  return {
    get size() {
      return values.length;
    },
    peek: () => values[0],
    push(value) {
      values.push(value);
      let at = values.length - 1;
      for (let up = (at - 1) >> 1; at > 0 && less(at, up); up = (at - 1) >> 1) {
        swap(at, up);
        at = up;
      }
    },
    pop() {
      const least = values[0];
      const last = values.pop();
      if (values.length === 0 || last === undefined) return least;
      values[0] = last;
      for (let at = 0; ; ) {
        const left = 2 * at + 1;
        const child = left + 1 < values.length && less(left + 1, left) ? left + 1 : left;
        if (child >= values.length || !less(child, at)) break;
        swap(at, child);
        at = child;
      }
      return least;
    },
  };
}
