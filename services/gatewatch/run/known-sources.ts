/** Sources that the log knows and the configuration does not name any more: they hold the horizon back no longer. */

import type { LogRecord } from '@gatewatch/domain';
import { sourcesIn } from '@gatewatch/engine';
import type { Config } from '@gatewatch/runtime';

/** `meta`: what the partition keeps of its log. `at`: log time. */
export function goneSources(config: Config, meta: string | null, at: number): readonly LogRecord[] {
  const { eventHubs, google, folders } = config.sources;
  const named = new Set([...eventHubs, ...google, ...folders].map(({ name }) => name));
  return sourcesIn(meta).flatMap(({ tenant, source, idle }): LogRecord[] =>
    idle || named.has(source.split('/')[0] ?? '') ? [] : [{ type: 'source-idle', at, tenant, source }],
  );
}
