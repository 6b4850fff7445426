/** One alert with its whole story: who, what, where from, why, how sure, what to do, and the evidence. */

import type { Alert, Fact } from '@gatewatch/domain';
import { gapWords } from '../gap-words.ts';
import { evidenceTable, sequence } from './evidence.ts';
import { empty, type Html, html, type Part } from './html.ts';
import { travelMap } from './travel-map.ts';
import { counted, day, dayAndClock, duration, number, period, phrase, route } from './words.ts';

export interface CardStyle {
  /** Id of the card in the page. */
  readonly anchor: string;
  /** Unfolded from the start. */
  readonly open: boolean;
  readonly maxEvidence: number;
}

export function alertCard(alert: Alert, style: CardStyle): Html {
  const { anchor } = style;
  return html`<article class="alert ${alert.severity}" aria-labelledby="${anchor}-title"><details id="${anchor}"${style.open ? html` open` : empty}>
<summary><span class="severity">${phrase(alert.severity)}</span><span class="what"><h3 id="${anchor}-title">${alert.title}</h3>
<span class="whom"><span class="t">${alert.subject.name ?? alert.subject.key}</span> · <time datetime="${iso(alert.lastSeen)}">${dayAndClock(alert.lastSeen)}</time></span>
<span class="explanation">${alert.explanation}</span></span><span class="chevron" aria-hidden="true"></span></summary>
<div class="story">${picture(alert)}
<div class="columns">${who(alert)}${facts(alert.facts)}</div>
<div class="columns">${sure(alert)}${steps(alert.steps)}</div>
${evidenceTable(alert, style.maxEvidence)}${provenance(alert)}</div></details></article>`;
}

function picture(alert: Alert): Html {
  const map = travelMap(alert);
  return map === empty ? sequence(alert.evidence) : map;
}

function who(alert: Alert): Html {
  const { subject } = alert;
  const lasted = alert.lastSeen - alert.firstSeen;
  return html`<section class="block"><h4>The account</h4><dl class="pairs">
${pair('Account', html`<span class="t mono">${subject.key}</span>`)}${pair('Name', subject.name)}${pair(
  'Kind',
  `${phrase(subject.kind)}${subject.providers.length === 0 ? '' : `, ${subject.providers.map(phrase).join(' and ')}`}`,
)}${pair('When', `${period(alert.firstSeen, alert.lastSeen)}${lasted > 0 ? ` (${duration(lasted)})` : ''}`)}${pair('Where from', route(alert))}${pair(
  'Involved',
  alert.entities.length === 0
    ? ''
    : alert.entities.slice(0, 12).map((entity) => html`<span class="tag t">${entity.value}</span> `),
)}${pair('Verdict', alert.disposition === null ? '' : phrase(alert.disposition))}</dl></section>`;
}

function pair(name: string, value: Part): Html {
  return value === null || value === '' ? empty : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function facts(all: readonly Fact[]): Html {
  if (all.length === 0) return empty;
  return html`<section class="block"><h4>Why it fired</h4><table class="facts"><thead><tr><th scope="col">Measured</th><th scope="col" class="n">Found</th><th scope="col" class="n">Threshold</th></tr></thead>
<tbody>${all.map(
    (fact) =>
      html`<tr><th scope="row">${phrase(fact.name)}</th><td class="n"><b>${amount(fact.value, fact.unit)}</b></td><td class="n">${threshold(fact)}</td></tr>`,
  )}</tbody></table></section>`;
}

const signs: Readonly<Record<NonNullable<Fact['test']>, string>> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' };

function threshold(fact: Fact): string {
  if (fact.threshold === null) return '–';
  return `${fact.test === null ? '' : `${signs[fact.test]} `}${amount(fact.threshold, fact.unit)}`;
}

function amount(value: number | string, unit: string | null): string {
  const text = typeof value === 'number' ? number(value) : value;
  return unit === null || unit === '' ? text : `${text} ${unit}`;
}

function sure(alert: Alert): Html {
  return html`<section class="block"><h4>How sure</h4><p><b>${phrase(alert.confidence)} confidence</b>, risk ${number(alert.risk)} of 100</p>
${list(alert.because)}${alert.baseline.length === 0 ? empty : html`<h5>Normal for this account</h5>${list(alert.baseline)}`}${
  alert.gaps.length === 0 ? empty : html`<h5>Not known</h5>${list(alert.gaps.map((gap) => gapWords(gap) ?? phrase(gap)))}`
}</section>`;
}

function steps(all: readonly string[]): Html {
  if (all.length === 0) return empty;
  return html`<section class="block"><h4>What to do</h4><ul class="steps">${all.map(
    (step) => html`<li><label><input type="checkbox"><span>${step}</span></label></li>`,
  )}</ul></section>`;
}

function list(items: readonly string[]): Html {
  return items.length === 0 ? empty : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function provenance(alert: Alert): Html {
  const state = alert.state === 'open' ? '' : `, ${alert.state}`;
  const cause = alert.cause === null ? empty : html`, because of <span class="mono t">${alert.cause}</span>`;
  const moved = alert.replacedBy === null ? empty : html`, now part of <span class="mono t">${alert.replacedBy}</span>`;
  return html`<p class="provenance">${alert.attack.map((technique) => html`<span class="tag t">${attackLink(technique)}</span> `)}<span>Alert <span class="mono t">${alert.id}</span>,
revision ${alert.revision}${state}${cause}${moved}, ${counted(alert.findings, 'finding')} by <span class="t">${alert.detector.id}</span> version ${alert.detector.version},
epoch <span class="mono t">${alert.epoch}</span>, detected ${day(alert.detectedAt)}.</span></p>`;
}

/** `T1621 …` → its page at MITRE; anything else stays text. */
function attackLink(technique: string): Html {
  const [, id, sub] = /^T(\d{4})(?:\.(\d{3}))?(?: |$)/.exec(technique) ?? [];
  if (id === undefined) return html`${technique}`;
  const path = sub === undefined ? `T${id}` : `T${id}/${sub}`;
  return html`<a href="https://attack.mitre.org/techniques/${path}/" rel="noopener noreferrer">${technique}</a>`;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
