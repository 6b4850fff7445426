/** Component and index templates as Elasticsearch takes and gives them back: settings as texts under `index`, so that both can be compared. */

import { alertFields } from './alert-fields.ts';
import { eventFields } from './event-fields.ts';
import { type Fields, fieldTypes, propertiesOf } from './fields.ts';
import { alertAlias, eventAlias } from './names.ts';

export interface TemplateOptions {
  readonly namespace: string;
  readonly shards: number;
  readonly replicas: number;
  /** How long a document may be unfound, ms. */
  readonly refreshMs: number;
}

export interface Template {
  /** Part of the path that it is put to. */
  readonly kind: '_component_template' | '_index_template';
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export const templateDefaults: TemplateOptions = { namespace: 'default', shards: 1, replicas: 1, refreshMs: 5000 };

/** Of a deployment of Elastic's own: its `logs` template for `logs-*-*` has 100 and would make a data stream of our indices. */
const priority = 500;
/** What an index may have at most; ours have about a hundred, and dynamic is off. */
const mostFields = 400;

/** In the order they are put: an index template needs its components. */
export function elasticsearchTemplates(options: TemplateOptions): readonly Template[] {
  const { namespace } = options;
  return [
    component('gatewatch-events@mappings', 'Enriched sign-ins and identity changes.', eventFields),
    component('gatewatch-alerts@mappings', 'Alerts, one document an alert in its newest revision.', alertFields),
    index('gatewatch-events', 'gatewatch-events@mappings', eventAlias(namespace), options),
    index('gatewatch-alerts', 'gatewatch-alerts@mappings', alertAlias(namespace), options),
  ];
}

const meta = { managed_by: 'gatewatch' };

function component(name: string, description: string, fields: Fields): Template {
  const mappings = { dynamic: false, date_detection: false, properties: propertiesOf(fields) };
  return { kind: '_component_template', name, body: { template: { mappings }, _meta: { ...meta, description } } };
}

function index(name: string, mappings: string, alias: string, options: TemplateOptions): Template {
  const { namespace, shards, replicas, refreshMs } = options;
  const settings = {
    number_of_shards: `${shards}`,
    number_of_replicas: `${replicas}`,
    refresh_interval: `${refreshMs}ms`,
    mapping: { total_fields: { limit: `${mostFields}` } },
  };
  return {
    kind: '_index_template',
    name: `${name}-${namespace}`,
    body: {
      index_patterns: [`${alias}-*`],
      priority,
      composed_of: [mappings],
      template: { settings: { index: settings }, aliases: { [alias]: {} } },
      _meta: { ...meta, description: `Indices behind the alias ${alias}.` },
    },
  };
}

/** Path → type of what can be searched and counted by, for who makes boards. */
export const mappedEvent = fieldTypes(eventFields);
export const mappedAlert = fieldTypes(alertFields);
