/** What is generated out of the code, and where it is kept: one line a file. */

import { catalogue, detectors } from '@gatewatch/detectors';
import { alertJsonSchema } from '@gatewatch/formats';
import { destinationPages } from '@gatewatch/forwarder';
import { monitorHealth } from '@gatewatch/monitor';
import { configReference, exampleConfig, metricsReference } from '@gatewatch/runtime';
import { exampleParcels } from '@gatewatch/testing';

export const documents: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: 'docs/alert.schema.json', text: () => `${JSON.stringify(alertJsonSchema(), null, 2)}\n` },
  { path: 'docs/configuration.md', text: () => configReference() },
  { path: 'docs/detectors.md', text: () => catalogue([...detectors, { card: monitorHealth }]) },
  { path: 'docs/metrics.md', text: () => metricsReference() },
  ...destinationPages([exampleParcels.opened]).map(({ path, text }) => ({ path, text: () => text })),
  { path: 'gatewatch.example.yaml', text: () => exampleConfig() },
];
