/** Alerts into the indices of Elasticsearch, one document an alert, newest revision wins (elastic.co, "Bulk API", "Optimistic concurrency"). */

import type { Answer, Parcel } from '@gatewatch/domain';
import { alertIndex, eventIndex, inertJson, periods } from '@gatewatch/formats';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { ecsParcel } from '../ecs-parcel.ts';
import { deliverByHttp } from '../http/deliver.ts';
import { jsonObject } from '../http/json-object.ts';
import { secureUrl } from '../http/secure-url.ts';
import { happenedAt } from '../parcel-time.ts';
import { rendered } from '../rendered.ts';

const options = z.strictObject({
  url: z.string().describe('Of the cluster, such as https://elastic.example:9200.'),
  apiKey: z.string().optional().describe('An API key (encoded), as a reference to a secret.'),
  username: z.string().optional().describe('In the place of an API key.'),
  password: z.string().optional().describe('Its password, as a reference to a secret.'),
  namespace: z
    .string()
    .regex(/^[a-z0-9_]{1,50}$/, 'write small letters, digits and underscores')
    .default('default')
    .describe('Stands in the names of indices.'),
  period: z.enum(periods).default('day').describe('How much time an index of events holds.'),
  ca: z.string().optional().describe('PEM of an own authority: file:PATH.'),
});

export const elasticsearch = destinationType({
  type: 'elasticsearch',
  title: 'Elasticsearch',
  setUp: [
    'Make an API key with the right `create_doc`, `index` and `auto_configure` on `gatewatch-alerts-*` (and `logs-gatewatch.events-*` for events), and no other.',
    'Give the cluster the index template with explicit mappings before the first alert comes.',
  ],
  notes: [
    'Index `gatewatch-alerts-<namespace>-YYYY.MM` by the time of its anchor record, `_id` the alert, external version its revision: repeats change nothing.',
    'Events go to `logs-gatewatch.events-<namespace>-<period>` by their own time, `_id` the event, external version that of its newest copy, as the indexer names them.',
    'A document that the mapping refuses is dead with its reason; the others of the same call are not held up.',
  ],
  options,
  example: { url: 'https://elastic.example:9200', apiKey: 'file:secrets/elastic-api-key' },
  secrets: ['apiKey', 'password'],
  events: true,
  async open(chosen, world) {
    const base = secureUrl(chosen.url, `destinations.${world.name}.url`, world.insecure);
    const tls = chosen.ca === undefined ? {} : { ca: chosen.ca };
    const basic = Buffer.from(`${chosen.username}:${chosen.password}`).toString('base64');
    const authorization =
      chosen.apiKey !== undefined ? `ApiKey ${chosen.apiKey}` : chosen.username !== undefined ? `Basic ${basic}` : null;
    const headers = { 'content-type': 'application/x-ndjson', ...(authorization === null ? {} : { authorization }) };
    const url = new URL('/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason', base);
    const textOf = rendered((one) => actionOf(one, chosen));
    return {
      limits: {
        items: 500,
        bytes: 5_000_000,
        measure: (one) => textOf(one).length,
        concurrency: 2,
        perSecond: 20,
        patienceMs: 60_000,
      },
      async send(parcels, signal) {
        let each: readonly Answer[] | null = null;
        const body = parcels.map(textOf).join('');
        const answer = await deliverByHttp({ url, headers, body, tls }, world, signal, (response) => {
          if (response.status === 200) each = answersOf(response.body, parcels.length);
          return null;
        });
        return each ?? parcels.map(() => answer);
      },
      async [Symbol.asyncDispose]() {},
    };
  },
  sample: (chosen, parcels) => parcels.map((one) => actionOf(one, chosen)).join(''),
});

function actionOf(parcel: Parcel, { namespace, period }: z.output<typeof options>): string {
  const { alert, event } = parcel;
  const name =
    event === undefined
      ? alertIndex(namespace, alert ?? { firstSeen: happenedAt(parcel) })
      : eventIndex(namespace, period, event.time);
  const index = { _index: name, _id: parcel.id, version: parcel.revision, version_type: 'external_gte' };
  return `${JSON.stringify({ index })}\n${inertJson(ecsParcel(parcel))}\n`;
}

/** "Bulk API": one item an action, in order. A version conflict says that a newer revision is there already. */
function answersOf(body: string, count: number): readonly Answer[] {
  const said = parsed(body);
  const broken: Answer = { kind: 'retry', code: 'bad-answer', why: 'the cluster answered with no list of items', afterMs: null };
  if (said === null) return Array.from({ length: count }, () => broken);
  if (said.errors === false) return Array.from({ length: count }, () => ({ kind: 'delivered' }));
  return Array.from({ length: count }, (_, i): Answer => {
    const item = Object.values(said.items?.[i] ?? {})[0];
    if (item === undefined) return broken;
    const status = item.status ?? 0;
    if ((status >= 200 && status < 300) || status === 409) return { kind: 'delivered' };
    const code = item.error?.type ?? `http-${status}`;
    const why = `the cluster says ${code}: ${String(item.error?.reason ?? status)
      .replaceAll(/[^\x20-\x7e]+/g, ' ')
      .slice(0, 160)}`;
    if (status === 429 || status === 503 || status >= 500) return { kind: 'retry', code, why, afterMs: null };
    if (status === 403) return { kind: 'refused', code, why }; // a read-only block, or no right
    return { kind: 'rejected', code, why };
  });
}

interface Said {
  readonly errors?: boolean;
  readonly items?: readonly Readonly<
    Record<string, { readonly status?: number; readonly error?: { readonly type?: string; readonly reason?: string } }>
  >[];
}

function parsed(body: string): Said | null {
  return jsonObject(body);
}
