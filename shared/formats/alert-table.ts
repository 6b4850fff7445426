/** Alerts for a terminal: severity, time, subject, what, and where or why. Attacker-chosen text cannot move the cursor. */

import { styleText } from 'node:util';
import type { Alert, Severity } from '@gatewatch/domain';
import { label } from '@gatewatch/domain';
import { column, wrap } from './display-width.ts';
import { route } from './report/words.ts';

export interface TableStyle {
  /** Columns of the terminal. */
  readonly width: number;
  /** False where NO_COLOR is set or the output is no terminal: the caller knows. */
  readonly colour: boolean;
}

type Format = Parameters<typeof styleText>[0];

const severityFormat: Readonly<Record<Severity, Format>> = {
  critical: ['bold', 'magenta'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
};
/** Below this the columns would hold fragments: one block an alert is easier to read. */
const narrowest = 84;
const severityWidth = 8;
const timeWidth = 16;
const gap = '  ';
const whyLines = 4;

/** Ends with a newline; '' where there are no alerts. */
export function alertTable(alerts: readonly Alert[], style: TableStyle): string {
  if (alerts.length === 0) return '';
  return style.width < narrowest ? blocks(alerts, style) : columns(alerts, style);
}

function columns(alerts: readonly Alert[], style: TableStyle): string {
  const free = style.width - severityWidth - timeWidth - 4 * gap.length;
  const subjectWidth = Math.min(28, Math.floor(free * 0.26));
  const whatWidth = Math.min(34, Math.floor(free * 0.28));
  const whyWidth = Math.min(90, free - subjectWidth - whatWidth);
  const widths = [severityWidth, timeWidth, subjectWidth, whatWidth];
  const head = ['SEVERITY', 'TIME (UTC)', 'SUBJECT', 'WHAT', 'WHERE AND WHY'].map((title, i) => column(title, widths[i] ?? 13));
  const lines = [paint(style, 'dim', head.join(gap).trimEnd())];
  for (const alert of alerts) {
    const subject = wrap(who(alert), subjectWidth, 2);
    const what = wrap(label(alert.title), whatWidth, 2);
    const why = why_(alert, whyWidth);
    for (let i = 0; i < Math.max(subject.length, what.length, why.length); i++) {
      const first = i === 0;
      const row = [
        paint(style, severityFormat[alert.severity], column(first ? alert.severity : '', severityWidth)),
        column(first ? minute(alert.lastSeen) : '', timeWidth),
        column(subject[i] ?? '', subjectWidth),
        column(what[i] ?? '', whatWidth),
        why[i] ?? '',
      ];
      lines.push(row.join(gap).trimEnd());
    }
  }
  return `${lines.join('\n')}\n`;
}

function blocks(alerts: readonly Alert[], style: TableStyle): string {
  const width = Math.max(20, style.width);
  const out: string[] = [];
  for (const alert of alerts) {
    const severity = paint(style, severityFormat[alert.severity], alert.severity);
    out.push(`${severity}${gap}${minute(alert.lastSeen)} UTC`.slice(0, style.colour ? undefined : width));
    for (const text of [label(alert.title), who(alert)]) out.push(...wrap(text, width, 2));
    for (const line of why_(alert, width - 2)) out.push(paint(style, 'dim', `  ${line}`));
    out.push('');
  }
  return `${out.join('\n')}`;
}

function who(alert: Alert): string {
  return label(alert.subject.key);
}

function why_(alert: Alert, width: number): readonly string[] {
  const where = route(alert);
  const why = label(alert.explanation, 600);
  return wrap(where === '' ? why : `${label(where, 200)}: ${why}`, width, whyLines);
}

function minute(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function paint(style: TableStyle, format: Format, text: string): string {
  return style.colour ? styleText(format, text, { validateStream: false }) : text;
}
