/** The reference and a commented example of gatewatch.yaml, both out of the schema's own descriptions. */

import { z } from 'zod';
import { configSchema } from './config-schema.ts';

interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly default?: unknown;
}

export function configReference(): string {
  const lines = [
    '# Configuration',
    '',
    '`gatewatch.yaml`; generated from the schema. Unknown keys are errors. `$' +
      '{NAME}` in a value is an environment variable, `file:PATH` the',
    'text of a file. Relative paths count from the folder of the configuration file. `gatewatch check --config FILE` says all that is',
    'wrong with a file at once.',
    '',
    '| key | type | meaning | default |',
    '|---|---|---|---|',
    ...rows(shapeOf(), ''),
  ];
  return `${lines.join('\n')}\n`;
}

function shapeOf(): Shape {
  return JSON.parse(JSON.stringify(z.toJSONSchema(configSchema, { io: 'input' })));
}

function rows(shape: Shape, path: string): string[] {
  const one = shape.anyOf?.find(({ properties }) => properties !== undefined) ?? shape;
  const inner = one.type === 'array' && one.items?.properties !== undefined ? one.items : one;
  const mapped = typeof inner.additionalProperties === 'object' ? inner.additionalProperties : null;
  const here = inner.properties ?? (mapped?.properties !== undefined ? { '<id>': mapped } : {});
  const prefix = path === '' ? '' : `${path}${shape.type === 'array' ? '[]' : ''}.`;
  return Object.entries(here).flatMap(([key, value]) => [
    `| \`${prefix}${key}\` | ${typeOf(value)} | ${(value.description ?? '').replaceAll('|', '\\|')} | ${value.default === undefined ? '' : `\`${JSON.stringify(value.default)}\``} |`,
    ...rows(value, `${prefix}${key}`),
  ]);
}

function typeOf(shape: Shape): string {
  if (shape.anyOf !== undefined) return shape.anyOf.map(typeOf).join(' or ');
  if (shape.enum !== undefined) return shape.enum.map((word) => `\`${word}\``).join(' or ');
  if (shape.type === 'array') return `list of ${shape.items?.type ?? 'values'}`;
  if (shape.type === 'object' && shape.properties === undefined) return 'map';
  return shape.type ?? 'value';
}

