/**
 * The boards into Kibana by its saved-objects API (elastic.co, "Import saved objects", "Export saved objects"), so often as one likes:
 * what is there already as it should be is left alone.
 */

import { isDeepStrictEqual } from 'node:util';
import { ndjsonOf, oldestKibana, type SavedObject } from '@gatewatch/boards';
import { UserMistake } from '@gatewatch/runtime';
import { type Answer, type Connection, wordsOf } from './connection.ts';

export interface Told {
  readonly object: SavedObject;
  /** `replaced`: it was there and differed, whether of another release or changed in Kibana. */
  readonly became: 'made' | 'replaced' | 'left alone';
  /** The id that Kibana gave it in this space, where it is another. */
  readonly id: string | null;
}

/** Throws UserMistake with one line a problem. */
export async function importBoards(
  kibana: Connection,
  space: string | null,
  objects: readonly SavedObject[],
): Promise<readonly Told[]> {
  await refuseOld(kibana);
  if (space !== null) await refuseUnknownSpace(kibana, space);
  const same: boolean[] = [];
  for (const one of objects) same.push(await isThere(kibana, one));
  if (!same.includes(false)) return objects.map((object) => ({ object, became: 'left alone', id: null }));
  // All of them: Kibana refuses an object whose data view came not with it and is not there.
  const done = await imported(kibana, objects);
  return objects.map((object, i) => {
    const of = done.find(({ type, id }) => type === object.type && id === object.id);
    const became = same[i] === true ? 'left alone' : of?.overwrite === true ? 'replaced' : 'made';
    return { object, became, id: of?.destinationId ?? null };
  });
}

/** A Kibana that does not say its version (it need not, to strangers) is taken for one that is new enough. */
async function refuseOld(kibana: Connection): Promise<void> {
  const answer = await kibana.ask('GET', '/api/status');
  const status = objectOf(answer);
  if (answer.status !== 200 || status === null || !('status' in status || 'version' in status))
    throw new UserMistake(`${kibana.shown} answers, but not as Kibana does (${answer.status}): check --url.`);
  const version = fieldOf(status.version, 'number');
  if (typeof version === 'string' && Number.parseInt(version, 10) < Number.parseInt(oldestKibana, 10))
    throw new UserMistake(
      `${kibana.shown} is ${version.slice(0, 20)}, and the boards need ${oldestKibana} or newer: upgrade it, or use another.`,
    );
}

/** Kibana would import into a space that does not exist, where nobody sees it. */
async function refuseUnknownSpace(kibana: Connection, space: string): Promise<void> {
  const answer = await kibana.ask('GET', `/api/spaces/space/${encodeURIComponent(space)}`);
  if (answer.status === 404)
    throw new UserMistake(`${kibana.shown} has no space "${space}": make it there, or name another with --space.`);
}

/** All that we write of it is there and the same, whatever the order of its keys. What a newer Kibana has added is Kibana's. */
async function isThere(kibana: Connection, { type, id, attributes, references }: SavedObject): Promise<boolean> {
  const request = { objects: [{ type, id }], includeReferencesDeep: false, excludeExportDetails: true };
  const answer = await kibana.ask('POST', '/api/saved_objects/_export', {
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify(request)),
  });
  if (answer.status !== 200) return false; // it has none, and says so with 400
  const there = objectOf(answer);
  return (
    there !== null &&
    Object.entries(attributes).every(([key, one]) => isDeepStrictEqual(opened(fieldOf(there.attributes, key)), opened(one))) &&
    isDeepStrictEqual(sorted(there.references), sorted(references))
  );
}

/** Texts of JSON as what they say. */
function opened(value: unknown): unknown {
  if (typeof value === 'string' && /^[[{]/.test(value)) {
    try {
      return opened(JSON.parse(value));
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one)]));
}

function sorted(references: unknown): readonly string[] {
  if (!Array.isArray(references)) return [];
  return references.map((one) => `${fieldOf(one, 'name')} ${fieldOf(one, 'type')} ${fieldOf(one, 'id')}`).sort();
}

interface Imported {
  readonly type: string;
  readonly id: string;
  readonly overwrite: boolean;
  readonly destinationId: string | null;
}

async function imported(kibana: Connection, objects: readonly SavedObject[]): Promise<readonly Imported[]> {
  const answer = await kibana.ask(
    'POST',
    '/api/saved_objects/_import?overwrite=true',
    fileForm('gatewatch.ndjson', ndjsonOf(objects)),
  );
  const said = objectOf(answer);
  if (answer.status === 404)
    throw new UserMistake(`${kibana.shown} has no import of saved objects at this address: check --url, its base path too.`);
  if (answer.status === 413)
    throw new UserMistake(`${kibana.shown} takes no file so large: raise savedObjects.maxImportPayloadBytes in kibana.yml.`);
  if (answer.status !== 200 || said === null)
    throw new UserMistake(
      `${kibana.shown} did not import the boards (${answer.status}${wordsOf(answer.body)}): nothing was changed.`,
    );
  const errors = listOf(said.errors);
  if (said.success !== true || errors.length > 0)
    throw new UserMistake(
      errors.length === 0
        ? `${kibana.shown} did not import the boards and does not say why: look into its log.`
        : errors.map((error) => `${kibana.shown}: ${errorWords(error)}`).join('\n'),
    );
  return listOf(said.successResults).map((one) => ({
    type: String(fieldOf(one, 'type')),
    id: String(fieldOf(one, 'id')),
    overwrite: fieldOf(one, 'overwrite') === true,
    destinationId: textOf(fieldOf(one, 'destinationId')),
  }));
}

/** RFC 7578, one file. */
function fileForm(name: string, text: string): { readonly type: string; readonly bytes: Uint8Array } {
  const boundary = `gatewatch-${crypto.randomUUID()}`;
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/ndjson\r\n\r\n`;
  return { type: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.from(`${head}${text}\r\n--${boundary}--\r\n`) };
}

/** SavedObjectsImportFailure of Kibana. */
function errorWords(failure: unknown): string {
  const what = `${kindOf(String(fieldOf(failure, 'type')))} ${String(fieldOf(failure, 'id'))}`;
  const error = fieldOf(failure, 'error');
  switch (fieldOf(error, 'type')) {
    case 'missing_references': {
      const names = listOf(fieldOf(error, 'references')).map(
        (one) => `${kindOf(String(fieldOf(one, 'type')))} ${fieldOf(one, 'id')}`,
      );
      return `${what} refers to ${names.join(', ')}, which is not there: import the files of deploy/kibana whole.`;
    }
    case 'conflict':
    case 'ambiguous_conflict':
      return `${what} is there already under another id: delete it in Stack Management, Saved Objects, and try again.`;
    case 'unsupported_type':
      return `${what} is of a kind that this Kibana does not know: the boards need ${oldestKibana} or newer.`;
    default:
      return `${what} was refused${wordsOf(JSON.stringify(error ?? {}))}.`;
  }
}

/** As people know them. */
export function kindOf(type: string): string {
  return { dashboard: 'board', search: 'search', 'index-pattern': 'data view' }[type] ?? type;
}

function objectOf({ body }: Answer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
