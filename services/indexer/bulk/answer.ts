/** What Elasticsearch's answer to a bulk means for each document (elastic.co, "Bulk API"; shapes measured on 9.5.3). Pure. */

export type ItemAnswer =
  | { readonly kind: 'created' }
  /** The same or a newer copy is there. */
  | { readonly kind: 'known' }
  /** Not now. `busy`: the cluster wants less at a time. */
  | { readonly kind: 'again'; readonly code: string; readonly why: string; readonly busy: boolean }
  /** Never: the document itself is refused. */
  | { readonly kind: 'poison'; readonly code: string; readonly why: string };

export type BulkAnswer =
  | { readonly kind: 'items'; readonly items: readonly ItemAnswer[] }
  | {
      readonly kind: 'again';
      readonly code: string;
      readonly why: string;
      readonly busy: boolean;
      /** As the server asked for; null where it did not. */
      readonly afterMs: number | null;
    }
  /** Refused as a whole for its size or for one of its documents: smaller ones tell which. */
  | { readonly kind: 'halve'; readonly code: string; readonly why: string };

/** Errors that a document causes by itself. Any other 400 (a closed index, too many shards, a data stream) is the cluster's state. */
const poisons: ReadonlySet<string> = new Set([
  'action_request_validation_exception',
  'document_parsing_exception',
  'illegal_argument_exception',
  'mapper_parsing_exception',
  'strict_dynamic_mapping_exception',
]);
/** An illegal argument that speaks of where the document should go, not of what is in it. */
const aboutIndex = /data stream|index template|\balias\b|\bshards\b|pipeline/i;

export function itemAnswer(status: number, error: { readonly type?: string; readonly reason?: string } = {}): ItemAnswer {
  if (status >= 200 && status < 300) return { kind: 'created' };
  if (status === 409) return { kind: 'known' };
  const code = error.type ?? `http-${status}`;
  const reason = plain(error.reason ?? `status ${status}`);
  if (status === 400 && poisons.has(code) && !aboutIndex.test(reason)) return { kind: 'poison', code, why: reason };
  return { kind: 'again', code, why: `${code}: ${reason}`, busy: status === 429 };
}

export function refusalAnswer(
  status: number,
  error: { readonly type?: string; readonly reason?: string },
  afterMs: number | null,
): BulkAnswer {
  const code = error.type ?? `http-${status}`;
  const why = `it answered ${status}${error.reason === undefined ? '' : ` (${plain(error.reason)})`}`;
  if (status === 413 || (status === 400 && error.type !== undefined)) return { kind: 'halve', code, why };
  return { kind: 'again', code, why, busy: status === 429, afterMs };
}

const longest = 300;

/** Words from outside that go into logs and the quarantine: one line, no controls. */
function plain(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, longest);
}
