/** Slack through an incoming webhook (docs.slack.dev, "Sending messages using incoming webhooks"). */

import type { Parcel } from '@gatewatch/domain';
import { z } from 'zod';
import { destinationType } from '../destination-type.ts';
import { oneMessageACall } from '../http/one-message-a-call.ts';
import { messageOf } from '../message.ts';

const options = z.strictObject({
  url: z.string().describe('The webhook, as a reference to a secret: whoever has it can write to the channel.'),
  link: z.string().optional().describe('Where an alert can be seen, with {id} in its place.'),
});

const colours = { low: '#6b7280', medium: '#d97706', high: '#dc2626', critical: '#7f1d1d' } as const;

export const slack = destinationType({
  type: 'slack',
  title: 'Slack',
  setUp: ['Make an app with an incoming webhook for the channel.', 'Keep the webhook as a secret.'],
  notes: [
    'One message a notice, at most one a second, which is what Slack takes.',
    'A message cannot be taken back: a withdrawal is a message of its own.',
  ],
  options,
  example: { url: 'file:secrets/slack-webhook' },
  secrets: ['url'],
  open: async ({ url, link }, world) =>
    oneMessageACall(url, world, { bytes: 40_000, concurrency: 1, perSecond: 1, patienceMs: 20_000 }, (parcel) =>
      bodyOf(parcel, link),
    ),
  sample: ({ link }, parcels) => parcels.map((one) => bodyOf(one, link)).join('\n'),
});

/** A section holds at most 3,000 characters of text, or ten fields of 2,000 ("Reference: blocks"). */
function bodyOf(parcel: Parcel, link: string | undefined): string {
  const message = messageOf(parcel, link);
  const mrkdwn = (text: string, most: number) => ({ type: 'mrkdwn', text: text.slice(0, most), verbatim: true });
  const section = (text: string) => ({ type: 'section', text: mrkdwn(text, 3000) });
  const fields = message.lines.map(([name, value]) => mrkdwn(`*${escaped(name)}*\n${escaped(value)}`, 2000));
  const list = (title: string, texts: readonly string[], sign: (i: number) => string) =>
    texts.length === 0 ? [] : [section(`${title}${texts.map((text, i) => `${sign(i)} ${escaped(text)}`).join('\n')}`)];
  const blocks = [
    section(escaped(message.lead)),
    { type: 'section', fields: fields.slice(0, 10) },
    ...list('', message.items, () => '•'),
    ...list('*What to do*\n', message.steps, (i) => `${i + 1}.`),
    ...(message.link === null ? [] : [section(`<${message.link}|Open the alert>`)]),
  ];
  const headline = escaped(message.headline);
  return JSON.stringify({
    text: `*${headline}*`,
    attachments: [{ color: message.severity === null ? '#9ca3af' : colours[message.severity], fallback: headline, blocks }],
    unfurl_links: false,
    unfurl_media: false,
  });
}

/** "Formatting text": &, < and > alone are special; stars, underscores and ticks would change the look. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, (sign) => `\u200a${sign}`);
}
