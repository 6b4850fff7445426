/** How what a destination must not see is written in its place. */

import { createHmac } from 'node:crypto';
import type { CommonOptions } from './common-options.ts';

export type Hides = (what: CommonOptions['redact'][number]) => boolean;

export const struck = '[redacted]';

/** The same person has the same one at every destination with the same key. */
export function pseudonym(value: string, key: string): string {
  return `person-${createHmac('sha256', key).update(value).digest('hex').slice(0, 16)}`;
}
