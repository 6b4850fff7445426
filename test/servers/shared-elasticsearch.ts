/** The one Elasticsearch of the run, started for the first suite that asks; GATEWATCH_TEST_ELASTICSEARCH points at an existing one. */

import { inject } from 'vitest';
import { fromOnDemand } from './on-demand.ts';

/** `http://127.0.0.1:9200`; null: not to be had here, and said so. */
export async function sharedElasticsearch(): Promise<string | null> {
  const url = process.env.GATEWATCH_TEST_ELASTICSEARCH ?? (await fromOnDemand(inject('onDemand'), 'elasticsearch'));
  return typeof url === 'string' ? url : null;
}
