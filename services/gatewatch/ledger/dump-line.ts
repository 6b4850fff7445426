/** A backup of a ledger, line by line: NDJSON, a head, what there is, an end that says how much and with which checksum. */

import type { Alert, GivenVerdict, StandingLink, StoredSubject } from '@gatewatch/domain';

/** Of the file. A release that writes another one raises it, and reads the older ones. */
export const dumpForm = 1;

export type Content =
  | ({ readonly kind: 'subject'; readonly partition: string } & StoredSubject)
  /** `sent`: published before the backup. `partition` null: only its newest revision is left, and no outbox row. */
  | { readonly kind: 'alert'; readonly partition: string | null; readonly sent: boolean; readonly alert: Alert }
  | { readonly kind: 'link'; readonly id: string; readonly key: string }
  | ({ readonly kind: 'verdict' } & GivenVerdict)
  | ({ readonly kind: 'standing-link' } & StandingLink)
  | { readonly kind: 'bookmark'; readonly scope: string; readonly name: string; readonly text: string };

export interface PartitionLine {
  readonly kind: 'partition';
  readonly name: string;
  readonly position: number;
  readonly meta: string | null;
}

export interface HeadLine {
  readonly kind: 'gatewatch-ledger';
  readonly form: number;
  /** ISO 8601. */
  readonly at: string;
}

export interface Tally {
  /** Kind → number of lines, and the sum of their hashes, which does not depend on their order. */
  readonly [kind: string]: { readonly count: number; readonly sum: string };
}

export interface EndLine {
  readonly kind: 'end';
  readonly tally: Tally;
  /** Of every byte before this line. */
  readonly sha256: string;
}

export type DumpLine = HeadLine | PartitionLine | Content | EndLine;

export const kinds: readonly Content['kind'][] = ['subject', 'alert', 'link', 'verdict', 'standing-link', 'bookmark'];

export function encodeLine(line: DumpLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Null where the text is no line of a backup. What it holds is vouched for by the file's checksum. */
export function parseLine(text: string): DumpLine | null {
  try {
    const line: DumpLine | null = JSON.parse(text);
    const known: readonly string[] = ['gatewatch-ledger', 'partition', 'end', ...kinds];
    return typeof line === 'object' && line !== null && known.includes(line.kind) ? line : null;
  } catch {
    return null;
  }
}
