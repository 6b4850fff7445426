/**
 * A message as the HTML of a mail. Mail programs know little: tables, and styles at each element; those that know a style sheet get
 * the colours of a dark screen from it. Nothing is loaded from anywhere.
 */

import type { Severity } from '@gatewatch/domain';
import type { Message } from '../message.ts';

const colours: Readonly<Record<Severity | 'none', string>> = {
  low: '#4b5563',
  medium: '#b45309',
  high: '#b91c1c',
  critical: '#7f1d1d',
  none: '#4b5563',
};
const font =
  "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere;word-break:break-word";

const dark = `@media (prefers-color-scheme: dark) {
.ground { background: #111827 !important; }
.card { background: #1f2937 !important; }
.text { color: #f3f4f6 !important; }
.label { color: #9ca3af !important; }
.link { color: #93c5fd !important; }
}`;

export function htmlOf({ severity, headline, lead, lines, items, steps, link }: Message): string {
  const colour = colours[severity ?? 'none'];
  const badge =
    severity === null
      ? ''
      : `<div style="${font};color:${colour};font-size:12px;font-weight:700;letter-spacing:.06em;text-transform:uppercase;padding-bottom:4px" class="text">${severity}</div>`;
  const rows = lines
    .map(
      ([name, value]) =>
        `<tr><td class="label" style="${font};font-size:14px;line-height:20px;color:#4b5563;padding:3px 16px 3px 0;vertical-align:top;min-width:76px">${escaped(name)}</td><td class="text" style="${font};font-size:14px;line-height:20px;color:#111827;padding:3px 0;vertical-align:top">${escaped(value)}</td></tr>`,
    )
    .join('\n');
  const body = [
    badge,
    `<h1 class="text" style="${font};font-size:20px;line-height:26px;margin:0 0 12px;color:#111827">${escaped(headline)}</h1>`,
    `<p class="text" style="${font};font-size:15px;line-height:22px;margin:0 0 16px;color:#111827">${escaped(lead)}</p>`,
    list('ul', items),
    steps.length === 0
      ? ''
      : `<h2 class="text" style="${font};font-size:15px;line-height:22px;margin:0 0 6px;color:#111827">What to do</h2>`,
    list('ol', steps),
    link === null
      ? ''
      : `<p style="margin:0 0 16px"><a class="link" href="${escaped(link)}" style="${font};font-size:15px;font-weight:600;color:#1d4ed8">Open the alert</a></p>`,
    `<table role="presentation" cellpadding="0" cellspacing="0" style="border-collapse:collapse">${rows}</table>`,
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(headline)}</title><style>:root { color-scheme: light dark; }
${dark}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6"><tr><td align="center" style="padding:16px 8px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;background:#ffffff;border-left:4px solid ${colour}"><tr><td style="padding:20px 24px;text-align:left">
${body.filter((part) => part !== '').join('\n')}
</td></tr></table>
</td></tr></table>
</body></html>`;
}

function list(kind: 'ol' | 'ul', texts: readonly string[]): string {
  const items = texts.map((text) => `<li style="margin:0 0 4px">${escaped(text)}</li>`).join('');
  return texts.length === 0
    ? ''
    : `<${kind} class="text" style="${font};font-size:15px;line-height:22px;margin:0 0 16px;padding:0 0 0 24px;color:#111827">${items}</${kind}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
