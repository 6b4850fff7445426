/** The monitor's memory and a reading → its memory, and the alerts that open, change or close. Pure: a restart goes on where it was. */

import { type Alert, minuteMs, type Options, severities } from '@gatewatch/domain';
import { alertOf, type Episode, episodeId, ownTenant } from './alert-of.ts';
import type { Reading } from './reading.ts';
import type { KeptRule, Moment, Trouble } from './rule.ts';
import { rules } from './rules/index.ts';

/** JSON. */
export interface Memory {
  /** Of the reading before: Unix ms, and which run of the process. */
  readonly at: number;
  readonly run: string;
  /** By rule and component. */
  readonly of: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Trouble that stands or ended just now, by rule and component. */
  readonly episodes: Readonly<Record<string, Episode & { readonly component: string; readonly goodSince: number | null }>>;
}

export interface Watched {
  readonly memory: Memory;
  readonly alerts: readonly Alert[];
}

/** Longer between two readings, and the monitor was away: what it did not see is no silence. */
const awayMs = 5 * minuteMs;
/** Trouble that is gone for so long is over; what comes back before is the same. */
const overMs = 30 * minuteMs;

export function watch(before: Memory | null, reading: Reading, options: Options): Watched {
  const since = before === null ? null : reading.now - before.at;
  const moment: Moment = {
    now: reading.now,
    elapsedMs: since === null || since < 0 || since > awayMs ? null : since,
    restarted: before !== null && before.run !== reading.run,
  };
  const alerts: Alert[] = [];
  const of: Record<string, Record<string, unknown>> = {};
  const episodes: Record<string, Memory['episodes'][string]> = {};
  for (const rule of rules) {
    const memories: Record<string, unknown> = { ...before?.of[rule.id] };
    const seen = new Set<string>();
    for (const { component, tenant, memory, trouble } of rule.step(memories, reading, moment, options)) {
      memories[component] = memory;
      seen.add(component);
      const key = `${rule.id}\n${component}`;
      const next = episodeAfter(before?.episodes[key] ?? null, rule, component, tenant ?? ownTenant, trouble, moment, options);
      if (next.alert !== null) alerts.push(next.alert);
      if (next.episode !== null) episodes[key] = next.episode;
    }
    // A component that is gone from the configuration has no trouble any more; one that has not spoken yet after a restart may.
    for (const [key, episode] of Object.entries(before?.episodes ?? {})) {
      if (!key.startsWith(`${rule.id}\n`) || seen.has(episode.component)) continue;
      const next = episodeAfter(episode, rule, episode.component, episode.tenant, null, moment, options);
      if (next.alert !== null) alerts.push(next.alert);
      if (next.episode !== null) episodes[key] = next.episode;
    }
    of[rule.id] = memories;
  }
  return { memory: { at: reading.now, run: reading.run, of, episodes }, alerts };
}

function episodeAfter(
  was: Memory['episodes'][string] | null,
  rule: KeptRule,
  component: string,
  tenant: string,
  trouble: Trouble | null,
  { now }: Moment,
  options: Options,
): { readonly episode: Memory['episodes'][string] | null; readonly alert: Alert | null } {
  const told = (episode: Memory['episodes'][string], closed = false) => ({
    episode: closed ? null : episode,
    alert: alertOf(rule, component, episode, now, options, closed),
  });
  if (was === null) {
    if (trouble === null) return { episode: null, alert: null };
    const id = episodeId(tenant, rule.id, component, now);
    return told({ id, component, tenant, opened: now, lastSeen: now, readings: 1, revision: 1, trouble, goodSince: null });
  }
  if (trouble === null) {
    const goodSince = was.goodSince ?? now;
    if (now - goodSince < overMs) return { episode: { ...was, goodSince }, alert: null };
    return told({ ...was, revision: was.revision + 1 }, true);
  }
  const stands = { ...was, lastSeen: now, readings: was.readings + 1, goodSince: null };
  // A number that grows with the clock is not worth a revision each minute; another severity is.
  if (severities.indexOf(trouble.severity) <= severities.indexOf(was.trouble.severity)) return { episode: stands, alert: null };
  return told({ ...stands, trouble, revision: was.revision + 1 });
}
