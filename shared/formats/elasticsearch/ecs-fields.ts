/** Fields of ECS that both our events and our alerts have (the version says ecs-version.ts), in the types that ECS gives them. */

import type { Fields } from './fields.ts';

const user: Fields = { id: 'keyword', name: 'keyword', email: 'keyword', domain: 'keyword', full_name: 'keyword' };

export const ecsFields: Fields = {
  '@timestamp': 'date',
  ecs: { version: 'keyword' },
  message: 'text',
  event: {
    kind: 'keyword',
    category: 'keyword',
    type: 'keyword',
    action: 'keyword',
    outcome: 'keyword',
    dataset: 'keyword',
    module: 'keyword',
    id: 'keyword',
    created: 'date',
    ingested: 'date',
  },
  user: { ...user, target: user },
  source: {
    ip: 'ip',
    address: 'keyword',
    geo: { country_iso_code: 'keyword', city_name: 'keyword', location: 'geo_point' },
    as: { number: 'long', organization: { name: 'keyword' } },
  },
  related: { ip: 'ip', user: 'keyword' },
  organization: { id: 'keyword' },
  gatewatch: { subject: 'keyword', index_delay_seconds: 'double' },
};
