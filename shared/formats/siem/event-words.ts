/** What an event says in a few words, for formats that have no fields of their own for it. Pure. */

import type { IdentityEvent } from '@gatewatch/domain';

export interface EventWords {
  /** What was done: the vendor's operation, or our kind. */
  readonly action: string;
  readonly outcome: string;
  /** The vendor's code; null where there is none. */
  readonly code: string | null;
  readonly app: string | null;
  /** What was touched, or why it failed. */
  readonly about: string | null;
}

export function eventWords(event: IdentityEvent): EventWords {
  switch (event.kind) {
    case 'sign-in':
    case 'token-grant':
      return {
        action: event.kind === 'sign-in' ? 'sign-in' : `token-grant ${event.grant}`,
        outcome: event.outcome,
        code: event.code,
        app: event.app ?? event.resource,
        about: event.failure,
      };
    case 'snapshot':
      return { action: `snapshot of ${event.of}`, outcome: 'success', code: null, app: null, about: event.name };
    case 'signal':
    case 'timer':
      return { action: event.kind, outcome: 'unknown', code: null, app: null, about: event.detector };
    case 'verdict':
      return { action: 'verdict', outcome: 'success', code: null, app: null, about: event.disposition };
    default:
      return { action: event.operation, outcome: event.result, code: null, app: null, about: event.subjectOf };
  }
}
