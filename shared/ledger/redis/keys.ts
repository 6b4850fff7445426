/** Names of the keys. What moves in one step carries one hash tag, so that a cluster keeps it on one node (redis.io, "Hash tags"). */

export interface PartitionKeys {
  /** Hash: token, holder, step, position, meta, said, published, trimmed. */
  readonly head: string;
  /** Hash: key of a subject → due, a line feed, state. */
  readonly subjects: string;
  /** Hash: key of a fact → value. */
  readonly facts: string;
  /** Sorted set: key of a subject by due. */
  readonly due: string;
  /** Hash: id → key. */
  readonly links: string;
  /** Hash: sequence → alert. Sequences from trimmed + 1 to said. */
  readonly outbox: string;
  /** Hash: id of an alert → revision, a line feed, its newest revision. */
  readonly alerts: string;
  /** Hash: place → argument, of a step that is too large for one call. */
  stage(step: string): string;
}

export function partitionKeys(prefix: string, partition: string): PartitionKeys {
  const name = `${prefix}:{${tag(`partition ${partition}`)}}`;
  return {
    head: `${name}:head`,
    subjects: `${name}:subjects`,
    facts: `${name}:facts`,
    due: `${name}:due`,
    links: `${name}:links`,
    outbox: `${name}:outbox`,
    alerts: `${name}:alerts`,
    stage: (step) => `${name}:stage:${step}`,
  };
}

/** Set of the names of all partitions. */
export const partitionsKey = (prefix: string) => `${prefix}:partitions`;
/** Hash: id of a verdict → sequence, a line feed, JSON; `:last` the newest sequence. */
export const verdictsKey = (prefix: string) => `${prefix}:{verdicts}`;

export interface LinkKeys {
  /** Hash: link → [key, claimed] in JSON. */
  readonly links: string;
  /** Hash: claimed address → number of links. */
  readonly claims: string;
  /** Hash: key → number of links. */
  readonly keys: string;
}

export function linkKeys(prefix: string, scope: string): LinkKeys {
  const name = `${prefix}:{${tag(`links ${scope}`)}}`;
  return { links: `${name}:links`, claims: `${name}:claims`, keys: `${name}:keys` };
}

/** Set of the scopes that hold links. */
export const linkScopesKey = (prefix: string) => `${prefix}:link-scopes`;

/** All bookmarks stand on one node, so that one clock tells their times. Set of scopes, and a hash a scope: name → bookmark. */
export const bookmarkScopesKey = (prefix: string) => `${prefix}:{bookmarks}:scopes`;
export const bookmarksKey = (prefix: string, scope: string) => `${prefix}:{bookmarks}:of:${scope}`;

export interface DeliveryKeys {
  /** Hash: destination, a line feed, id → row. */
  readonly rows: string;
  /** Hash: log partition → position. */
  readonly accepted: string;
  /** Sorted set: id by the time from which it may be claimed. */
  due(destination: string): string;
}

/** All deliveries stand on one node: what is owed moves with the position up to which it was read. */
export function deliveryKeys(prefix: string): DeliveryKeys {
  const name = `${prefix}:{deliveries}`;
  return { rows: `${name}:rows`, accepted: `${name}:accepted`, due: (destination) => `${name}:due:${destination}` };
}

function tag(text: string): string {
  return text.replace(/[{}%]/g, (one) => encodeURIComponent(one));
}
