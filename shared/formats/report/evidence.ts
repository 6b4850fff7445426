/** The events behind an alert: as a table for an analyst, and as a strip of dots for the eye. */

import type { Alert, Evidence } from '@gatewatch/domain';
import { label } from '@gatewatch/domain';
import { empty, type Html, html } from './html.ts';
import { clock, counted, day, duration, networkName, number, phrase, placeName } from './words.ts';

const minDots = 3;

export function evidenceTable(alert: Alert, max: number): Html {
  const { events, rows } = alert.evidence;
  if (events.length === 0) return empty;
  const shown = events.length <= max ? events : [...events.slice(0, Math.ceil(max / 2)), ...events.slice(-Math.floor(max / 2))];
  const decisive = new Set(alert.evidence.decisive);
  const hidden = Math.max(rows, events.length) - shown.length;
  const rest =
    hidden > 0
      ? html` <span class="note">${number(shown.length)} of ${number(shown.length + hidden)}, the first and the last</span>`
      : empty;
  const days = new Set(events.map((event) => day(event.time)));
  const shape = { decisive, withDay: days.size > 1, withProvider: new Set(events.map(({ provider }) => provider)).size > 1 };
  return html`<section class="block evidence-block"><h4>Evidence${rest}</h4><div class="scroll" role="region" aria-label="Evidence: ${alert.title}" tabindex="0"><table class="evidence">
<thead><tr><th scope="col">Time (UTC)</th><th scope="col">Outcome</th><th scope="col">From</th><th scope="col">Network</th><th scope="col">Device</th><th scope="col">Application</th><th scope="col">Record</th></tr></thead>
<tbody>${shown.map((event, i) => row(event, shown[i - 1] ?? null, shape))}</tbody></table></div></section>`;
}

interface Shape {
  readonly decisive: ReadonlySet<string>;
  readonly withDay: boolean;
  readonly withProvider: boolean;
}

function row(event: Evidence, above: Evidence | null, shape: Shape): Html {
  const time = html`${shape.withDay ? html`${day(event.time)}<br>` : empty}${clock(event.time)}`;
  const detail = [event.secondFactor === null ? '' : words(event.secondFactor), event.code ?? '']
    .filter((text) => text !== '')
    .join(' · ');
  const kind = event.kind === 'sign-in' ? '' : words(event.kind);
  const note = shape.withProvider ? `${phrase(event.provider)} ${kind}`.trim() : kind;
  return html`<tr${shape.decisive.has(event.id) ? html` class="decisive"` : empty}><td class="mono">${time}</td>
<td><span class="outcome ${outcomeClass(event)}">${phrase(event.outcome)}</span>${small(detail)}</td>${cell(event, above, from, event.ip)}
${cell(event, above, network)}${cell(event, above, (one) => one.device)}${cell(event, above, (one) => one.app)}<td class="mono record">${event.recordId}${small(note)}</td></tr>`;
}

/** Paler where it says the same as the row above: what changed stands out. */
function cell(
  event: Evidence,
  above: Evidence | null,
  pick: (one: Evidence) => string | null,
  below: string | null = null,
): Html {
  const text = pick(event);
  const same = above !== null && text === pick(above) && (below === null || event.ip === above.ip);
  return html`<td${same ? html` class="same"` : empty}>${short(text ?? '–')}${small(below ?? '')}</td>`;
}

function from(event: Evidence): string | null {
  return event.place === null ? null : placeName(event.place);
}

function network(event: Evidence): string | null {
  return event.network === null ? null : networkName(event.network);
}

function small(text: string): Html {
  return text === '' ? empty : html`<small>${short(text)}</small>`;
}

/** The order of things at a glance: nothing where fewer than three events or no time went by. */
export function sequence(evidence: Alert['evidence']): Html {
  const { events } = evidence;
  const from = events[0]?.time ?? 0;
  const to = events.at(-1)?.time ?? 0;
  if (events.length < minDots || to <= from) return empty;
  const good = events.filter((event) => outcomeClass(event) === 'good').length;
  const said = `${counted(events.length, 'event')} in ${duration(to - from)}: ${number(good)} succeeded, ${number(events.length - good)} did not`;
  return html`<figure class="sequence"><svg role="img" aria-label="${said}"><line class="rule" x1="2%" x2="98%" y1="22" y2="22"/>${events.map(
    (event) => {
      const x = Math.round((2 + (96 * (event.time - from)) / (to - from)) * 100) / 100;
      const kind = outcomeClass(event);
      return html`<circle class="${kind}" cx="${x}%" cy="22" r="${kind === 'good' ? 8 : 5.5}"><title>${clock(event.time)} ${words(event.secondFactor ?? event.outcome)}</title></circle>`;
    },
  )}<text class="axis" x="2%" y="50">${clock(from)}</text><text class="axis" x="98%" y="50" text-anchor="end">${clock(to)}</text></svg>
<figcaption><span class="key good"></span>let in<span class="key bad"></span>not let in<span class="said">${said}.</span></figcaption></figure>`;
}

function outcomeClass(event: Evidence): 'good' | 'bad' | 'open' {
  if (event.outcome === 'success') return 'good';
  return event.outcome === 'interrupted' ? 'open' : 'bad';
}

function words(code: string): string {
  return phrase(code).toLowerCase();
}

/** A cell is no place for a novel; the whole text is in alerts.ndjson. */
function short(text: string): string {
  return label(text, 100);
}
