/**
 * Copies of one vendor id are joined, in any order with the same result (SEMANTICS.md 3.1): scalars from the copy with the
 * greatest (vendor processing time or 0, hash, what it says), lists of policies and of authentication steps united. A list of steps is
 * united by keeping the longest, because a poorer copy holds a beginning of it.
 */

import type { IdentityEvent, SignIn } from '@gatewatch/domain';
import { clipped } from './clipping.ts';
import { united } from './shared-policies.ts';
import { signInRow, wholeRow } from './sign-in-row.ts';

/**
 * An event as a timeline keeps it, whole: fields in one order (so that stored and fresh rows are the same text), lists sorted and
 * bounded, without what no detector reads; the ids that link rows of an attempt as short hashes.
 */
export function asRow(event: IdentityEvent): IdentityEvent {
  return event.kind === 'sign-in' ? wholeRow(signInRow(event)) : clipped(event);
}

/** Both are rows of one id. Returns `a` itself where `b` adds nothing. */
export function joinCopies(a: IdentityEvent, b: IdentityEvent): IdentityEvent {
  const newer = isNewer(b, a) ? b : a;
  if (a.kind !== 'sign-in' || b.kind !== 'sign-in' || newer.kind !== 'sign-in') return newer;
  const policies = united(a.policies, b.policies);
  const reportOnly = united(a.reportOnly, b.reportOnly);
  const methods = longer(a.methods, b.methods);
  if (
    newer === a &&
    policies.length === a.policies.length &&
    reportOnly.length === a.reportOnly.length &&
    methods === a.methods
  ) {
    return a;
  }
  const joined: SignIn = { ...wholeRow(newer), policies, reportOnly, methods };
  return joined;
}

function isNewer(b: IdentityEvent, a: IdentityEvent): boolean {
  const byTime = (b.processed ?? 0) - (a.processed ?? 0);
  if (byTime !== 0) return byTime > 0;
  return b.hash === a.hash ? said(b) > said(a) : b.hash > a.hash;
}

/** One text for what a copy says by itself: no list that is united, nothing that was looked up and may be another tomorrow. */
function said(row: IdentityEvent): string {
  const { actor, target } = row;
  const own = {
    ...wholeRow(row),
    place: null,
    network: null,
    actor: actor && { ...actor, key: null },
    target: target && { ...target, key: null },
  };
  return JSON.stringify(row.kind === 'sign-in' ? { ...own, policies: null, reportOnly: null, methods: null } : own);
}

function longer(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return b.join('\n') > a.join('\n') ? b : a;
}
