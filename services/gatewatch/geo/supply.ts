/** Where newer data come from, by the configuration. */

import type { DataKind } from '@gatewatch/enrichment';
import { type Config, UserMistake } from '@gatewatch/runtime';

export interface Supply {
  /** Addresses or paths, tried in this order. */
  readonly from: readonly string[];
  readonly authorization?: string;
  readonly patienceMs: number;
  readonly mostBytes: number;
}

export function supplyOf(config: Config, kind: DataKind, now: number): Supply {
  const update = config.geo.update;
  const bounds = { patienceMs: update?.patience ?? 60_000, mostBytes: (update?.megabytes ?? 1024) * 1e6 };
  const own = update?.[kind];
  if (own !== undefined && (update?.from !== 'maxmind' || /[/\\]/.test(own))) return { from: [own], ...bounds };
  if (update?.from === 'maxmind') {
    const { account, key } = update;
    if (!account || !key)
      throw new UserMistake('MaxMind wants geo.update.account and geo.update.key: set both in the configuration.');
    // https://dev.maxmind.com/geoip/updating-databases: permanent addresses, account and key by Basic authentication.
    const edition = own ?? (kind === 'city' ? 'GeoLite2-City' : 'GeoLite2-ASN');
    const server = update.server ?? 'https://download.maxmind.com';
    return {
      from: [`${server}/geoip/databases/${edition}/download?suffix=tar.gz`],
      authorization: `Basic ${Buffer.from(`${account}:${key}`).toString('base64')}`,
      ...bounds,
    };
  }
  // https://db-ip.com/db/lite.php: one file a month; in its first days the month before may be the newest.
  const server = update?.server ?? 'https://download.db-ip.com/free';
  return { from: [month(now, 0), month(now, -1)].map((name) => `${server}/dbip-${kind}-lite-${name}.mmdb.gz`), ...bounds };
}

function month(now: number, more: number): string {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more)).toISOString().slice(0, 7);
}
