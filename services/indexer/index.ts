/** Door of the indexer: events and alerts into Elasticsearch. */

export type { BulkAnswer } from './bulk/answer.ts';
export { alertDocument, type Document, eventDocument, type Filing, quarantineDocument } from './bulk/document.ts';
export { type BulkLimits, type BulkWriter, bulkLimits, createBulkWriter, type Refused } from './bulk/writer.ts';
export { type Cluster, openCluster } from './cluster/cluster.ts';
export { ClusterRefused, ClusterUnreachable } from './cluster/faults.ts';
export { deleteExpired, type Retention } from './cluster/retain.ts';
export { type SetUpChange, setUpElasticsearch } from './cluster/set-up.ts';
export type { ClusterSettings } from './cluster/settings.ts';
export { type IndexerPlan, readTopics } from './read-topics.ts';
