/** By its print it is known whether an alert would say something else than it did. */

import { alertJson, alertPieces, hash64 } from '@gatewatch/domain';
import type { AlertContent } from './case.ts';
import type { Published } from './subject.ts';

/** The print of what was last said. It is made for who stores it, so once a commit however many revisions there were. */
export function printed(said: Published): string {
  if (said.unprinted) {
    said.print = printOf(said.unprinted);
    said.unprinted = null;
  }
  return said.print;
}

/** Does the content say something else than was said? */
export function isNews(said: Published, content: AlertContent): boolean {
  if (said.findings !== undefined && said.findings !== content.findings) return true; // nearly always: no print is needed to know it
  if (said.unprinted) return alertJson(shown(said.unprinted)) !== alertJson(shown(content));
  return said.print !== printOf(content) && (said.ours === true || said.print !== olderPrintOf(content));
}

function printOf(content: AlertContent): string {
  return hash64(...alertPieces(shown(content)));
}

/** What the card says beside the finding changes with a release and amends nothing. */
function shown({ title: _title, attack: _attack, steps: _steps, ...said }: AlertContent) {
  return said;
}

/** As a release printed it that kept null in the place of a token in every row: what it published is not amended by that. */
function olderPrintOf(content: AlertContent): string {
  return hash64(alertJson(shown(content)).replace(/"session":(?:null|"(?:[^"\\]|\\.)*"),"app":/g, tokenless));
}

function tokenless(text: string): string {
  return `${text.slice(0, -'"app":'.length)}"token":null,"app":`;
}
