/** The top of the page: for whom, what was found in one sentence, and the numbers of the run. */

import type { Alert } from '@gatewatch/domain';
import { severities } from '@gatewatch/domain';
import type { Summary } from '../summary.ts';
import { empty, type Html, html } from './html.ts';
import { counted, duration, number, period } from './words.ts';

const list = new Intl.ListFormat('en-GB');

export function header(generatedFor: string, alerts: readonly Alert[], summary: Summary): Html {
  const { from, to } = summary;
  return html`<header class="top"><p class="brand">Gatewatch <span>sign-in report</span></p>
<h1><span class="t">${generatedFor}</span></h1>
<p class="when">${from === null || to === null ? 'No events' : html`${period(from, to)} <abbr title="Coordinated Universal Time">UTC</abbr>`}</p>
<p class="verdict">${verdict(alerts, summary)}</p>
<dl class="numbers">${numbers(summary)}</dl></header>`;
}

function verdict(alerts: readonly Alert[], summary: Summary): Html {
  if (alerts.length === 0)
    return html`<strong>No alerts.</strong> Nothing in ${counted(summary.events, 'event')} of ${counted(summary.subjects, 'account')} met a detector’s threshold.`;
  const people = new Set(alerts.map((alert) => alert.subject.key)).size;
  const worst = [...severities]
    .reverse()
    .map((severity) => ({ severity, count: alerts.filter((alert) => alert.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${number(count)} ${severity}`);
  const [only] = alerts;
  const found =
    alerts.length === 1 && only !== undefined
      ? html`<strong>1 alert</strong> of ${only.severity} severity`
      : html`<strong>${counted(alerts.length, 'alert')}</strong>, ${list.format(worst)},`;
  return html`${found} on ${number(people)} of ${counted(summary.subjects, 'account')}. ${counted(summary.events, 'event was', 'events were')} judged.`;
}

function numbers(summary: Summary): readonly Html[] {
  const quarantined = Object.values(summary.quarantined).reduce((sum, count) => sum + count, 0);
  const speed = summary.seconds > 0 ? `${number(Math.round(summary.records / summary.seconds))} a second` : '';
  return [
    figure('Records read', number(summary.records), ''),
    figure('Events understood', number(summary.events), ''),
    figure('Accounts', number(summary.subjects), 'people and workloads'),
    figure('Set aside', number(quarantined), quarantined === 0 ? 'every record was readable' : 'unreadable, kept in quarantine'),
    figure('Time taken', summary.seconds < 60 ? `${number(summary.seconds)} s` : duration(summary.seconds * 1000), speed),
  ];
}

function figure(name: string, value: string, note: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd>${note === '' ? empty : html`<dd class="note">${note}</dd>`}</div>`;
}
