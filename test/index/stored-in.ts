/** Everything behind an alias of a real Elasticsearch: id → version. */

import type { Cluster } from '@gatewatch/indexer';

interface Page {
  readonly _scroll_id: string;
  readonly hits: { readonly hits: readonly { readonly _id: string; readonly _version: number; readonly _index: string }[] };
}

/** Throws where an id stands twice. */
export async function storedIn(cluster: Cluster, alias: string): Promise<ReadonlyMap<string, number>> {
  await cluster.ask('POST', `/${alias}-*/_refresh`);
  const found = new Map<string, number>();
  let page = (await cluster.ask('POST', `/${alias}-*/_search?scroll=1m`, { size: 1000, _source: false, version: true })) as Page;
  while (page.hits.hits.length > 0) {
    for (const { _id, _version, _index } of page.hits.hits) {
      if (found.has(_id)) throw new Error(`${_id} stands twice, once in ${_index}`);
      found.set(_id, _version);
    }
    page = (await cluster.ask('POST', '/_search/scroll', { scroll: '1m', scroll_id: page._scroll_id })) as Page;
  }
  await cluster.ask('DELETE', '/_search/scroll', { scroll_id: page._scroll_id });
  return found;
}
