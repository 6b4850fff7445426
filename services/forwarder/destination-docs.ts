/** docs/destinations/<type>.md, all from one template: set-up on the other side, options, what is promised, a sample. */

import type { Parcel } from '@gatewatch/domain';
import { z } from 'zod';
import { commonOptions } from './common-options.ts';
import type { DestinationType } from './destination-type.ts';
import { destinationTypes } from './destinations/index.ts';

interface Shape {
  readonly properties?: Readonly<
    Record<
      string,
      { readonly description?: string; readonly default?: unknown; readonly enum?: readonly string[]; readonly type?: string }
    >
  >;
  readonly required?: readonly string[];
}

export interface DestinationPage {
  readonly path: string;
  readonly text: string;
}

/** `parcels` and `event`: what the samples show. */
export function destinationPages(parcels: readonly Parcel[], event: Parcel): readonly DestinationPage[] {
  return [
    ...destinationTypes.map((type) => ({ path: `docs/destinations/${type.type}.md`, text: page(type, parcels, event) })),
    { path: 'docs/destinations/README.md', text: overview() },
  ];
}

function page(type: DestinationType, parcels: readonly Parcel[], event: Parcel): string {
  return `# ${type.title}

Generated from \`services/forwarder/destinations/${type.type}.ts\`.

## On the other side

${type.setUp.map((step, i) => `${i + 1}. ${step}`).join('\n')}

## Configuration

\`\`\`yaml
destinations:
  ${type.type === 'stdout' ? 'out' : `my-${type.type}`}:
${[`type: ${type.type}`, ...Object.entries(type.example).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)].map((line) => `    ${line}`).join('\n')}
\`\`\`

${table(type.options)}

The keys that every destination has (severity, tenants, flood cap, redaction and others) stand in [README.md](README.md).

## What is promised

${type.notes.map((note) => `- ${note}`).join('\n')}
- At least once, newest revision first to come: what was sent and not acknowledged is sent again with the same id and revision.

\`gatewatch destination test NAME --config FILE\` sends a marked synthetic alert${type.events === true ? ' (and an event, with `events`)' : ''} and says what the other side answered.

## A sample

\`\`\`
${sampleOf(type, parcels)}
\`\`\`
${type.events === true ? eventsOf(type, event) : ''}`;
}

function eventsOf(type: DestinationType, event: Parcel): string {
  return `
## Events

With \`events: true\` it is told of every enriched event as well:

\`\`\`
${sampleOf(type, [event])}
\`\`\`
`;
}

function sampleOf(type: DestinationType, parcels: readonly Parcel[]): string {
  return type
    .sample(type.options.parse(type.example), parcels)
    .split('\n')
    .map((line) => (line.length > 1200 ? `${line.slice(0, 1200)} …` : line))
    .join('\n')
    .trimEnd();
}

function overview(): string {
  return `# Destinations

Generated. One page a kind:

${destinationTypes.map(({ type, title }) => `- [${title}](${type}.md)`).join('\n')}

## What every destination has

${table(commonOptions)}

\`events: true\` (or a list of kinds) has enriched events sent as well, to ${destinationTypes
    .filter(({ events }) => events === true)
    .map(({ type }) => type)
    .join(', ')}: every
one that tenants and subjects let through, at least once, in the order of the log, whatever \`severity\` and \`detectors\` say. The vendor's own bytes never leave. A service reads
them from Kafka from where the log begins, each destination at its own pace, and what the log's retention takes before it was sent is counted; \`gatewatch run\` keeps
them in its database until they are sent, \`giveUp\` at most. Names, addresses, devices and free texts are redacted in them as in alerts.

A flood and a digest, in the place of a notice an alert:

\`\`\`yaml
    cap: { most: 20, window: 1h }                 # of a tenant; the rest becomes one summary at the end of the hour; critical ones pass up to ten times that
    digest: { at: ["08:00", "16:00"], days: [mon, tue, wed, thu, fri], zone: Europe/Oslo, atOnce: critical }    # the other way, not beside it
\`\`\`

What is sent: an alert when it opens, when its severity rises and when it is withdrawn, at once; other amendments after \`coalesce\`, the newest
alone. What cannot be delivered is tried again with growing pauses until \`giveUp\`, then it stands among the dead letters with its reason
(\`gatewatch deliveries list --state dead\`).

Addresses are resolved once and must be of the public Internet; a collector of the own network is named under \`allow\`. Redirects are not
followed. https and TLS are the default; what goes in the clear needs \`insecure: true\`.
`;
}

function table(schema: z.ZodType): string {
  const shape: Shape = JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })));
  const rows = Object.entries(shape.properties ?? {}).map(([key, value]) => {
    const standard =
      value.default === undefined
        ? shape.required?.includes(key) === true
          ? 'required'
          : ''
        : `\`${JSON.stringify(value.default)}\``;
    const kind = value.enum === undefined ? (value.type ?? 'value') : value.enum.map((word) => `\`${word}\``).join(' or ');
    return `| \`${key}\` | ${kind} | ${(value.description ?? '').replaceAll('|', '\\|')} | ${standard} |`;
  });
  return ['| key | type | meaning | default |', '|---|---|---|---|', ...rows].join('\n');
}
