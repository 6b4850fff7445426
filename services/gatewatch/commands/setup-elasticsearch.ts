/** `gatewatch setup elasticsearch`: templates and aliases, made where they are missing and set where they differ. */

import { ClusterRefused, ClusterUnreachable, openCluster, setUpElasticsearch } from '@gatewatch/indexer';
import { loadConfig, parseConfig, UserMistake, unprotected } from '@gatewatch/runtime';
import { clusterSettingsOf, templateOptionsOf } from '../index/elasticsearch-settings.ts';
import { say } from '../terminal.ts';

export async function setupElasticsearchCommand(options: { readonly config?: string; readonly url?: string }): Promise<void> {
  const config = options.config === undefined ? null : await loadConfig(options.config);
  const section = config?.elasticsearch ?? (options.url === undefined ? undefined : plainSection(options.url));
  if (section === undefined)
    throw new UserMistake(
      `${options.config ?? 'No configuration'} names ${options.config === undefined ? 'an' : 'no'} Elasticsearch: write elasticsearch: { nodes: ["https://host:9200"] } (docs/configuration.md), or give --url.`,
    );
  const settings = clusterSettingsOf(section);
  const open =
    options.url === undefined
      ? null
      : unprotected({
          hosts: [URL.parse(options.url)?.host ?? options.url],
          encrypted: options.url.startsWith('https:'),
          proven: settings.apiKey !== undefined || settings.password !== undefined,
          insecure: section.insecure,
          keys: { tls: 'https:// in --url', credentials: 'elasticsearch.apiKey', insecure: 'elasticsearch.insecure' },
        });
  if (open !== null) throw new UserMistake(`--url: ${open}.`);
  await using cluster = openCluster(options.url === undefined ? settings : { ...settings, nodes: [options.url] });
  try {
    for (const { name, done } of await setUpElasticsearch(cluster, templateOptionsOf(section)))
      say(`${name}: ${done ?? 'as it should be'}`);
  } catch (error) {
    if (error instanceof ClusterRefused || error instanceof ClusterUnreachable) throw new UserMistake(`${error.message}.`, error);
    throw error;
  }
}

/** Everything else as it is where nothing is said; checked as a configuration is. */
function plainSection(url: string) {
  return parseConfig(`elasticsearch: ${JSON.stringify({ nodes: [url] })}`, '--url').elasticsearch;
}
