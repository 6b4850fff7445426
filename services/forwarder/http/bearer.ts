/** A bearer token of OAuth 2.0 (RFC 6749, 4.4; RFC 7523): fetched when needed, kept until shortly before its end. */

import type { Answer } from '@gatewatch/domain';
import { answerOf, answerOfError } from './answer.ts';
import type { HttpWorld } from './deliver.ts';
import { jsonObject } from './json-object.ts';
import { httpCall } from './post.ts';

export interface BearerSource {
  readonly url: URL;
  /** What is posted for a token, made anew each time. */
  readonly form: () => Readonly<Record<string, string>>;
  /** For sentences: who gives the token, and which keys of the configuration it follows from. */
  readonly giver: string;
  readonly see: string;
}

export interface Bearer {
  /** The token, or why there is none. */
  token(signal: AbortSignal): Promise<string | Answer>;
  /** It was refused before its time. */
  forget(): void;
}

const renewMs = 5 * 60_000;

export function createBearer({ url, form, giver, see }: BearerSource, { guard, clock }: HttpWorld): Bearer {
  let kept: { readonly text: string; readonly until: number } | null = null;
  return {
    async token(signal) {
      if (kept !== null && clock.now() < kept.until - renewMs) return kept.text;
      try {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const answer = await httpCall({ url, headers, body: new URLSearchParams(form()).toString() }, guard, signal);
        if (answer.status === 400 || answer.status === 401)
          return { kind: 'refused', code: 'no-token', why: `${giver} gives no token (${answer.status}): see ${see}` };
        if (answer.status !== 200) return answerOf(answer, clock.now());
        const { access_token: text, expires_in: seconds } = jsonObject(answer.body) ?? {};
        if (typeof text !== 'string')
          return { kind: 'retry', code: 'no-token', why: `${giver} answered without a token`, afterMs: null };
        kept = { text, until: clock.now() + (Number(seconds) || 0) * 1000 };
        return text;
      } catch (error) {
        return answerOfError(error);
      }
    },
    forget() {
      kept = null;
    },
  };
}
