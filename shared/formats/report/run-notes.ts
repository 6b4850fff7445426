/** How far the page can be trusted: what was set aside, why detectors stayed silent, where places come from. */

import type { Summary } from '../summary.ts';
import { empty, type Html, html } from './html.ts';
import { counted, day, number, phrase } from './words.ts';

/** Reason codes of the domain's QuarantineReason, for a reader who does not know them. */
const meanings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'not-json': 'Not JSON',
    'not-a-record': 'JSON, but no log record',
    'no-time': 'A record without a time',
    'bad-time': 'A time that cannot be read',
    'no-id': 'A record that names nobody and nothing',
    'too-large': 'Larger than any real record',
    'too-deep': 'Nested deeper than any real record',
    future: 'A time that lies in the future',
    'foreign-tenant': 'Another organisation’s record',
    'unknown-shape': 'A shape that no reader knows',
    'newer-form': 'A message of a newer release',
    unreadable: 'A message of no release',
  }),
);

export function runNotes(summary: Summary): Html {
  return html`<section aria-labelledby="about"><h2 id="about">About this run</h2>${silences(summary)}${quarantine(summary)}${run(summary)}</section>`;
}

function silences(summary: Summary): Html {
  const detectors = Object.entries(summary.silent).filter(([, reasons]) => Object.keys(reasons).length > 0);
  if (detectors.length === 0) return empty;
  return html`<details class="panel fold"><summary><h3>Why detectors stayed silent</h3><span class="note">a quiet detector should be able to say why</span></summary>
<div class="scroll" role="region" aria-label="Why detectors stayed silent" tabindex="0"><table><thead><tr><th scope="col">Detector</th><th scope="col">Reason</th><th scope="col" class="n">Times</th></tr></thead>${detectors.map(
    ([detector, reasons]) =>
      html`<tbody>${sorted(reasons).map(
        ([reason, count], i, all) =>
          html`<tr>${i === 0 ? html`<th scope="rowgroup" rowspan="${all.length}">${phrase(detector)}</th>` : empty}<td>${phrase(reason)}</td><td class="n">${number(count)}</td></tr>`,
      )}</tbody>`,
  )}</table></div></details>`;
}

function quarantine(summary: Summary): Html {
  const reasons = sorted(summary.quarantined).filter(([, count]) => count > 0);
  if (reasons.length === 0) return empty;
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  return html`<details class="panel fold"><summary><h3>Records in quarantine</h3><span class="note">${counted(total, 'record')}, kept with bytes and place</span></summary>
<table><thead><tr><th scope="col">Reason</th><th scope="col">Code</th><th scope="col" class="n">Records</th></tr></thead>
<tbody>${reasons.map(
    ([reason, count]) =>
      html`<tr><th scope="row">${meanings.get(reason) ?? phrase(reason)}</th><td class="mono">${reason}</td><td class="n">${number(count)}</td></tr>`,
  )}</tbody></table></details>`;
}

function run(summary: Summary): Html {
  const { p50, p99, max } = summary.stateBytes;
  const order =
    summary.mode === 'sorted'
      ? 'The files were sorted by time first.'
      : 'The files were in time order and were merged as they stood.';
  const late = summary.late === 0 ? '' : ` ${counted(summary.late, 'record')} came too late to change what was already settled.`;
  return html`<div class="panel prose"><h3>How it was done</h3><p>${order}${late} Memory an account: ${number(p50)} bytes in the middle, ${number(p99)} at the 99th percentile, ${number(max)} at most.</p>
${summary.geo.length === 0 ? empty : html`<h3>Where places come from</h3><ul>${summary.geo.map(source)}</ul>${attribution(summary)}`}</div>`;
}

function source(geo: Summary['geo'][number]): Html {
  const built = geo.built === null ? 'age unknown' : `built ${day(geo.built)}`;
  return html`<li><span class="t">${geo.name}</span>, ${built}${geo.warning === null ? empty : html`<br><strong class="warning">${geo.warning}</strong>`}</li>`;
}

/** DB-IP's data is CC BY 4.0: pages that show results link to its makers. */
function attribution(summary: Summary): Html {
  if (!summary.geo.some(({ name }) => /db-?ip/i.test(name))) return empty;
  return html`<p><a href="https://db-ip.com" rel="noopener noreferrer">IP Geolocation by DB-IP</a></p>`;
}

function sorted(counts: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
