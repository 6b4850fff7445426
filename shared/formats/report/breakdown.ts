/** Alerts by detector and severity, and the accounts with the most of them. */

import type { Alert } from '@gatewatch/domain';
import { severities } from '@gatewatch/domain';
import type { Summary } from '../summary.ts';
import { empty, type Html, html } from './html.ts';
import { counted, number, phrase } from './words.ts';

const maxAccounts = 5;
const worstFirst = [...severities].reverse();

export function breakdown(alerts: readonly Alert[], summary: Summary): Html {
  if (alerts.length < 2) return empty;
  return html`<section aria-labelledby="by-detector"><h2 id="by-detector">Where the alerts come from</h2>
<div class="columns">${detectors(summary)}${accounts(alerts)}</div></section>`;
}

function detectors(summary: Summary): Html {
  const rows = Object.entries(summary.alertsByDetector).map(([id, bySeverity]) => ({
    id,
    bySeverity,
    total: Object.values(bySeverity).reduce((sum, count) => sum + count, 0),
  }));
  rows.sort((a, b) => b.total - a.total || (a.id < b.id ? -1 : 1));
  return html`<div class="panel scroll" role="region" aria-label="Alerts by detector and severity" tabindex="0"><table>
<thead><tr><th scope="col">Detector</th>${worstFirst.map((severity) => html`<th scope="col" class="n">${phrase(severity)}</th>`)}<th scope="col" class="n">All</th></tr></thead>
<tbody>${rows.map(
    ({ id, bySeverity, total }) =>
      html`<tr><th scope="row">${phrase(id)}</th>${worstFirst.map((severity) => cell(severity, bySeverity[severity] ?? 0))}<td class="n"><b>${number(total)}</b></td></tr>`,
  )}</tbody></table></div>`;
}

function cell(severity: string, count: number): Html {
  return count === 0
    ? html`<td class="n none">–</td>`
    : html`<td class="n"><span class="count ${severity}">${number(count)}</span></td>`;
}

function accounts(alerts: readonly Alert[]): Html {
  const bySubject = new Map<string, Alert[]>();
  for (const alert of alerts) bySubject.set(alert.subject.key, [...(bySubject.get(alert.subject.key) ?? []), alert]);
  const top = [...bySubject].sort(([a, of], [b, than]) => risk(than) - risk(of) || than.length - of.length || (a < b ? -1 : 1));
  return html`<div class="panel"><h3>Accounts most at risk</h3><ol class="accounts">${top
    .slice(0, maxAccounts)
    .map(
      ([key, own]) =>
        html`<li><span class="t">${own[0]?.subject.name ?? key}</span> <span class="note">${counted(own.length, 'alert')}, risk ${number(risk(own))}</span></li>`,
    )}</ol></div>`;
}

function risk(alerts: readonly Alert[]): number {
  return Math.max(...alerts.map((alert) => alert.risk));
}
