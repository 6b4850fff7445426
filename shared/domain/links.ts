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

export interface Links extends AsyncDisposable {
  /** One key a request, in order; null where `claimed` is null and no link stands. Written before it resolves. */
  decide(requests: readonly LinkRequest[]): Promise<readonly (string | null)[]>;
}
