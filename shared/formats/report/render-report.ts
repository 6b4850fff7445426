/** The report of a replay: one self-contained HTML file. Nothing in it loads or sends anything, and no text of a log is more than text. */

import { createHash } from 'node:crypto';
import type { Alert } from '@gatewatch/domain';
import { severities } from '@gatewatch/domain';
import type { Summary } from '../summary.ts';
import { alertCard } from './alert-card.ts';
import { breakdown } from './breakdown.ts';
import { header } from './header.ts';
import { empty, type Html, html, trusted } from './html.ts';
import { runNotes } from './run-notes.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { type Mark, timeline } from './timeline.ts';
import { landSymbol } from './travel-map.ts';
import { counted, dayAndClock, number, phrase } from './words.ts';
import { worstFirst } from './worst-first.ts';

export interface ReportInput {
  /** The organisation's name. */
  readonly generatedFor: string;
  readonly alerts: readonly Alert[];
  readonly summary: Summary;
}

/** Alerts beyond these become lines of a table, and lines beyond theirs a number: the page stays below 5 MB whatever the alerts hold. */
const maxCards = 500;
const maxCardCharacters = 3_900_000;
const maxLines = 1000;
const maxLineCharacters = 300_000;
/** Rows of evidence in the whole page; all of them are in alerts.ndjson. */
const maxEvidenceRows = 5000;
const fewAlerts = 3;
/** Where those without a card stand; script.ts knows the name. */
const further = 'further';

const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Cpath d=%22M2 15V7a6 6 0 0 1 12 0v8h-3V8H5v7z%22 fill=%22%233b6ea5%22/%3E%3C/svg%3E';
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${sha256(style)}'`,
  `script-src 'sha256-${sha256(script)}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

interface Told extends Mark {
  readonly card: Html;
}

export function renderReport(input: ReportInput): string {
  const { summary } = input;
  const standing = input.alerts.filter((alert) => alert.state !== 'withdrawn').sort(worstFirst);
  const withdrawn = input.alerts.filter((alert) => alert.state === 'withdrawn').sort(worstFirst);
  const told = cards(standing);
  const marks = standing.map((alert, i): Mark => told[i] ?? { alert, anchor: further });
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">
<title>${input.generatedFor}: Gatewatch report</title><link rel="icon" href="${trusted(icon)}">
<style>${trusted(style)}</style></head>
<body><a class="skip" href="#main">Skip to the alerts</a><div class="page">
${header(input.generatedFor, standing, summary)}
<main id="main">${timeline(summary.buckets, marks)}${breakdown(standing, summary)}${alertList(told, standing)}${takenBack(withdrawn)}${runNotes(summary)}</main>
<footer>Made by Gatewatch from the organisation’s own logs. This file loads nothing and sends nothing.</footer></div>
${landSymbol}<script>${trusted(script)}</script></body></html>
`.markup;
}

/** As many as the page has room for, the worst first. */
function cards(standing: readonly Alert[]): readonly Told[] {
  const out: Told[] = [];
  const count = Math.min(maxCards, standing.length);
  const maxEvidence = Math.max(6, Math.floor(maxEvidenceRows / Math.max(1, count)));
  let room = maxCardCharacters;
  for (const [i, alert] of standing.slice(0, count).entries()) {
    const anchor = `alert-${i + 1}`;
    const card = alertCard(alert, { anchor, open: count <= fewAlerts || i === 0, maxEvidence });
    if (card.markup.length > room) break;
    room -= card.markup.length;
    out.push({ alert, anchor, card });
  }
  return out;
}

function alertList(told: readonly Told[], standing: readonly Alert[]): Html {
  const rest = standing.slice(told.length);
  if (standing.length === 0) return empty;
  return html`<section aria-labelledby="alerts"><div class="heading"><h2 id="alerts">Alerts</h2>${tools(standing)}</div>${told.map(({ card }) => card)}${
    rest.length === 0 ? empty : lines(rest, `${counted(rest.length, 'further alert')}, none worse than those above`, further)
  }</section>`;
}

/** The chips work by style alone; the rest shows itself only where scripts run. */
function tools(standing: readonly Alert[]): Html {
  if (standing.length < 2) return empty;
  const counts = severities.map((severity) => ({
    severity,
    count: standing.filter((alert) => alert.severity === severity).length,
  }));
  const chips = counts
    .filter(({ count }) => count > 0)
    .reverse()
    .map(
      ({ severity, count }) =>
        html`<label class="chip ${severity}"><input type="checkbox" id="show-${severity}" value="${severity}" checked><span>${phrase(severity)} <b>${number(count)}</b></span></label>`,
    );
  return html`<div class="tools" role="search" aria-label="Alerts"><fieldset class="chips"><legend class="offstage">Severities shown</legend>${chips}</fieldset>
<input class="needs-script" hidden type="search" id="filter" placeholder="Filter: name, place, address…" aria-label="Filter alerts by text" autocomplete="off" spellcheck="false">
<button class="needs-script" hidden type="button" id="unfold" aria-pressed="false">Unfold all</button><span id="shown" class="note" role="status"></span></div>`;
}

function takenBack(alerts: readonly Alert[]): Html {
  return alerts.length === 0
    ? empty
    : lines(alerts, `${counted(alerts.length, 'alert')} withdrawn: late records showed otherwise`);
}

function lines(alerts: readonly Alert[], title: string, id?: string): Html {
  const shown: Html[] = [];
  let room = maxLineCharacters;
  for (const alert of alerts.slice(0, maxLines)) {
    const line = html`<tr class="${alert.severity}"><td><span class="count ${alert.severity}">${phrase(alert.severity)}</span></td><td>${dayAndClock(alert.lastSeen)}</td><td>${alert.subject.key}</td><td>${alert.title}</td></tr>`;
    if ((room -= line.markup.length) < 0) break;
    shown.push(line);
  }
  const more =
    alerts.length > shown.length
      ? html`<p class="note">${number(alerts.length - shown.length)} more are in alerts.ndjson.</p>`
      : empty;
  return html`<details class="panel fold"${id === undefined ? empty : html` id="${id}"`}><summary><h3>${title}</h3></summary><div class="scroll" role="region" aria-label="${title}" tabindex="0"><table>
<thead><tr><th scope="col">Severity</th><th scope="col">Time (UTC)</th><th scope="col">Account</th><th scope="col">What</th></tr></thead>
<tbody>${shown}</tbody></table></div>${more}</details>`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
