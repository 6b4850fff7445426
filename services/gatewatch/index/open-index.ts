/** The cluster of a configuration, once it answers and has our templates: without them a new index would be made of nobody knows what. */

import type { Vitals } from '@gatewatch/domain';
import { forEver } from '@gatewatch/engine';
import { elasticsearchTemplates } from '@gatewatch/formats';
import { type Cluster, ClusterRefused, openCluster } from '@gatewatch/indexer';
import { UserMistake } from '@gatewatch/runtime';
import { clusterSettingsOf, type ElasticsearchSection, templateOptionsOf } from './elasticsearch-settings.ts';

const component = 'elasticsearch';

/** A cluster that is away is waited for. Throws UserMistake where it lacks the templates, and the signal's reason. */
export async function openIndex(section: ElasticsearchSection, vitals: Vitals, signal: AbortSignal): Promise<Cluster> {
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(openCluster(clusterSettingsOf(section)));
  const templates = elasticsearchTemplates(templateOptionsOf(section)).filter(({ kind }) => kind === '_index_template');
  vitals.failing(component, `${section.nodes.join(', ')} was not reached yet.`);
  for (const { kind, name } of templates) {
    const found = await forEver(() => cluster.ask('GET', `/${kind}/${name}`).catch(mayNotLook), { component, vitals, signal });
    if (found === null)
      throw new UserMistake(`Elasticsearch has no index template ${name}: put it with \`gatewatch setup elasticsearch\`.`);
  }
  vitals.healthy(component, section.nodes.join(', '));
  stack.move();
  return cluster;
}

/** A key that may write but not look at templates is a good key: whoever gave it has put them. */
function mayNotLook(error: unknown): unknown {
  if (error instanceof ClusterRefused && error.status === 403) return {};
  throw error;
}
