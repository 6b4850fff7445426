/** How much there is of each kind, and a sum of hashes by which two ledgers are compared wherever and in whatever order they hold it. */

import { createHash } from 'node:crypto';
import type { Content, Tally } from './dump-line.ts';

export interface Tallying {
  add(line: Content): void;
  readonly tally: Tally;
}

const modulus = 2n ** 64n;

export function createTally(): Tallying {
  const counts = new Map<string, number>();
  const sums = new Map<string, bigint>();
  return {
    add(line) {
      const digest = createHash('sha256')
        .update(JSON.stringify(heart(line)))
        .digest();
      counts.set(line.kind, (counts.get(line.kind) ?? 0) + 1);
      sums.set(line.kind, ((sums.get(line.kind) ?? 0n) + digest.readBigUInt64BE()) % modulus);
    },
    get tally() {
      return Object.fromEntries(
        [...counts].map(([kind, count]) => [kind, { count, sum: (sums.get(kind) ?? 0n).toString(16).padStart(16, '0') }]),
      );
    },
  };
}

/** What must be the same wherever it stands. */
function heart(line: Content): readonly unknown[] {
  switch (line.kind) {
    case 'subject':
      return [line.key, line.state, line.due];
    case 'alert':
      return [line.alert];
    case 'link':
      return [line.id, line.key];
    case 'verdict':
      return [line.event, line.at];
    case 'standing-link':
      return [line.link, line.scope, line.claimed, line.key];
    case 'bookmark':
      return [line.scope, line.name, line.text];
    default:
      return line satisfies never;
  }
}

/** One phrase a kind that differs. */
export function differences(is: Tally, should: Tally): readonly string[] {
  return [...new Set([...Object.keys(is), ...Object.keys(should)])].flatMap((kind) => {
    const [a, b] = [is[kind], should[kind]];
    if (a?.count !== b?.count) return [`${a?.count ?? 0} of ${b?.count ?? 0} ${kind}s`];
    return a?.sum === b?.sum ? [] : [`other ${kind}s, though as many (${a?.count ?? 0})`];
  });
}
