import type { Subject } from './subject.ts';

/**
 * Something went for size (SEMANTICS.md 4.4). What went may have held an alert together: the next change looks at all of it, as it would at
 * a subject that was stored in between.
 */
export function markBounded(subject: Subject): void {
  subject.bounded = true;
  subject.timed = true;
  for (const said of subject.published.values()) said.bounded = false;
}
