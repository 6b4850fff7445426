/**
 * Port: small named texts with a version, changed by compare-and-set: checkpoints and ownership of hubs, cursors of Google's
 * applications. One contract suite, every implementation runs it.
 */

export interface Bookmark {
  readonly name: string;
  readonly text: string;
  /** Another one after each change; opaque. */
  readonly version: string;
  /** Time of the last change by the store's own clock, Unix ms. */
  readonly at: number;
}

export interface Bookmarks extends AsyncDisposable {
  /** Scopes that hold one or more, ordered: for backups. */
  scopes(): Promise<readonly string[]>;
  /** All of a scope, ordered by name. A scope is a text such as `event-hub/<namespace>/<hub>/<group>`. */
  list(scope: string): Promise<readonly Bookmark[]>;
  /** Writes where the version still is `was` (null: where there is none yet); null where another was faster, and nothing is written. */
  put(scope: string, name: string, text: string, was: string | null): Promise<Bookmark | null>;
  /** The store's clock, Unix ms: expiries are told by it alone. */
  now(): Promise<number>;
}
