/**
 * The Reports API on loopback, with its token endpoint, IAM's signJwt and the metadata server of a machine that has an identity. Over
 * real HTTP, with real signatures; faults on command.
 */

import { sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Activities, activities, type Recorded } from './reports-server/activities.ts';
import { type ServiceAccount, serviceAccount } from './reports-server/service-account.ts';
import { type Answer, type TokenEndpoint, type TokenRules, tokenEndpoint } from './reports-server/token-endpoint.ts';

export interface ListCall {
  readonly application: string;
  readonly query: URLSearchParams;
  /** Of the clock that the server lives by, Unix ms. */
  readonly at: number;
  /** Numbered from 1. */
  readonly nth: number;
}

/** Answers in the place of the server, or changes what it answers; undefined: leaves it alone. `drop` cuts the connection. */
export type Fault = (call: ListCall, answer: () => Answer) => Answer | 'drop' | undefined;

export interface ReportsServer extends AsyncDisposable {
  /** Root of the API, where a machine's identity signs, where tokens are to be had. */
  readonly endpoints: { readonly api: string; readonly iam: string; readonly token: string };
  readonly tokenUrl: string;
  readonly account: ServiceAccount;
  readonly rules: TokenRules;
  readonly tokens: TokenEndpoint;
  readonly calls: readonly ListCall[];
  /** Host and port of the metadata server. */
  readonly metadata: string;
  /** Whether this machine's identity may sign for the account. */
  maySign: boolean;
  fault: Fault | null;
  records(application: string): Activities;
}

/** The one right that reading audit reports needs. */
const reportsScope = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';
const limitMs = 180 * 86_400_000;

export interface ReportsServerOf {
  readonly now: () => number;
  readonly delegate: string;
  readonly records?: Readonly<Record<string, readonly Recorded[]>>;
  readonly tokenLifeMs?: number;
  /** Google may give fewer than were asked for. */
  readonly pageSize?: number;
}

export async function reportsServer({
  now,
  delegate,
  records = {},
  tokenLifeMs = 3_600_000,
  pageSize = 1000,
}: ReportsServerOf): Promise<ReportsServer> {
  const account = serviceAccount();
  const rules: TokenRules = {
    publicKey: account.publicKey,
    account: account.email,
    delegates: [delegate],
    scopes: [reportsScope],
  };
  const tokens = tokenEndpoint(rules);
  const stores = new Map(Object.entries(records).map(([name, of]) => [name, activities(of, tokenLifeMs)]));
  const calls: ListCall[] = [];
  const recordsOf = (application: string): Activities => {
    const store = stores.get(application) ?? activities([], tokenLifeMs);
    stores.set(application, store);
    return store;
  };

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const answer = answerTo(request, body);
      if (answer === 'drop') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=UTF-8', ...answer.headers });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const root = `http://127.0.0.1:${port}/`;

  function answerTo(request: IncomingMessage, body: string): Answer | 'drop' {
    const url = new URL(request.url ?? '/', root);
    if (url.pathname === '/token') return tokens.exchange(new URLSearchParams(body), `${root}token`);
    if (url.pathname.startsWith('/computeMetadata/')) return metadata(url.pathname);
    if (url.pathname.endsWith(':signJwt')) return signed(request, body);
    const application = /^\/admin\/reports\/v1\/activity\/users\/all\/applications\/(\w+)$/.exec(url.pathname)?.[1];
    if (application === undefined) return refused(404, 'notFound', 'Not Found');
    const call = { application, query: url.searchParams, at: now(), nth: calls.length + 1 };
    calls.push(call);
    const honest = (): Answer => list(request, call);
    return door.fault?.(call, honest) ?? honest();
  }

  function list(request: IncomingMessage, { application, query }: ListCall): Answer {
    if (tokens.bearer(request.headers.authorization) === null) return refused(401, 'authError', 'Invalid Credentials');
    const from = Date.parse(query.get('startTime') ?? '');
    const to = Date.parse(query.get('endTime') ?? '');
    const most = Number(query.get('maxResults') ?? 1000);
    if (!(from < to)) return refused(400, 'invalid', 'Start time must be before end time');
    if (from < now() - limitMs) return refused(400, 'invalid', 'Start time is older than 180 days');
    if (!(most >= 1 && most <= 1000)) return refused(400, 'invalid', 'Invalid value for maxResults');
    const found = recordsOf(application).list({ from, to, most: Math.min(most, pageSize), token: query.get('pageToken') }, now());
    return 'refused' in found ? refused(400, 'invalid', found.refused) : { status: 200, body: found.body };
  }

  function metadata(path: string): Answer {
    const headers = { 'metadata-flavor': 'Google' };
    if (path.endsWith('/token')) {
      return { status: 200, headers, body: JSON.stringify({ access_token: 'machine', expires_in: 3599, token_type: 'Bearer' }) };
    }
    const text = path.endsWith('/email')
      ? 'machine@example.iam.gserviceaccount.com'
      : path.includes('universe')
        ? 'googleapis.com'
        : 'example';
    return { status: 200, headers: { ...headers, 'content-type': 'text/plain' }, body: text };
  }

  function signed(request: IncomingMessage, body: string): Answer {
    if (request.headers.authorization !== 'Bearer machine' || !door.maySign)
      return refused(
        403,
        'IAM_PERMISSION_DENIED',
        "Permission 'iam.serviceAccounts.signJwt' denied on resource (or it may not exist).",
      );
    const payload = String(JSON.parse(body).payload);
    const text = `${Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url')}.${Buffer.from(payload).toString('base64url')}`;
    const signature = sign('RSA-SHA256', Buffer.from(text), account.privateKey).toString('base64url');
    return { status: 200, body: JSON.stringify({ keyId: 'k2', signedJwt: `${text}.${signature}` }) };
  }

  const door = {
    endpoints: { api: root, iam: root, token: `${root}token` },
    tokenUrl: `${root}token`,
    account,
    rules,
    tokens,
    calls,
    metadata: `127.0.0.1:${port}`,
    maySign: true,
    fault: null as Fault | null,
    records: recordsOf,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return door;
}

/** As the API words it. */
export function refused(status: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const error = { code: status, message, errors: [{ domain: 'global', reason, message }] };
  return { status, body: JSON.stringify({ error }), headers };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
