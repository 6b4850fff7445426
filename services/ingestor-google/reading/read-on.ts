/** The turn of a reader that holds its cursor: windows that close, one after the other, and once a day all that lateness reaches. */

import { GoogleFailed } from '../api/failure.ts';
import { overlapMs } from '../applications.ts';
import type { Cursor, Place } from './cursor.ts';
import { keptMs, longestMs, nextWindow, settleMs, shortestMs, sweepEveryMs, sweepWindows } from './next-window.ts';
import type { Patience } from './patience.ts';
import type { ReaderOf } from './read-application.ts';
import { readWindow, type Window } from './read-window.ts';
import type { Recent } from './recent.ts';
import { sleepHolding } from './sleep-holding.ts';

/** Ends by throwing alone: what patience endures, CursorLost, a bug, or the signal's reason. */
export async function readOn(of: ReaderOf, cursor: Cursor, recent: Recent, patience: Patience): Promise<never> {
  const { application, config, clock, intake, vitals, signal, source } = of;
  const labels = { tenant: source.tenant, source: source.name };
  const overlap = overlapMs[application];
  let reach = longestMs;
  let sweep: readonly Window[] = [];
  let sweepBegan = 0;
  for (;;) {
    const now = clock.now();
    const { place } = cursor;
    const due = place.asked + config.every;
    const window = nextWindow(place, overlap, now, reach);
    if (window !== null && (now >= due || place.read + config.every < now - settleMs)) {
      const done = await read(window);
      if (done) await finish({ ...place, read: window.to, asked: now }, window);
      reach = done ? Math.min(longestMs, reach * 2) : Math.max(shortestMs, reach / 2);
    } else if (sweep.length === 0 && now - place.swept >= sweepEveryMs) {
      sweep = sweepWindows(place, overlap, now);
      sweepBegan = now;
      if (sweep.length === 0) await cursor.move({ ...place, swept: now });
    } else if (sweep[0] !== undefined) {
      const done = await read(sweep[0]);
      if (!done) continue;
      vitals.count('gatewatch_source_found_late_total', labels, done.fresh);
      await recent.save();
      sweep = sweep.slice(1);
      if (sweep.length === 0) await cursor.move({ ...place, swept: sweepBegan });
    } else {
      await sleepHolding(due - now, clock, signal, cursor.renew);
    }
  }

  /** Null where a page was none of the window's, and it is time to begin it again. */
  async function read(window: Window) {
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
        const text = await of.reports.page({ application, from, to, token }, signal);
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
    await intake.progress(source, place.read, signal);
    vitals.set('gatewatch_source_progress_seconds', labels, place.read / 1000);
    const gap = missed ? `, what is older than ${new Date(clock.now() - keptMs).toISOString()} Google keeps no more` : '';
    patience.over(`read up to ${new Date(place.read).toISOString()}${gap}`);
  }
}
