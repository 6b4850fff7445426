/**
 * Rows of rosters and policies as Microsoft Graph exports them, told by their fields: `users`, `reports/authenticationMethods/
 * userRegistrationDetails`, `directoryRoles?$expand=members`, `roleManagement/directory/roleAssignments?$expand=principal,
 * roleDefinition`, `identity/conditionalAccess/policies` and `…/namedLocations`. Shapes: learn.microsoft.com/graph/api/resources.
 */

import type { EventBase, Identity, Snapshot, SnapshotState } from '@gatewatch/domain';
import { type Fields, id, isFields, list, object, text } from './fields.ts';
import { auditUser } from './identity.ts';
import { locationStates } from './named-location.ts';
import { respell } from './spelling.ts';

export const snapshotCategories = {
  users: 'graph:users',
  registrations: 'graph:userRegistrationDetails',
  roles: 'graph:directoryRoles',
  assignments: 'graph:roleAssignments',
  policies: 'graph:conditionalAccessPolicies',
  locations: 'graph:namedLocations',
} as const;
type Category = (typeof snapshotCategories)[keyof typeof snapshotCategories];

/** null where the row is of no roster or policy that we read. `top`: a record without `category` and `properties`. */
export function snapshotCategory(top: Fields): Category | null {
  const { users, registrations, roles, assignments, policies, locations } = snapshotCategories;
  if (Array.isArray(top.methodsRegistered) && typeof top.userPrincipalName === 'string') return registrations;
  if (typeof top.roleDefinitionId === 'string' && typeof top.principalId === 'string') return assignments;
  if (typeof top.roleTemplateId === 'string' && Array.isArray(top.members)) return roles;
  if (typeof top.state === 'string' && isFields(top.conditions)) return policies;
  if (Array.isArray(top.ipRanges) || Array.isArray(top.countriesAndRegions)) return locations;
  if (typeof top.userPrincipalName !== 'string' || typeof top.id !== 'string' || typeof top.displayName !== 'string') return null;
  const other = top.status ?? top.riskState ?? top.appId;
  return other === undefined ? users : null;
}

/**
 * One event for each person or thing that the row is about. A list of roles names all its members; who is not in it is not
 * said to have lost the role, for other roles may be exported apart.
 */
export function snapshots(
  category: string,
  row: Fields,
  base: EventBase,
  directory: string | null,
  gaps: string[],
): readonly Snapshot[] {
  const of = (
    kind: Snapshot['of'],
    target: Identity | null,
    name: string | null,
    states: readonly SnapshotState[],
  ): Snapshot => ({
    ...base,
    kind: 'snapshot',
    target,
    of: kind,
    name,
    states,
  });
  switch (category) {
    case snapshotCategories.users:
      return [of('user', auditUser(row, directory, gaps), null, userStates(row))];
    case snapshotCategories.registrations: {
      const named = {
        id: row.id,
        userPrincipalName: row.userPrincipalName,
        displayName: row.userDisplayName,
        userType: row.userType,
      };
      return [of('authentication-methods', auditUser(named, directory, gaps), null, registrationStates(row))];
    }
    case snapshotCategories.roles:
      return list(row.members)
        .filter(isFields)
        .map((member, i) =>
          numbered(of('role', auditUser(respell(member), directory, gaps), text(row.displayName), [holdsRole]), i),
        );
    case snapshotCategories.assignments: {
      const principal = inner(row.principal) ?? { id: row.principalId };
      return [of('role', auditUser(principal, directory, gaps), text(inner(row.roleDefinition)?.displayName), [holdsRole])];
    }
    case snapshotCategories.policies:
      return [of('policy', null, text(row.displayName), [policyState(row)])];
    default:
      return [of('named-location', null, text(row.displayName), locationStates(row))];
  }
}

function inner(value: unknown): Fields | null {
  const found = object(value);
  return found === null ? null : respell(found);
}

const holdsRole: SnapshotState = { fact: 'privileged', about: null, value: 'yes' };

/** Several events of one row need an id each. */
function numbered(snapshot: Snapshot, place: number): Snapshot {
  return place === 0 ? snapshot : { ...snapshot, id: `${snapshot.id}#${place}` };
}

function userStates(row: Fields): readonly SnapshotState[] {
  if (typeof row.accountEnabled !== 'boolean') return [];
  return [{ fact: 'disabled', about: null, value: row.accountEnabled ? null : 'yes' }];
}

function registrationStates(row: Fields): readonly SnapshotState[] {
  const states: SnapshotState[] = [{ fact: 'factors', about: null, value: factorList(list(row.methodsRegistered)) }];
  if (typeof row.isAdmin === 'boolean') states.push({ fact: 'privileged', about: null, value: row.isAdmin ? 'yes' : null });
  return states;
}

/** In the order of the alphabet, at most 16; `none` for nobody's. */
export function factorList(methods: readonly unknown[]): string {
  const words = methods.flatMap((method) => text(method)?.slice(0, 40).toWellFormed() ?? []);
  return words.length === 0 ? 'none' : [...new Set(words)].sort().slice(0, 16).join(',');
}

const policyWords: Readonly<Record<string, string>> = {
  enabled: 'on',
  disabled: 'off',
  enabledForReportingButNotEnforced: 'report-only',
};

/** `on:mfa`, `report-only:block`, `off`. */
function policyState(row: Fields): SnapshotState {
  const state = text(row.state) ?? '';
  const word = Object.hasOwn(policyWords, state) ? policyWords[state] : undefined;
  const grant = inner(row.grantControls);
  const controls = list(grant?.builtInControls).flatMap((control) => text(control)?.toLowerCase() ?? []);
  if (isFields(grant?.authenticationStrength)) controls.push('authentication-strength');
  const value = word === undefined ? null : controls.length === 0 ? word : `${word}:${controls.slice(0, 8).join('+')}`;
  return { fact: 'policy', about: id(row.id) ?? text(row.displayName) ?? '?', value };
}
