/** Microsoft Teams through a workflow that takes webhooks (learn.microsoft.com, "Create incoming webhooks with Workflows"). */

import type { Parcel } from '@gatewatch/domain';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { oneMessageACall } from '../http/one-message-a-call.ts';
import { messageOf } from '../message.ts';

const options = z.strictObject({
  url: z
    .string()
    .describe('The address of the workflow, as a reference to a secret: its `sig` lets anybody write to the channel.'),
  link: z.string().optional().describe('Where an alert can be seen, with {id} in its place.'),
});

const mostBytes = 28_000; // "Format cards in Microsoft Teams": messages of 28 KB
/** Styles of a container: the headline's ground. */
const styles = { low: 'emphasis', medium: 'warning', high: 'attention', critical: 'attention' } as const;

export const teams = destinationType({
  type: 'teams',
  title: 'Microsoft Teams',
  setUp: [
    'In the channel: Workflows → "Post to a channel when a webhook request is received".',
    'Keep its address as a secret. (The connectors of Office 365 are retired and cannot be used.)',
  ],
  notes: ['One card a notice, at most four a second.', 'A card cannot be taken back: a withdrawal is a card of its own.'],
  options,
  example: { url: 'file:secrets/teams-workflow' },
  secrets: ['url'],
  open: async ({ url, link }, world) =>
    oneMessageACall(url, world, { bytes: mostBytes, concurrency: 1, perSecond: 4, patienceMs: 30_000 }, (parcel) =>
      bodyOf(parcel, link),
    ),
  sample: ({ link }, parcels) => parcels.map((one) => bodyOf(one, link)).join('\n'),
});

/** An Adaptive Card 1.5. A TextRun knows no markup, so nothing in it is a link, a mention or a style. */
function bodyOf(parcel: Parcel, link: string | undefined): string {
  const message = messageOf(parcel, link);
  const plain = (text: string, more: object = {}) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...more }] });
  const heading = plain('What to do', { weight: 'Bolder' });
  const body = [
    {
      type: 'Container',
      style: message.severity === null ? 'emphasis' : styles[message.severity],
      bleed: true,
      items: [plain(message.headline, { weight: 'Bolder', size: 'Medium' })],
    },
    plain(message.lead),
    ...message.lines.map(([name, value]) => ({
      type: 'RichTextBlock',
      spacing: 'Small',
      inlines: [
        { type: 'TextRun', text: `${name}  `, weight: 'Bolder' },
        { type: 'TextRun', text: value },
      ],
    })),
    ...message.items.map((item) => ({ ...plain(`• ${item}`), spacing: 'Small' })),
    ...(message.steps.length === 0 ? [] : [heading]),
    ...message.steps.map((step, i) => ({ ...plain(`${i + 1}. ${step}`), spacing: 'Small' })),
  ];
  const actions = message.link === null ? [] : [{ type: 'Action.OpenUrl', title: 'Open the alert', url: message.link }];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    msteams: { width: 'Full' },
    body,
    actions,
  };
  const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
  return JSON.stringify({ type: 'message', attachments }).replaceAll(
    /[<>]/g,
    (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`,
  );
}
