/**
 * One closed window, page after page from the newest: what is not known yet is handed over. It resolves when all of the window is
 * durable downstream; a page that is none of the window's throws, and the window begins again.
 */

import type { Intake, LiveSource, RawBody } from '@gatewatch/domain';
import { GoogleFailed } from '../api/failure.ts';
import type { Application } from '../applications.ts';
import type { Activity } from './activity.ts';
import { page } from './page.ts';
import type { Recent } from './recent.ts';

export interface Window {
  /** Unix ms, both ends. */
  readonly from: number;
  readonly to: number;
}

export interface WindowRead {
  /** Activities that were handed over, and those that were known. */
  readonly fresh: number;
  readonly repeats: number;
}

export interface WindowOf {
  readonly source: LiveSource;
  readonly application: Application;
  readonly intake: Intake;
  readonly recent: Recent;
  readonly signal: AbortSignal;
  /** The text of a page; retries for itself what is worth asking again. */
  ask(window: Window, token: string | null): Promise<string>;
}

export async function readWindow(
  window: Window,
  { source, application, intake, recent, signal, ask }: WindowOf,
): Promise<WindowRead> {
  const tokens = new Set<string>();
  let fresh = 0;
  let repeats = 0;
  for (let token: string | null = null; ; ) {
    const { activities, next } = page(await ask(window, token), application);
    const unknown = activities.filter(({ time, key }) => time === null || !recent.has(time, key));
    repeats += activities.length - unknown.length;
    fresh += unknown.length;
    if (unknown.length > 0) {
      await intake.take(
        source,
        unknown.map((one) => body(one, window)),
        signal,
      );
      for (const { time, key } of unknown) if (time !== null) recent.add(time, key);
    }
    if (next === null) return { fresh, repeats };
    if (tokens.has(next))
      throw new GoogleFailed('page', `Google named the same next page of ${application} twice: the window begins again.`);
    tokens.add(next);
    token = next;
  }
}

/** Its position is its own time, by which the API finds it again. */
function body({ text, time }: Activity, { to }: Window): RawBody {
  return { position: time ?? to, received: to, bytes: Buffer.from(text) };
}
