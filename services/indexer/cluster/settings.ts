/** How a cluster is reached (section `elasticsearch` of gatewatch.yaml, checked there). */

export interface ClusterSettings {
  /** `https://elastic.example:9200`, one or more nodes. */
  readonly nodes: readonly string[];
  /** As Elasticsearch shows it, encoded. */
  readonly apiKey?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** PEM of an own authority. */
  readonly ca?: string | undefined;
  /** What a request may take, ms: a server that hangs is left. */
  readonly requestMs: number;
}
