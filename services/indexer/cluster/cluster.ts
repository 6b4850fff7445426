/**
 * The cluster behind Elasticsearch's own client. Every request has a time-out and is made once: who asks decides what comes after
 * (the client's own retries come within milliseconds, and without a time-out it waits for ever).
 */

import { Client, errors } from '@elastic/elasticsearch';
import type { BulkAnswer } from '../bulk/answer.ts';
import { bulkAnswerOf } from './bulk-answer.ts';
import { ClusterRefused, ClusterUnreachable, faultOf } from './faults.ts';
import type { ClusterSettings } from './settings.ts';

export interface Cluster extends AsyncDisposable {
  /** Total: faults of the network and of the server are answers. Rejects with the signal's reason. */
  bulk(body: string, count: number, signal: AbortSignal): Promise<BulkAnswer>;
  /** A request with an answer in JSON; null where it is 404. Throws ClusterUnreachable and ClusterRefused. */
  ask(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>;
}

export function openCluster(settings: ClusterSettings): Cluster {
  const { nodes, apiKey, username, password, ca, requestMs } = settings;
  const auth = apiKey !== undefined ? { apiKey } : username !== undefined ? { username, password: password ?? '' } : null;
  const client = new Client({
    nodes: [...nodes],
    requestTimeout: requestMs,
    maxRetries: 0,
    resurrectStrategy: 'optimistic',
    enableMetaHeader: false,
    ...(auth === null ? {} : { auth }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
  const patience = { requestTimeout: requestMs, maxRetries: 0, retryOnTimeout: false } as const;
  const where = nodes.join(', ');
  return {
    async bulk(body, count, signal) {
      try {
        const said = await client.transport.request(
          { method: 'POST', path: '/_bulk', bulkBody: body, querystring: { filter_path: bulkPaths } },
          { ...patience, signal },
        );
        return bulkAnswerOf(said, count);
      } catch (error) {
        signal.throwIfAborted();
        return faultOf(error, where);
      }
    },
    async ask(method, path, body) {
      try {
        return await client.transport.request({ method, path, ...(body === undefined ? {} : { body }) }, patience);
      } catch (error) {
        if (error instanceof errors.ResponseError && error.statusCode === 404) return null;
        const fault = faultOf(error, where);
        const said = 'why' in fault ? fault.why : 'it gave no answer';
        if (error instanceof errors.ResponseError)
          throw new ClusterRefused(`Elasticsearch at ${where} refuses ${method} ${path}: ${said}`, error.statusCode ?? 0, error);
        throw new ClusterUnreachable(`Elasticsearch at ${where} cannot be used: ${said}`, error);
      }
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

const bulkPaths = 'errors,items.*.status,items.*.error.type,items.*.error.reason';
