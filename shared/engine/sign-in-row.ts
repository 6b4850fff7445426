import { hash32, type IdentityEvent, type SignIn } from '@gatewatch/domain';
import { base36 } from './base36.ts';
import { clipped, mostId, mostRow } from './clipping.ts';
import { type How, howOf, howOfRow } from './how.ts';
import { type What, whatOf } from './what.ts';
import { Where } from './where.ts';

/** 0: the same that it nearly always is, a hash of the record's own id for the request, the request's for the correlation. */
type Link = string | null | 0;

/**
 * A sign-in as a timeline keeps it, for up to two days: what it has in common with others of its person or of everybody stands in three
 * parts, so that there is little of it for the collector to copy. For who reads it, it is a sign-in like any other.
 */
export class SignInRow implements SignIn {
  /** Replaced where another that says the same is known, as the other two are. */
  where: Where;
  what: What;
  how: How;
  readonly id: string;
  /** null: the id without its provider. */
  readonly record: string | null;
  readonly time: number;
  /** ms from its time to its processing; null: not known. */
  readonly lag: number | null;
  readonly hash: string;
  readonly request: Link;
  readonly correlation: Link;

  constructor(
    where: Where,
    what: What,
    how: How,
    id: string,
    record: string | null,
    time: number,
    lag: number | null,
    hash: string,
    request: Link,
    correlation: Link,
  ) {
    this.where = where;
    this.what = what;
    this.how = how;
    this.id = id;
    this.record = record;
    this.time = time;
    this.lag = lag;
    this.hash = hash;
    this.request = request;
    this.correlation = correlation;
  }

  get kind(): 'sign-in' {
    return 'sign-in';
  }
  get recordId(): string {
    return this.record ?? this.id.slice(this.how.provider.length + 1);
  }
  get processed(): number | null {
    return this.lag === null ? null : this.time + this.lag;
  }
  get requestId(): string | null {
    return this.request === 0 ? linkHash(this.recordId) : this.request;
  }
  get correlationId(): string | null {
    return this.correlation === 0 ? this.requestId : this.correlation;
  }
  get tenant(): string {
    return this.what.tenant;
  }
  get provider(): SignIn['provider'] {
    return this.how.provider;
  }
  get category(): string {
    return this.what.category;
  }
  get gaps(): SignIn['gaps'] {
    return this.how.gaps;
  }
  get actor(): SignIn['actor'] {
    return this.where.actor;
  }
  get target(): SignIn['target'] {
    return this.where.target;
  }
  get ip(): string | null {
    return this.where.ip;
  }
  get place(): SignIn['place'] {
    return this.where.place;
  }
  get network(): SignIn['network'] {
    return this.where.network;
  }
  get interactive(): boolean {
    return this.how.interactive;
  }
  get outcome(): SignIn['outcome'] {
    return this.how.outcome;
  }
  get failure(): SignIn['failure'] {
    return this.how.failure;
  }
  get code(): string {
    return this.how.code;
  }
  get password(): SignIn['password'] {
    return this.how.password;
  }
  get secondFactor(): SignIn['secondFactor'] {
    return this.how.secondFactor;
  }
  get methods(): SignIn['methods'] {
    return this.how.methods;
  }
  get protocol(): string | null {
    return this.how.protocol;
  }
  get route(): SignIn['route'] {
    return this.how.route;
  }
  get client(): string | null {
    return this.what.client;
  }
  get device(): SignIn['device'] {
    return this.where.device;
  }
  get session(): string | null {
    return this.where.session;
  }
  get app(): string | null {
    return this.what.app;
  }
  get appId(): string | null {
    return this.what.appId;
  }
  get resource(): string | null {
    return this.what.resource;
  }
  get policies(): SignIn['policies'] {
    return this.how.policies;
  }
  get reportOnly(): SignIn['reportOnly'] {
    return this.how.reportOnly;
  }
  get risk(): SignIn['risk'] {
    return this.how.risk;
  }

  toJSON(): SignIn {
    return whole(this);
  }
}

/** Every field by itself and in one order, so that rows of any age are the same text. */
function whole(row: SignInRow): SignIn {
  const { where, what, how } = row;
  return {
    kind: 'sign-in',
    id: row.id,
    recordId: row.recordId,
    tenant: what.tenant,
    provider: how.provider,
    category: what.category,
    time: row.time,
    processed: row.processed,
    hash: row.hash,
    gaps: how.gaps,
    actor: where.actor,
    target: where.target,
    ip: where.ip,
    place: where.place,
    network: where.network,
    interactive: how.interactive,
    outcome: how.outcome,
    failure: how.failure,
    code: how.code,
    password: how.password,
    secondFactor: how.secondFactor,
    methods: how.methods,
    protocol: how.protocol,
    route: how.route,
    client: what.client,
    device: where.device,
    session: where.session,
    app: what.app,
    appId: what.appId,
    resource: what.resource,
    requestId: row.requestId,
    correlationId: row.correlationId,
    policies: how.policies,
    reportOnly: how.reportOnly,
    risk: how.risk,
  };
}

/** A row as who keeps it beyond the timeline wants it: an object of its own. */
export function wholeRow<T extends IdentityEvent>(row: T): T {
  return row instanceof SignInRow ? (whole(row) satisfies SignIn as IdentityEvent as T) : row;
}

/** A sign-in as ingest gives it. */
export function signInRow(event: SignIn): SignInRow {
  const where = new Where(event, null);
  const what = whatOf(event);
  const how = howOf(event);
  if (event.id.length <= mostId && event.id.length + where.length + what.length + how.length <= mostRow)
    return rowOf(event, where, what, how);
  const cut = clipped(event);
  return rowOf(cut, new Where(cut, null), whatOf(cut), howOf(cut));
}

function rowOf(event: SignIn, where: Where, what: What, how: How): SignInRow {
  const { id, recordId, time, processed, hash, requestId, correlationId } = event;
  const request = requestId === null ? null : requestId === recordId ? 0 : linkHash(requestId);
  return new SignInRow(
    where,
    what,
    how,
    id,
    isOwn(event) ? null : recordId,
    time,
    processed === null ? null : processed - time,
    hash.slice(0, 8),
    request,
    correlationId === requestId ? 0 : correlationId === null ? null : linkHash(correlationId),
  );
}

/** A sign-in that is a row already, in whatever form. */
export function asSignInRow(row: SignIn): SignInRow {
  if (row instanceof SignInRow) return row;
  const { id, recordId, time, processed, hash, requestId, correlationId } = row;
  return new SignInRow(
    new Where(row, null),
    whatOf(row),
    howOfRow(row),
    id,
    isOwn(row) ? null : recordId,
    time,
    processed === null ? null : processed - time,
    hash,
    requestId !== null && requestId === linkHash(recordId) ? 0 : requestId,
    correlationId === requestId ? 0 : correlationId,
  );
}

/** The ids that link rows of an attempt are only compared, within minutes. */
function linkHash(id: string): string {
  return base36(hash32(id));
}

function isOwn({ id, recordId, provider }: SignIn): boolean {
  const at = provider.length;
  return id.length === at + 1 + recordId.length && id.charCodeAt(at) === 0x3a && id.startsWith(provider) && id.endsWith(recordId);
}
