/** What is generated out of the code, and where it is kept: one line a file. */

import { boardFiles, boardSketches, boardsPage, ndjsonOf } from '@gatewatch/boards';
import { catalogue, detectors } from '@gatewatch/detectors';
import { alertJsonSchema, elasticsearchTemplates, formatsReference, promotionRule, templateDefaults } from '@gatewatch/formats';
import { destinationPages } from '@gatewatch/forwarder';
import { monitorHealth } from '@gatewatch/monitor';
import { configReference, exampleConfig, metricsReference } from '@gatewatch/runtime';
import { exampleParcels, parcelAlert, signIn } from '@gatewatch/testing';

/** As `gatewatch setup elasticsearch` puts them, for who puts them otherwise. */
const templates = elasticsearchTemplates(templateDefaults).map(({ kind, name, body }) => ({
  path: `deploy/elasticsearch/${kind.slice(1)}/${name}.json`,
  text: () => `${JSON.stringify(body, null, 2)}\n`,
}));

export const documents: readonly { readonly path: string; readonly text: () => string }[] = [
  ...templates,
  { path: 'deploy/elasticsearch/promotion-rule.ndjson', text: () => `${JSON.stringify(promotionRule())}\n` },
  { path: 'docs/alert.schema.json', text: () => `${JSON.stringify(alertJsonSchema(), null, 2)}\n` },
  { path: 'docs/configuration.md', text: () => configReference() },
  { path: 'docs/detectors.md', text: () => catalogue([...detectors, { card: monitorHealth }]) },
  { path: 'docs/kibana.md', text: () => boardsPage() },
  ...boardSketches().map(({ name, svg }) => ({ path: `docs/images/boards/${name}`, text: () => svg })),
  { path: 'docs/formats.md', text: () => formatsReference(parcelAlert, signIn({ at: '1 08:00', recordId: 'r1' })) },
  { path: 'docs/metrics.md', text: () => metricsReference() },
  ...destinationPages([exampleParcels.opened], exampleParcels.event).map(({ path, text }) => ({ path, text: () => text })),
  ...boardFiles().map(({ name, objects }) => ({ path: `deploy/kibana/${name}`, text: () => ndjsonOf(objects) })),
  { path: 'gatewatch.example.yaml', text: () => exampleConfig() },
];
