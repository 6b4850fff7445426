import { hash32, type IdentityEvent, type SignIn } from '@gatewatch/domain';
import { clipped, mostId, mostRow } from './clipping.ts';
import { isRoutine } from './routine.ts';
import { Template, templateOf } from './template.ts';

/** 0: the same that it nearly always is, a hash of the record's own id for the request, the request's for the correlation. */
type Link = string | null | 0;

/**
 * A sign-in as a timeline keeps it, for up to two days: what it has in common with others stands in its template, so that there is
 * little of it for the collector to copy. For who reads it, it is a sign-in like any other.
 */
export class SignInRow implements SignIn {
  /** Replaced where another template that says the same is known. */
  of: Template;
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
    of: Template,
    id: string,
    record: string | null,
    time: number,
    lag: number | null,
    hash: string,
    request: Link,
    correlation: Link,
  ) {
    this.of = of;
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
    return this.record ?? this.id.slice(this.of.provider.length + 1);
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
    return this.of.tenant;
  }
  get provider(): SignIn['provider'] {
    return this.of.provider;
  }
  get category(): string {
    return this.of.category;
  }
  get gaps(): SignIn['gaps'] {
    return this.of.gaps;
  }
  get actor(): SignIn['actor'] {
    return this.of.actor;
  }
  get target(): SignIn['target'] {
    return this.of.target;
  }
  get ip(): string | null {
    return this.of.ip;
  }
  get place(): SignIn['place'] {
    return this.of.place;
  }
  get network(): SignIn['network'] {
    return this.of.network;
  }
  get interactive(): boolean {
    return this.of.interactive;
  }
  get outcome(): SignIn['outcome'] {
    return this.of.outcome;
  }
  get failure(): SignIn['failure'] {
    return this.of.failure;
  }
  get code(): string {
    return this.of.code;
  }
  get password(): SignIn['password'] {
    return this.of.password;
  }
  get secondFactor(): SignIn['secondFactor'] {
    return this.of.secondFactor;
  }
  get methods(): SignIn['methods'] {
    return this.of.methods;
  }
  get protocol(): string | null {
    return this.of.protocol;
  }
  get route(): SignIn['route'] {
    return this.of.route;
  }
  get client(): string | null {
    return this.of.client;
  }
  get device(): SignIn['device'] {
    return this.of.device;
  }
  get session(): string | null {
    return this.of.session;
  }
  get app(): string | null {
    return this.of.app;
  }
  get appId(): string | null {
    return this.of.appId;
  }
  get resource(): string | null {
    return this.of.resource;
  }
  get policies(): SignIn['policies'] {
    return this.of.policies;
  }
  get reportOnly(): SignIn['reportOnly'] {
    return this.of.reportOnly;
  }
  get risk(): SignIn['risk'] {
    return this.of.risk;
  }

  toJSON(): SignIn {
    return whole(this);
  }
}

/** Every field by itself and in one order, so that rows of any age are the same text. */
function whole(row: SignInRow): SignIn {
  const { of } = row;
  return {
    kind: 'sign-in',
    id: row.id,
    recordId: row.recordId,
    tenant: of.tenant,
    provider: of.provider,
    category: of.category,
    time: row.time,
    processed: row.processed,
    hash: row.hash,
    gaps: of.gaps,
    actor: of.actor,
    target: of.target,
    ip: of.ip,
    place: of.place,
    network: of.network,
    interactive: of.interactive,
    outcome: of.outcome,
    failure: of.failure,
    code: of.code,
    password: of.password,
    secondFactor: of.secondFactor,
    methods: of.methods,
    protocol: of.protocol,
    route: of.route,
    client: of.client,
    device: of.device,
    session: of.session,
    app: of.app,
    appId: of.appId,
    resource: of.resource,
    requestId: row.requestId,
    correlationId: row.correlationId,
    policies: of.policies,
    reportOnly: of.reportOnly,
    risk: of.risk,
  };
}

/** A row as who keeps it beyond the timeline wants it: an object of its own. */
export function wholeRow<T extends IdentityEvent>(row: T): T {
  return row instanceof SignInRow ? (whole(row) satisfies SignIn as IdentityEvent as T) : row;
}

/** A sign-in as ingest gives it; `known`: templates that it may fit, likeliest first. */
export function signInRow(event: SignIn, known: readonly Template[]): SignInRow {
  const routine = isRoutine(event);
  for (let i = 0; i < known.length; i++) {
    const template = known[i];
    if (template?.fits(event, routine) && isShort(event, template)) return rowOf(event, template);
  }
  const cut = clipped(event);
  if (cut !== event) return rowOf(cut, templateOf(cut, null));
  return rowOf(event, templateOf(event, likest(event, known)));
}

function isShort(event: SignIn, template: Template): boolean {
  return event.id.length <= mostId && template.lengthFor(event) + event.id.length <= mostRow;
}

function likest({ app, ip, code }: SignIn, known: readonly Template[]): Template | null {
  return known.find((of) => of.app === app && of.ip === ip && of.code === code) ?? known[0] ?? null;
}

function rowOf(event: SignIn, template: Template): SignInRow {
  const { id, recordId, time, processed, hash, requestId, correlationId } = event;
  const request = requestId === null ? null : requestId === recordId ? 0 : linkHash(requestId);
  return new SignInRow(
    template,
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
    new Template(row, null),
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
  return hash32(id).toString(36);
}

function isOwn({ id, recordId, provider }: SignIn): boolean {
  const at = provider.length;
  return id.length === at + 1 + recordId.length && id.charCodeAt(at) === 0x3a && id.startsWith(provider) && id.endsWith(recordId);
}
