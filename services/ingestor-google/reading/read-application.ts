/** Reads one application of a customer until it is stopped: takes its cursor, or stands by while another reader has it. */

import type { Intake, LiveSource, Vitals } from '@gatewatch/domain';
import type { GoogleSource } from '@gatewatch/runtime';
import type { Reports } from '../api/reports.ts';
import type { Application } from '../applications.ts';
import type { Clock } from '../clock.ts';
import { type Cursor, CursorLost, leaseMs, openCursor, type Place } from './cursor.ts';
import { type Kept, StoreFailed } from './kept.ts';
import type { Pace } from './pace.ts';
import { createPatience } from './patience.ts';
import { readOn } from './read-on.ts';
import { openRecent, type Recent } from './recent.ts';
import { startLearning } from './start-learning.ts';

export interface ReaderOf {
  readonly config: GoogleSource;
  readonly application: Application;
  readonly source: LiveSource;
  readonly reports: Reports;
  readonly store: Kept;
  readonly intake: Intake;
  readonly vitals: Vitals;
  readonly clock: Clock;
  readonly pace: Pace;
  /** In [0, 1). */
  readonly random: () => number;
  /** Names this process among the readers. */
  readonly reader: string;
  readonly signal: AbortSignal;
}

/** Resolves when the signal is aborted; rejects with a bug. */
export async function readApplication(of: ReaderOf): Promise<void> {
  const { source, vitals, clock, signal } = of;
  const patience = createPatience(of);
  let cursor: Cursor | null = null;
  let recent: Recent | null = null;
  try {
    while (!signal.aborted) {
      try {
        recent = null;
        cursor = await take(of);
        if (cursor === null) {
          await clock.sleep(leaseMs / 3, signal);
          continue;
        }
        recent = await openRecent(of.store, `${scopeOf(of)}/known/${of.application}`);
        await readOn(of, cursor, recent, patience);
      } catch (thrown) {
        if (thrown instanceof CursorLost) cursor = null;
        else await patience.endure(thrown);
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    await part(cursor, recent);
    vitals.gone(source.name);
  }
}

/** What a window that was given up had handed over is known to who reads it again, and the cursor is free at once. */
async function part(cursor: Cursor | null, recent: Recent | null): Promise<void> {
  if (cursor === null) return;
  try {
    await recent?.save();
    await cursor.release();
  } catch (thrown) {
    if (!(thrown instanceof CursorLost || thrown instanceof StoreFailed)) throw thrown; // the lease runs out by itself
  }
}

/** Null while another reads. */
async function take(of: ReaderOf): Promise<Cursor | null> {
  const { store, application, reader, source, intake, vitals, signal } = of;
  const open = (first?: Place) => openCursor(store, scopeOf(of), application, reader, first);
  let opened = await open();
  if ('missing' in opened) {
    const now = of.clock.now();
    await startLearning(store, intake, source.tenant, now, signal);
    opened = await open({ read: now - of.config.settle - of.config.backfill, asked: now, swept: now });
  }
  if ('held' in opened) return opened.held;
  vitals.healthy(source.name, 'heldBy' in opened ? `stands by: ${opened.heldBy} reads` : 'stands by');
  return null;
}

function scopeOf({ config }: ReaderOf): string {
  return `google/${config.name}/${config.customer}`;
}
