/** The turn of a reader that holds its cursor: windows that close, one after the other, and once a day all that lateness reaches. */

import { GoogleFailed } from '../api/failure.ts';
import { overlapMs } from '../applications.ts';
import type { Cursor, Place } from './cursor.ts';
import { keptMs, longestMs, nextStep, present, shortestMs } from './next-step.ts';
import type { Patience } from './patience.ts';
import type { ReaderOf } from './read-application.ts';
import { readWindow, type Window, type WindowRead } from './read-window.ts';
import type { Recent } from './recent.ts';
import { sleepHolding } from './sleep-holding.ts';

const nothing: WindowRead = { fresh: 0, repeats: 0 };

/** Ends by throwing alone: what patience endures, CursorLost, a bug, or the signal's reason. */
export async function readOn(of: ReaderOf, cursor: Cursor, recent: Recent, patience: Patience): Promise<never> {
  const { application, config, clock, intake, vitals, signal, source } = of;
  const labels = { tenant: source.tenant, source: source.name };
  const schedule = { overlapMs: overlapMs[application], settleMs: config.settle, everyMs: config.every };
  let reachMs = longestMs;
  let sweep: { readonly began: number; readonly left: readonly Window[] } | null = null;
  for (;;) {
    const now = clock.now();
    const place = present(cursor.place, now, config.settle);
    if (place !== cursor.place) await cursor.move(place);
    const step = nextStep(place, now, { ...schedule, reachMs });
    if (step.kind === 'wait') await sleepHolding(step.ms, clock, signal, cursor.renew);
    else if (step.kind === 'window') {
      const done = await read(step.window);
      if (done !== null) await finish({ ...place, read: step.window.to, asked: now }, step.window);
      reachMs = done === null ? Math.max(shortestMs, reachMs / 2) : Math.min(longestMs, reachMs * 2);
    } else {
      sweep ??= { began: now, left: step.windows };
      const [next, ...left] = sweep.left;
      const done = next === undefined ? nothing : await read(next);
      if (done === null) continue;
      vitals.count('gatewatch_source_found_late_total', labels, done.fresh);
      await recent.save();
      if (left.length === 0) await cursor.move({ ...place, swept: sweep.began });
      sweep = left.length === 0 ? null : { ...sweep, left };
    }
  }

  /** Null where a page was none of the window's, and it is time to begin it again. */
  async function read(window: Window): Promise<WindowRead | null> {
    try {
      const done = await readWindow(window, { source, application, intake, recent, signal, ask });
      vitals.count('gatewatch_source_repeats_total', labels, done.repeats);
      return done;
    } catch (thrown) {
      if (!(thrown instanceof GoogleFailed)) throw thrown;
      await patience.endure(thrown);
      return null;
    }
  }

  async function ask({ from, to }: Window, token: string | null): Promise<string> {
    for (;;) {
      await of.pace.turn(signal);
      await cursor.renew();
      try {
        const text = await of.reports.page({ application, from, to, token });
        patience.answered();
        return text;
      } catch (thrown) {
        if (!(thrown instanceof GoogleFailed) || thrown.kind === 'page' || thrown.kind === 'denied') throw thrown;
        await patience.endure(thrown, cursor.renew);
      }
    }
  }

  async function finish(place: Place, window: Window): Promise<void> {
    recent.forget(place.read);
    await recent.save();
    const missed = window.from > cursor.place.read;
    await cursor.move(place);
    vitals.set('gatewatch_checkpoint_seconds', labels, clock.now() / 1000);
    await intake.progress(source, place.read, signal);
    vitals.set('gatewatch_source_progress_seconds', labels, place.read / 1000);
    vitals.set('gatewatch_checkpoint_seconds', labels, place.asked / 1000);
    const gap = missed ? `, what is older than ${new Date(clock.now() - keptMs).toISOString()} Google keeps no more` : '';
    patience.over(`read up to ${new Date(place.read).toISOString()}${gap}`);
  }
}
