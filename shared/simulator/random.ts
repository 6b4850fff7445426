/** Repeatable chance: sfc32 (Chris Doty-Humphrey, PractRand), seeded from any list of whole numbers. Same numbers, same stream, on any machine. */

export interface Random {
  /** [0, 1) with 32 bits. */
  next(): number;
  /** Whole number in [0, below). */
  int(below: number): number;
  /** Whole number in [low, high]. */
  within(low: number, high: number): number;
  /** Real number in [low, high). */
  real(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Throws where the list is empty. */
  pick<T>(list: readonly T[]): T;
}

export function createRandom(...seeds: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const word = (): number => {
    const t = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (const seed of seeds) {
    a ^= Math.trunc(seed);
    b ^= Math.trunc(seed / 0x100000000);
    for (let i = 0; i < 12; i++) word();
  }
  const random: Random = {
    next: () => word() / 0x100000000,
    int: (below) => Math.floor((word() / 0x100000000) * below),
    within: (low, high) => low + random.int(high - low + 1),
    real: (low, high) => low + random.next() * (high - low),
    chance: (probability) => word() / 0x100000000 < probability,
    pick(list) {
      const item = list[random.int(list.length)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
  };
  return random;
}
