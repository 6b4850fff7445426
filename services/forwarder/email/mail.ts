/** A parcel as a mail: one thread an alert, text and HTML of the same words. */

import type { Parcel } from '@gatewatch/domain';
import { messageOf } from '../message.ts';
import { htmlOf } from './html.ts';

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly references?: string;
  readonly inReplyTo?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
}

export interface MailOptions {
  readonly from: string;
  readonly to: readonly string[];
  readonly link?: string | undefined;
}

export function mailOf(
  parcel: Parcel,
  { from, to, link }: MailOptions,
): { -readonly [Key in keyof Mail]: Key extends 'to' ? string[] : Mail[Key] } {
  const message = messageOf(parcel, link);
  const domain = from.slice(from.indexOf('@') + 1);
  const id = parcel.id.replaceAll(/[^A-Za-z0-9-]/g, '-');
  const root = `<${id}@${domain}>`;
  const own = `<${id}.${parcel.revision}.${parcel.notice}@${domain}>`;
  const first = parcel.notice === 'opened' || parcel.alert === null;
  const severity = message.severity === null ? '' : `[${message.severity}] `;
  const width = Math.max(0, ...message.lines.map(([name]) => name.length)) + 2;
  const text = [
    message.headline,
    '',
    message.lead,
    '',
    ...message.lines.map(([name, value]) => `${`${name}:`.padEnd(width)}${value}`),
    ...(message.items.length === 0 ? [] : ['', ...message.items.map((item) => `- ${item}`)]),
    ...(message.steps.length === 0 ? [] : ['', 'What to do', ...message.steps.map((step, i) => `${i + 1}. ${step}`)]),
    ...(message.link === null ? [] : ['', message.link]),
  ].join('\n');
  return {
    from,
    to: [...to],
    subject: `${severity}${message.headline}`,
    messageId: first ? root : own,
    ...(first ? {} : { references: root, inReplyTo: root }),
    // RFC 3834: nobody's holiday notice answers; Precedence for older servers.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Gatewatch-Alert': `${id} ${parcel.revision}` },
    text,
    html: htmlOf(message),
  };
}
