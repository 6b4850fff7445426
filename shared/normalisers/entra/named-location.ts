/**
 * A named location as Graph writes it: its trusted ranges as facts. It comes as a row of an export, or as the new and the old value
 * of an audit record (`Add`, `Update`, `Delete named location`: JSON in `modifiedProperties`). learn.microsoft.com/graph/api/resources/ipnamedlocation
 */

import { anyTrustedNetwork, type Change, rangeText, type Snapshot, type SnapshotState } from '@gatewatch/domain';
import { type Fields, isFields, list, object, text } from './fields.ts';
import type { Opened } from './opened.ts';
import { respell } from './spelling.ts';

const mostRanges = 2000; // Graph allows as many in one location
const fact = 'trusted-network' as const;
const any: SnapshotState = { fact, about: anyTrustedNetwork, value: 'yes' };

/** Only trusted ranges are facts: a location by country, or not trusted, excuses nothing. */
export function locationStates(location: Fields): readonly SnapshotState[] {
  const value = location.isTrusted === true ? (text(location.displayName) ?? 'unnamed') : null;
  const states = rangesOf(location).map((about): SnapshotState => ({ fact, about, value }));
  return value === null || states.length === 0 ? states : [any, ...states];
}

/** What an audit record of a named location says of the tenant's trust; null where it says nothing or did not succeed. */
export function namedLocationChange({ fields }: Opened, change: Change): Snapshot | null {
  if (change.kind !== 'policy-change' || change.result === 'failure' || !/named location/i.test(change.operation)) return null;
  const states = new Map<string, SnapshotState>();
  let name: string | null = null;
  for (const target of list(fields.targetResources).slice(0, 16)) {
    for (const property of isFields(target) ? list(target.modifiedProperties) : []) {
      if (!isFields(property)) continue;
      const before = locationOf(property.oldValue);
      const after = locationOf(property.newValue);
      for (const about of before === null ? [] : rangesOf(before)) states.set(about, { fact, about, value: null });
      for (const state of after === null ? [] : locationStates(after)) states.set(state.about ?? '', state);
      name ??= text(after?.displayName) ?? text(before?.displayName);
    }
  }
  if (states.size === 0) return null;
  const { kind, operation, result, action, subjectOf, before, after, correlationId, session, ...base } = change;
  return {
    ...base,
    id: `${change.id}#named-location`,
    actor: null,
    target: null,
    kind: 'snapshot',
    of: 'named-location',
    name: name ?? subjectOf,
    states: [...states.values()],
  };
}

function locationOf(value: unknown): Fields | null {
  const found = object(value);
  return found === null ? null : respell(found);
}

function rangesOf(location: Fields): readonly string[] {
  return list(location.ipRanges)
    .slice(0, mostRanges)
    .flatMap((range) => {
      const inner = object(range);
      const cidr = inner === null ? null : text(respell(inner).cidrAddress);
      return (cidr === null ? null : rangeText(cidr)) ?? [];
    });
}
