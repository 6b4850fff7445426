/**
 * A user as the Directory API lists it (`admin#directory#user`): who is an administrator, who has a second step. The list is not
 * dated: what it says holds since the account exists.
 */

import type { Normalised, RecordContext, SnapshotState } from '@gatewatch/domain';
import { contentHash } from '../canonical.ts';
import { parseTime } from '../time-text.ts';
import { address, digits, type Fields, fields, text } from './fields.ts';

export function isDirectoryUser(record: Fields): boolean {
  return record.kind === 'admin#directory#user' || (typeof record.primaryEmail === 'string' && typeof record.id === 'string');
}

export function directoryUser(record: Fields, context: RecordContext): Normalised {
  const created = text(record.creationTime);
  const time = created === null ? (context.received ?? 0) : parseTime(created);
  if (time === null) return { quarantined: { reason: 'bad-time', detail: 'its creationTime cannot be read' } };
  const hash = contentHash(record);
  const name = text(fields(record.name).fullName);
  const email = address(record.primaryEmail);
  const id = digits(record.id)?.text ?? null;
  const directory = text(record.customerId);
  return {
    events: [
      {
        id: `google:${hash}`,
        recordId: id ?? '',
        tenant: context.tenant,
        provider: 'google',
        category: 'directory:users',
        time,
        processed: null,
        hash,
        gaps: ['snapshot-undated', 'id-from-content'],
        actor: null,
        target: email === null && id === null ? null : { key: null, address: email, id, directory, name, kind: 'member' },
        ip: null,
        place: null,
        network: null,
        kind: 'snapshot',
        of: 'user',
        name: null,
        states: statesOf(record),
      },
    ],
  };
}

function statesOf(record: Fields): readonly SnapshotState[] {
  const states: SnapshotState[] = [];
  if (typeof record.isAdmin === 'boolean' || typeof record.isDelegatedAdmin === 'boolean') {
    const admin = record.isAdmin === true || record.isDelegatedAdmin === true;
    states.push({ fact: 'privileged', about: null, value: admin ? 'yes' : null });
  }
  if (typeof record.isEnrolledIn2Sv === 'boolean') {
    states.push({ fact: 'factors', about: null, value: record.isEnrolledIn2Sv ? '2sv' : 'none' });
  }
  if (typeof record.suspended === 'boolean') {
    states.push({ fact: 'disabled', about: null, value: record.suspended ? 'yes' : null });
  }
  return states;
}
