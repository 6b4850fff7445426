/** What the client throws, as an answer: the server's refusal, no answer in time, a cut connection, a certificate that is not trusted. */

import { errors } from '@elastic/elasticsearch';
import { type BulkAnswer, refusalAnswer } from '../bulk/answer.ts';
import { object } from './bulk-answer.ts';

/** It answered, and refuses. */
export class ClusterRefused extends Error {
  readonly status: number;
  constructor(message: string, status: number, cause: unknown) {
    super(message, { cause });
    this.name = 'ClusterRefused';
    this.status = status;
  }
}

/** It did not answer, or is no Elasticsearch. */
export class ClusterUnreachable extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'ClusterUnreachable';
  }
}

/** Throws what is no fault of the cluster: a bug. */
export function faultOf(error: unknown, where: string): BulkAnswer {
  const again = (code: string, why: string): BulkAnswer => ({ kind: 'again', code, why, busy: false, afterMs: null });
  if (error instanceof errors.ResponseError) {
    const { type, reason } = object(object(error.body).error);
    const said = {
      ...(typeof type === 'string' ? { type } : {}),
      ...(typeof reason === 'string' ? { reason } : {}),
    };
    const status = error.statusCode ?? 0;
    if (status === 401 || status === 403)
      return again(
        `http-${status}`,
        `it answered ${status}: see that elasticsearch.apiKey, or username and password, are right and have the rights of docs/elasticsearch.md`,
      );
    return refusalAnswer(status, said, retryAfterMs(error.headers?.['retry-after']));
  }
  if (error instanceof errors.TimeoutError) return again('timed-out', `${where} did not answer in time`);
  if (error instanceof errors.ProductNotSupportedError)
    return again('no-elasticsearch', `what answers at ${where} is no Elasticsearch`);
  if (error instanceof errors.DeserializationError) return again('bad-answer', `what ${where} answers is no JSON`);
  if (error instanceof errors.ConnectionError || error instanceof errors.NoLivingConnectionsError) {
    const why = causeOf(error);
    return again(
      'unreachable',
      /certificate|self.signed|CERT|altname/i.test(why)
        ? `its certificate is not trusted (${why}): name its authority as elasticsearch.ca`
        : `${where} cannot be reached (${why})`,
    );
  }
  throw error;
}

/** RFC 9110 10.2.3: seconds or a date. */
function retryAfterMs(header: string | string[] | undefined): number | null {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return null;
  const ms = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : null;
}

function causeOf(error: Error): string {
  const inner = error.cause instanceof Error ? error.cause.message : error.message;
  return inner.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 200);
}
