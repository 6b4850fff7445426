/** Why something is suspicious, and how much: points that an analyst can add up. */

export interface Reason {
  readonly points: number;
  /** A phrase for `because`. */
  readonly words: string;
  /** Ids of the rows that show it. */
  readonly rows: readonly string[];
}

/** `from a country never seen of this person (3)` */
export function reasonWords(reason: Reason): string {
  return `${reason.words} (${reason.points})`;
}

export function pointsOf(reasons: readonly Reason[]): number {
  return reasons.reduce((sum, reason) => sum + reason.points, 0);
}
