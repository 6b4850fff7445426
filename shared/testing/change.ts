/** Builder of an audit row: by default ada adds an authenticator to herself. */

import { type Change, hash64 } from '@gatewatch/domain';
import { clock } from './clock.ts';
import { person } from './sign-in.ts';

export interface ChangeDraft extends Partial<Omit<Change, 'time' | 'actor' | 'target'>> {
  readonly at: string;
  /** Who did it; null: the vendor does not say. */
  readonly who?: string | null;
  /** To whom. */
  readonly whom?: string | null;
}

export function change(draft: ChangeDraft): Change {
  const { at, who = 'ada', whom = 'ada', ...rest } = draft;
  const time = clock(at);
  const provider = rest.provider ?? 'entra';
  const recordId = rest.recordId ?? hash64(JSON.stringify(draft));
  return {
    kind: 'factor-change',
    id: `${provider}:${recordId}`,
    recordId,
    tenant: 'default',
    provider,
    category: provider === 'entra' ? 'AuditLogs' : 'user_accounts',
    time,
    processed: null,
    hash: recordId,
    gaps: [],
    actor: who === null ? null : person(who),
    target: whom === null ? null : person(whom),
    ip: null,
    place: null,
    network: null,
    operation: 'User registered security info',
    result: 'success',
    action: 'added',
    subjectOf: 'authenticator',
    before: null,
    after: null,
    correlationId: null,
    session: null,
    ...rest,
  };
}
