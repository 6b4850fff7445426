/** One answer of activities.list, read: newest first, `items` absent where there is nothing, a token where there is more. */

import { GoogleFailed } from '../api/failure.ts';
import { type Activity, activity } from './activity.ts';
import { itemsOf } from './items-of.ts';

export interface Page {
  readonly activities: readonly Activity[];
  /** Token of the next, older page. A page without activities may have one. */
  readonly next: string | null;
}

export function page(text: string, application: string): Page {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong(application, `is cut off or no JSON, after ${text.length} characters`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(application, 'is no list of activities');
  const items = 'items' in value ? value.items : [];
  const next = 'nextPageToken' in value ? value.nextPageToken : null;
  if (!Array.isArray(items) || (next !== null && typeof next !== 'string')) throw wrong(application, 'is no list of activities');
  const texts = items.length === 0 ? [] : itemsOf(text);
  if (texts.length !== items.length) throw wrong(application, 'names its list twice');
  return { activities: texts.map((own, at) => activity(own, items[at])), next: next === '' ? null : next };
}

function wrong(application: string, what: string, cause?: unknown): GoogleFailed {
  return new GoogleFailed('page', `a page of ${application} ${what}: the window begins again.`, cause);
}