/** Every key of the schema is named in it, which a test holds. */
export function exampleConfig(): string {
  return `# gatewatch.yaml: an example. All keys are optional; docs/configuration.md explains each.
tenants:
  - id: example
    entra: ["11111111-2222-3333-4444-555555555555"]
    google: [C01abcdef]
    domains: { old.example: example.com }
    aliases: { a.lovelace@example.com: ada@example.com }
    egress: [192.0.2.0/24]
    offices:
      - { name: Oslo, egress: [198.51.100.0/25], from: 2026-01-01 }
    registrars: [Onboarding Service]
    rollOuts:
      - { from: 2026-03-02, to: 2026-03-13 }
    lateness: { entra: 24h, google: 24h }
    # quota: { recordsPerSecond: 1000, burst: 10000 }
people:
  - { address: ada@example.com, tenant: example, privileged: true, from: 2026-01-01 }
  - { address: emergency@example.com, tenant: example, privileged: true, breakGlass: true }
  - { address: helga@example.com, tenant: example, helpDesk: true }
  - { address: scanner@example.com, tenant: example, service: true, aliases: [copier@example.com] }
detectors:
  impossible-travel: { enabled: true, options: {} }
geo:
  city: dbip
  # mmdb: [GeoIP2-City.mmdb]
  lists:
    - { class: vpn, cidrs: [203.0.113.0/24] }
    # - { class: tor, file: tor-exits.txt }
  # folder: /var/lib/gatewatch/geo
  # update: { every: 7d, from: maxmind, account: "12345", key: "\${MAXMIND_KEY}", city: GeoLite2-City, asn: GeoLite2-ASN, patience: 60s, megabytes: 1024 }
  # update.server: a mirror
sources:
  eventHubs:
    - name: entra
      tenant: example
      namespace: example.servicebus.windows.net
      credential: { type: managed-identity }
      hubs: [signins, audit]
      consumerGroup: gatewatch
    # connectionString: "\${EVENT_HUBS}"
    # credential: { type: client-secret, tenantId: "…", clientId: "…", clientSecret: "\${CLIENT_SECRET}" }
    # credential: { type: client-certificate, tenantId: "…", clientId: "…", certificate: client.pem, authority: "https://login.microsoftonline.us" }
    # stuckAfter: 1h
    # checkpoints: { blob: { url: "https://example.blob.core.windows.net/gatewatch", connectionString: "\${BLOBS}", container: gatewatch } }
  google:
    - { name: workspace, tenant: example, delegate: reports@example.com, keyFile: key.json, every: 60s, backfill: 30d }
    # customer: C01abcdef, applications: [login, admin], settle: 5s, serviceAccount: reader@example.iam.gserviceaccount.com, queriesPerMinute: 600
    # api: "https://admin-gatewatch.p.googleapis.com/"
  folders:
    - { name: exports, tenant: example, path: exports, every: 10s, settle: 5s }
# kafka:
#   brokers: ["kafka-1.example.com:9093", "kafka-2.example.com:9093"]
#   client: kafkajs
#   clientId: gatewatch
#   tls: { ca: "file:kafka-ca.pem" } # with cert: and key: where brokers ask for them
#   sasl: { mechanism: scram-sha-512, username: gatewatch, password: "\${KAFKA_PASSWORD}" }
#   # sasl: { mechanism: oauthbearer, tokenEndpoint: "https://login.example.com/token", clientId: gatewatch, clientSecret: "\${KAFKA_SECRET}", scope: kafka }
#   # sasl: { mechanism: oauthbearer, tokenFile: /var/run/secrets/kafka/token }
#   topicPrefix: gatewatch
#   partitions: 48
#   replicas: 3
#   minInSync: 2
#   retention: { lanes: 7d, alerts: 30d, quarantine: 30d }
#   compression: lz4
#   # insecure: true # brokers elsewhere without TLS or without credentials
state: { folder: gatewatch-state }
http: { host: 127.0.0.1, port: 9464 }
# http: { host: 0.0.0.0, tls: { cert: …, key: … }, token: "\${HTTP_TOKEN}", insecure: false }
# redis:
#   servers: ["redis.example.com:6379"]
#   cluster: false # true: several servers, the others are learned from them
#   tls: { ca: "file:redis-ca.pem" } # with cert: and key: where the server asks for them
#   username: gatewatch
#   password: "\${REDIS_PASSWORD}"
#   prefix: gatewatch
#   patience: 30s
#   # insecure: true # a server elsewhere without TLS or without credentials
# elasticsearch:
#   nodes: ["https://elastic.example:9200"]
#   apiKey: "\${ELASTIC_API_KEY}"
#   # username: gatewatch, password: "\${ELASTIC_PASSWORD}"
#   ca: "file:elastic-ca.pem"
#   # insecure: true # nodes elsewhere without TLS or without credentials
#   namespace: default
#   period: week
#   shards: 1
#   replicas: 1
#   refresh: 5s
#   retention: { events: 90d, alerts: 365d }
#   patience: 30s
#   bulk: { megabytes: 5, documents: 2000, within: 1s, concurrency: 4, heldMegabytes: 64 }
destinations:
  archive: { type: file, path: alerts.ndjson }
  # soc: { type: webhook, url: "https://soc.example/hook", secrets: ["\${WEBHOOK_SECRET}"], severity: high, remind: 4h }
privacy:
  keepUnknownNames: false
  # nameKey: "\${GATEWATCH_NAME_KEY}"
retention:
  alerts: 365d
  subjects: 400d
`;
}
