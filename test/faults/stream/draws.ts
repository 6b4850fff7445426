/** Numbers in [0, 1) that depend on the seed alone (Numerical Recipes' linear congruential generator). */

export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
