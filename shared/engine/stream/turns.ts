/** One after the other: what must not run beside itself. */

export interface Turns {
  /** Runs when everything before it has ended, well or not. */
  take<T>(act: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(act) {
      const turn = last.then(act, act);
      last = turn.catch(() => {});
      return turn;
    },
  };
}
