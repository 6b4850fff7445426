/** An alert as JSON. Nearly all of it is evidence, and revisions show the same rows: what is an object of its own is written once. */

import type { Evidence } from './alert.ts';

const texts = new WeakMap<Evidence, string>();
const none = '"events":[]';

/** As `JSON.stringify` writes it, in pieces that follow each other. */
export function alertPieces<T extends WithEvidence>(alert: T): readonly [before: string, events: string, after: string] {
  const { evidence } = alert;
  // Inside a text each quote has a backslash before it, so what is looked for is the key itself.
  const rest = JSON.stringify({ ...alert, evidence: { ...evidence, events: [] } });
  const at = rest.indexOf(none) + none.length - 1;
  let events = '';
  for (const event of evidence.events) events += events === '' ? textOf(event) : `,${textOf(event)}`;
  return [rest.slice(0, at), events, rest.slice(at)];
}

export function alertJson<T extends WithEvidence>(alert: T): string {
  const [before, events, after] = alertPieces(alert);
  return before + events + after;
}

interface WithEvidence {
  readonly evidence: { readonly events: readonly Evidence[] };
}

function textOf(event: Evidence): string {
  let text = texts.get(event);
  if (text === undefined) texts.set(event, (text = JSON.stringify(event)));
  return text;
}
