/** Every text by which a store may name a person: address, stable ids, display name, as they stand and as they stand in JSON. */

import type { Identity, IdentityEvent, Ledger } from '@gatewatch/domain';
import { findSubjects } from './kept.ts';

export interface Names {
  /** Subject keys that are this person's. */
  readonly keys: ReadonlySet<string>;
  readonly texts: readonly string[];
  /** False: no subject, link or alert of the ledger carries this key. */
  readonly known: boolean;
}

export async function namesOf(ledger: Ledger, name: string): Promise<Names> {
  const key = name.trim().toLowerCase();
  const keys = new Set([key]);
  const texts = new Set([key]);
  let known = false;
  const learn = (identity: Identity | null) => {
    if (identity?.key !== key) return;
    known = true;
    for (const text of [identity.address, identity.id, identity.name]) if (text !== null && text.length > 1) texts.add(text);
    if (identity.id !== null) keys.add(`id:${identity.id}`);
  };
  const learnRow = (row: IdentityEvent) => {
    learn(row.actor);
    learn(row.target);
  };
  for (const { subject } of await findSubjects(ledger, key)) {
    known = true;
    for (const row of subject.rows) learnRow(row);
    for (const of of subject.cases.values()) for (const row of [...of.first, ...of.last, ...of.leading]) learnRow(row);
  }
  for (const alert of await ledger.alerts()) {
    known ||= alert.subject.key === key;
    for (const event of alert.evidence.events) learnRow(event.row as IdentityEvent); // as kept
  }
  for (const link of await ledger.links()) {
    const id = link.key === key ? link.id.split('\n')[2] : undefined;
    if (id === undefined || id === '') continue;
    known = true;
    texts.add(id);
    keys.add(`id:${id}`);
  }
  return { keys, texts: [...texts], known };
}

/** A function that puts `pseudonym` wherever one of the texts stands as a whole. */
export function scrubber(texts: readonly string[], pseudonym: string): (text: string) => string {
  const forms = new Set(texts.flatMap((text) => [text, inJson(text), inJson(inJson(text))]));
  const parts = [...forms].sort((a, b) => b.length - a.length).map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // A whole one: `ada@example.com` does not stand in `nada@example.com`.
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}._+-])(?:${parts.join('|')})(?![\\p{L}\\p{N}_+-]|\\.[\\p{L}\\p{N}])`, 'giu');
  return (text) => text.replace(pattern, pseudonym);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
