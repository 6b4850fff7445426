/** A parcel as a mail: one thread an alert, text and HTML of the same words. */

import type { Parcel } from '@gatewatch/domain';
import { messageOf } from '../message.ts';

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
  const text = [
    message.headline,
    '',
    ...message.lines.map(([name, value]) => `${name}: ${value}`),
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

function htmlOf({ headline, lines, steps, link }: ReturnType<typeof messageOf>): string {
  const rows = lines
    .map(([name, value]) => `<tr><th align="left" valign="top">${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
    .join('');
  const todo =
    steps.length === 0 ? '' : `<h3>What to do</h3><ol>${steps.map((step) => `<li>${escaped(step)}</li>`).join('')}</ol>`;
  const more = link === null ? '' : `<p><a href="${escaped(link)}">Open the alert</a></p>`;
  return `<!doctype html><html><body style="font-family:sans-serif"><h2>${escaped(headline)}</h2><table cellpadding="4">${rows}</table>${todo}${more}</body></html>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
