/** The normal form of an address: lower case, the operator's domain map, then the alias file. */

export interface IdentityRules {
  /** Alias domain → primary domain, lower case. */
  readonly domains: ReadonlyMap<string, string>;
  /** Alias address → address, lower case. */
  readonly aliases: ReadonlyMap<string, string>;
}

export function normalAddress(address: string, rules: IdentityRules): string {
  return aliased(inDomain(address, rules), address, rules);
}

/** Lower case and in its primary domain. */
export function inDomain(address: string, rules: IdentityRules): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const domain = at > 0 ? rules.domains.get(lower.slice(at + 1)) : undefined;
  return domain === undefined ? lower : `${lower.slice(0, at)}@${domain}`;
}

/** The alias file may name an address before or after its domain was mapped; what it points at is mapped too. */
export function aliased(mapped: string, written: string, rules: IdentityRules): string {
  const person = rules.aliases.get(mapped) ?? rules.aliases.get(written.trim().toLowerCase());
  return person === undefined ? mapped : inDomain(person, rules);
}
