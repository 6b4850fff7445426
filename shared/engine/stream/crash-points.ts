/** Places where a process may die, by name, for tests that kill it there. In production nobody listens. */

export const crashPoints = [
  /** Keys are decided and their links durable, no event is sent. */
  'after-links',
  /** The events of a hand-over are durable, its quarantine is not, and the source does not know. */
  'after-publish',
  /** All of a hand-over is durable, the source does not know. */
  'after-hand-over',
  /** A partition is acquired, nothing of it is read. */
  'after-acquire',
  /** A batch is applied in memory. */
  'before-commit',
  /** State, position and outbox are committed, no alert is sent. */
  'after-commit',
  /** Alerts are sent, and not yet marked as sent. */
  'after-alert',
  /** Alerts are sent and marked. */
  'after-mark',
  /** Signals of a counting lane are sent, its state is not committed. */
  'after-signal',
] as const;

export type CrashPoint = (typeof crashPoints)[number];
export type CrashHook = (point: CrashPoint) => void | Promise<void>;

export const noCrash: CrashHook = () => {};
