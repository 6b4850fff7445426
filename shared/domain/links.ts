/**
 * Port: stable ids and the subject keys that they keep for ever (SEMANTICS.md 2), decided atomically, so that several ingestors
 * decide the same. One contract suite, every implementation runs it.
 */

export interface LinkRequest {
  /** Tenant, directory and stable id. */
  readonly link: string;
  /** Tenant and directory: within it claims are counted. */
  readonly scope: string;
  /** The address in its domain's normal form, on which claims are counted; null: a link is looked up, none is written. */
  readonly claimed: string | null;
  /** Key of the first id that claims the address; a second one gets `<claimed>~2`, or the next number that is nobody's key. */
  readonly person: string;
}

/** A link as it stands. */
export interface StandingLink {
  readonly link: string;
  readonly scope: string;
  readonly claimed: string;
  readonly key: string;
}

export interface Links extends AsyncDisposable {
  /** One key a request, in order; null where `claimed` is null and no link stands. Written before it resolves. */
  decide(requests: readonly LinkRequest[]): Promise<readonly (string | null)[]>;
  /** Every link, in no order: for backups. */
  all(): AsyncIterable<StandingLink>;
  /** Writes links as they once stood, none over one that stands: for backups. */
  restore(links: readonly StandingLink[]): Promise<void>;
  /** For erasure: the links go, and their claims with them. A link that does not stand is none's. */
  forget(links: readonly StandingLink[]): Promise<void>;
}
