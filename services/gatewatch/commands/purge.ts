/** `gatewatch purge`: what is older than the retention of the configuration leaves a kept database. */

import { type Alert, type GivenVerdict, label } from '@gatewatch/domain';
import { decodeSubject } from '@gatewatch/engine';
import { loadConfig, UserMistake } from '@gatewatch/runtime';
import { refuseWhileRunning } from '../run/state-folder.ts';
import { say } from '../terminal.ts';
import { openKept } from '../triage/kept.ts';
import { dateOf } from './dates.ts';

export interface PurgeOptions {
  readonly db: string;
  readonly config: string;
  /** The day that counts as today; default: the clock of this machine. */
  readonly asOf?: string;
}

export async function purgeCommand(options: PurgeOptions): Promise<void> {
  const { retention } = await loadConfig(options.config);
  if (retention.alerts === undefined && retention.subjects === undefined)
    throw new UserMistake(
      `${label(options.config, 200)} names no retention: write retention: {alerts: 365d, subjects: 400d}, or one of them.`,
    );
  refuseWhileRunning(options.db);
  const now = dateOf('--as-of', options.asOf) ?? Date.now();
  const alertsFrom = now - (retention.alerts ?? Number.POSITIVE_INFINITY);
  const subjectsFrom = now - (retention.subjects ?? Number.POSITIVE_INFINITY);
  const gone = { alerts: new Set<string>(), subjects: 0 };
  await using ledger = openKept(options.db);
  for (const alert of await ledger.alerts()) if (alert.lastSeen < alertsFrom) gone.alerts.add(alert.id);
  const keys = new Set<string>();
  await ledger.rewrite({
    meta: (text) => text,
    fact: (stored) => stored,
    subject({ key, state }) {
      if (key.startsWith('\n')) return state; // a counting lane lets go of its buckets by itself
      const { rows, base } = decodeSubject(key, state);
      if (
        Math.max(rows[rows.length - 1]?.time ?? Number.NEGATIVE_INFINITY, base.last ?? Number.NEGATIVE_INFINITY) >= subjectsFrom
      )
        return state;
      keys.add(key.slice(key.indexOf('\n') + 1));
      gone.subjects++;
      return null;
    },
    alert(text) {
      const { id }: Alert = JSON.parse(text);
      return gone.alerts.has(id) ? null : text;
    },
    verdict(text) {
      const { event }: GivenVerdict = JSON.parse(text);
      return gone.alerts.has(event.alert) ? null : text;
    },
    event: (text) => text, // they go within days by themselves
    link: ({ key }) => !keys.has(key),
  });
  say(`${gone.alerts.size} alerts and ${gone.subjects} subjects were older than the retention and are gone.`);
}
