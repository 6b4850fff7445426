/** Rows and profiles as lines for a terminal. Whatever a log says goes through `label`. */

import { type Alert, dayCount, deviceKey, type IdentityEvent, isNormal, label, type Profile, type Seen } from '@gatewatch/domain';

export function instant(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

/** `* 2026-05-04 08:00:00  sign-in success  198.51.100.7  Oslo NO  …`; `*` where it decides. */
export function rowLine(row: IdentityEvent, decisive: boolean): string {
  const place = row.place === null ? null : [row.place.city, row.place.country].filter((part) => part !== null).join(' ');
  const network = row.network === null ? null : `${row.network.owner ?? 'unknown network'} (${row.network.class})`;
  const parts =
    row.kind === 'sign-in'
      ? [
          `sign-in ${row.outcome}`,
          row.ip,
          place,
          network,
          row.device?.name ?? deviceKey(row),
          row.app,
          factorOf(row.secondFactor),
          row.code,
        ]
      : row.kind === 'verdict'
        ? [`verdict ${row.disposition}`, row.alert, row.note]
        : [row.kind, 'operation' in row ? row.operation : null, 'subjectOf' in row ? row.subjectOf : null, row.ip, place];
  const said = parts.flatMap((part) => (part === null || part === '' ? [] : [label(part, 60)]));
  return `${decisive ? '*' : ' '} ${instant(row.time)}  ${said.join('  ')}`;
}

function factorOf(factor: string): string | null {
  return factor === 'unknown' || factor === 'not-asked' ? null : `second factor ${factor}`;
}

/** Numbers against their thresholds. */
export function factLines(alert: Alert): readonly string[] {
  return alert.facts.map(({ name, value, unit, threshold, test }) => {
    const measured = `${label(name, 40)} = ${label(String(value), 80)}${unit === null ? '' : ` ${label(unit, 20)}`}`;
    return threshold === null ? `  ${measured}` : `  ${measured}, held against ${test ?? ''} ${threshold}`;
  });
}

const mostEach = 8;

export function profileLines(profile: Profile): readonly string[] {
  const days = `${profile.rows} rows merged, ${profile.activeDays} active days`;
  const period = profile.first === null || profile.last === null ? '' : `, ${instant(profile.first)} to ${instant(profile.last)}`;
  const kinds = ['places', 'networks', 'devices', 'apps', 'factors', 'routes'] as const;
  return [`  ${days}${period}`, ...kinds.flatMap((kind) => kindLine(kind, profile[kind]))];
}

function kindLine(kind: string, all: ReadonlyMap<string, Seen>): readonly string[] {
  if (all.size === 0) return [];
  const most = [...all].sort(([, a], [, b]) => b.count - a.count).slice(0, mostEach);
  const said = most.map(([key, seen]) => {
    const doubt = isNormal(seen) ? '' : ', suspect';
    return `${label(key, 48)} (${seen.count} times on ${dayCount(seen.days)} of 31 days${doubt})`;
  });
  return [`  ${kind}: ${said.join('; ')}${all.size > mostEach ? `; and ${all.size - mostEach} more` : ''}`];
}
