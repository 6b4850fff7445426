/** A file, or anything else that can be read from its start more than once. */

import type { Sortable } from './released.ts';

export interface EventSource<T extends Sortable> {
  readonly name: string;
  /**
   * Batches in the order they stand, one or more events each; nothing is opened before the first pull, and what is open is closed at
   * the end or by `return`. `peek`: only the first batch is wanted and the same will be read again, so nothing is to be counted.
   */
  open(purpose: 'peek' | 'read'): AsyncIterable<readonly T[]>;
}
