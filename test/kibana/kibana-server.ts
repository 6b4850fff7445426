/**
 * A server that answers as the documentation of Kibana's saved-objects API says (elastic.co, "Import saved objects", "Export saved
 * objects", "Get a space"): multipart form with a file whose name ends with .ndjson, kbn-xsrf, conflicts, missing references, ids
 * that are one a Kibana and not one a space. It is no Kibana: what an object means is nothing to it.
 */

import { readFileSync } from 'node:fs';
import { createServer as createPlain, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { z } from 'zod';
import type { Authority } from '../servers/certificates.ts';

export interface KibanaOptions {
  /** From 9.2 on it carries searches up to a shape with tabs, as Kibana does. */
  readonly version?: string;
  /** What the header `authorization` must be. */
  readonly authorization?: string;
  readonly basePath?: string;
  /** Besides the default one. */
  readonly spaces?: readonly string[];
  readonly authority?: Authority;
  /** In the place of the documented answer; null: that one. */
  readonly instead?: (path: string) => { readonly status: number; readonly headers?: object; readonly body: string } | null;
}

export interface KibanaServer extends AsyncDisposable {
  readonly url: string;
  /** Objects by `space type id`. */
  readonly objects: Map<string, Stored>;
  /** Method and path of each request. */
  readonly asked: string[];
}

const stored = z.looseObject({
  type: z.string(),
  id: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  references: z.array(z.object({ type: z.string(), id: z.string(), name: z.string() })),
  typeMigrationVersion: z.string(),
});
type Stored = z.output<typeof stored> & { readonly originId?: string };

/** The last shapes that this Kibana knows, as 9.0 has them. */
const known: Readonly<Record<string, readonly [number, number]>> = {
  dashboard: [10, 2],
  search: [10, 5],
  'index-pattern': [8, 0],
};

export async function startKibana(options: KibanaOptions = {}): Promise<KibanaServer> {
  const { basePath = '', spaces = [], authority } = options;
  const objects = new Map<string, Stored>();
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    answered(request).then(
      ({ status, body, headers = {} }) => respond(response, status, body, headers),
      (error) => respond(response, 500, { statusCode: 500, error: 'Internal Server Error', message: String(error) }, {}),
    );
  };
  const server =
    authority === undefined
      ? createPlain(listener)
      : createSecure({ key: readFileSync(authority.server.key), cert: readFileSync(authority.server.certificate) }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');

  async function answered(request: IncomingMessage): Promise<Said> {
    const url = new URL(request.url ?? '/', 'http://kibana');
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    const body = await bytesOf(request);
    const other = options.instead?.(url.pathname) ?? null;
    if (other !== null) return other;
    if (!url.pathname.startsWith(`${basePath}/`)) return notFound;
    const { authorization } = options;
    if (authorization !== undefined && request.headers.authorization !== authorization)
      return said(401, 'Unauthorized', '[security_exception]: unable to authenticate user');
    if (request.method !== 'GET' && request.headers['kbn-xsrf'] === undefined)
      return said(400, 'Bad Request', 'Request must contain a kbn-xsrf header.');
    const [, space = 'default', path = ''] = /^(?:\/s\/([^/]+))?(\/.*)$/.exec(url.pathname.slice(basePath.length)) ?? [];
    switch (`${request.method} ${path.replace(/^\/api\/spaces\/space\/.*/, '/api/spaces/space')}`) {
      case 'GET /api/status': {
        const version = { number: options.version ?? '9.0.0', build_flavor: 'traditional' };
        return { status: 200, body: { name: 'test', version, status: { overall: { level: 'available' } } } };
      }
      case 'GET /api/spaces/space': {
        const id = decodeURIComponent(path.slice('/api/spaces/space/'.length));
        return id === 'default' || spaces.includes(id) ? { status: 200, body: { id, name: id } } : notFound;
      }
      case 'POST /api/saved_objects/_export':
        return exported(space, body);
      case 'POST /api/saved_objects/_import':
        return imported(space, url.searchParams.get('overwrite') === 'true', request, body);
      default:
        return notFound;
    }
  }

  function carriedUp(one: Stored): Stored {
    const [major = 9, minor = 0] = (options.version ?? '9.0.0').split('.').map(Number);
    if (one.type !== 'search' || major < 9 || (major === 9 && minor < 2)) return one;
    const { title, description, ...tab } = one.attributes;
    const tabs = [{ id: one.id, label: 'Untitled', attributes: tab }];
    return { ...one, attributes: { ...one.attributes, tabs }, typeMigrationVersion: '10.6.0' };
  }

  function exported(space: string, body: Buffer): Said {
    const { objects: wanted } = z
      .object({ objects: z.array(z.object({ type: z.string(), id: z.string() })).min(1), excludeExportDetails: z.literal(true) })
      .loose()
      .parse(JSON.parse(body.toString()));
    const found = wanted.map(({ type, id }) => objects.get(`${space} ${type} ${id}`));
    if (found.includes(undefined)) return said(400, 'Bad Request', 'Error fetching objects to export');
    const lines = found.map((one) => JSON.stringify({ ...one, version: 'WzEsMV0=', updated_at: '2026-11-26T00:00:00.000Z' }));
    return { status: 200, body: lines.join('\n') };
  }

  async function imported(space: string, overwrite: boolean, request: IncomingMessage, body: Buffer): Promise<Said> {
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data')) return said(415, 'Unsupported Media Type', 'Unsupported Media Type');
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    if (!(file instanceof File)) return said(400, 'Bad Request', '[request body.file]: expected value of type [Stream]');
    if (!file.name.endsWith('.ndjson')) return said(400, 'Bad Request', `Invalid file extension ${file.name}`);
    const lines = (await file.text()).split('\n').filter((line) => line !== '');
    const all = lines.map((line) => stored.parse(JSON.parse(line)));
    const isHere = (of: { type: string; id: string }) =>
      all.some(({ type, id }) => type === of.type && id === of.id) || objects.has(`${space} ${of.type} ${of.id}`);
    const errors: object[] = [];
    const results: object[] = [];
    const writes: [string, Stored][] = [];
    for (const one of all) {
      const meta = { title: one.attributes.title };
      const refuse = (error: object) => errors.push({ type: one.type, id: one.id, meta, error });
      const newest = known[one.type];
      const [major = 0, minor = 0] = one.typeMigrationVersion.split('.').map(Number);
      // Only these kinds of references are looked for.
      const missing = one.references.filter((of) => ['index-pattern', 'search'].includes(of.type) && !isHere(of));
      const references = missing.map((of) => ({ type: of.type, id: of.id }));
      if (newest === undefined) refuse({ type: 'unsupported_type' });
      else if (major > newest[0] || (major === newest[0] && minor > newest[1]))
        refuse({ type: 'unknown', statusCode: 422, message: `Document "${one.id}" belongs to a more recent version of Kibana` });
      else if (missing.length > 0) refuse({ type: 'missing_references', references });
      else {
        const key = `${space} ${one.type} ${one.id}`;
        const elsewhere = [...objects.keys()].some((other) => other !== key && other.endsWith(` ${one.type} ${one.id}`));
        const copy = [...objects].find(([other, { originId }]) => other.startsWith(`${space} `) && originId === one.id);
        const there = objects.has(key) || copy !== undefined;
        if (there && !overwrite) {
          refuse({ type: 'conflict' });
          continue;
        }
        const id = objects.has(key) || !elsewhere ? one.id : (copy?.[1].id ?? crypto.randomUUID());
        results.push({
          ...{ type: one.type, id: one.id, meta, managed: false },
          ...(there ? { overwrite: true } : {}),
          ...(id === one.id ? {} : { destinationId: id }),
        });
        writes.push([`${space} ${one.type} ${id}`, id === one.id ? one : { ...one, id, originId: one.id }]);
      }
    }
    if (errors.length > 0) return { status: 200, body: { successCount: 0, success: false, warnings: [], errors } };
    for (const [key, one] of writes) objects.set(key, carriedUp(one));
    return { status: 200, body: { successCount: results.length, success: true, warnings: [], successResults: results } };
  }

  return {
    url: `${authority === undefined ? 'http' : 'https'}://127.0.0.1:${address.port}${basePath}`,
    objects,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Said {
  readonly status: number;
  readonly headers?: object;
  readonly body: unknown;
}

const notFound = said(404, 'Not Found', 'Not Found');

function said(statusCode: number, error: string, message: string): Said {
  return { status: statusCode, body: { statusCode, error, message } };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

function respond(response: ServerResponse, status: number, body: unknown, headers: object): void {
  response.writeHead(status, { 'kbn-name': 'test', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
}
