/** What Google said when it did not give what was asked for: status, words for machines, its own sentence. Of any thrown value. */

import type { Clock } from '../clock.ts';

export interface Answer {
  /** HTTP status; null where nothing came back. */
  readonly status: number | null;
  /** In lower case: `ratelimitexceeded`, `invalid_grant`, `service_disabled` … */
  readonly reasons: readonly string[];
  /** Google's sentence, cut at 200 characters; the client's where there was no answer. */
  readonly text: string;
  readonly retryAfterMs: number | null;
}

export function answerOf(thrown: unknown, clock: Clock): Answer {
  const response = get(thrown, 'response');
  const status = get(response, 'status');
  const body = parsed(get(response, 'data'));
  const error = get(body, 'error');
  const inner = [...list(get(error, 'errors')), ...list(get(error, 'details'))];
  const reasons: readonly unknown[] = [error, get(error, 'status'), ...inner.map((one) => get(one, 'reason'))];
  const said = [get(body, 'error_description'), get(error, 'message'), get(thrown, 'message')];
  return {
    status: typeof status === 'number' ? status : null,
    reasons: reasons.filter((one) => typeof one === 'string').map((reason) => reason.toLowerCase()),
    text: plain(said.find((one) => typeof one === 'string' && one !== '') ?? thrown),
    retryAfterMs: retryAfter(get(response, 'headers'), clock.now()),
  };
}

/** Bodies come as text, because pages are wanted as they were written. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** RFC 9110, 10.2.3: seconds, or a date. The client's headers are those of its own fetch, not of Node's. */
function retryAfter(headers: unknown, now: number): number | null {
  const read = get(headers, 'get');
  const text = typeof read === 'function' ? read.call(headers, 'retry-after') : get(headers, 'retry-after');
  if (typeof text !== 'string') return null;
  if (/^\d{1,7}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function plain(said: unknown): string {
  return String(said).replaceAll(/\s+/g, ' ').trim().slice(0, 200).toWellFormed().replace(/[.:]$/, '');
}

function get(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
