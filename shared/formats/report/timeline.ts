/** Sign-ins over time as bars, failed ones marked in them, and above them the alerts, each a link to its story. */

import type { Alert } from '@gatewatch/domain';
import { dayMs, hourMs } from '@gatewatch/domain';
import type { SummaryBucket } from '../summary.ts';
import { empty, type Html, html } from './html.ts';
import { clock, counted, day, duration, number } from './words.ts';
import { worstFirst } from './worst-first.ts';

/** More bars than this are thinner than a pixel on a phone. */
const maxBars = 180;
/** Pixels; `.timeline svg` in style.ts is as high as the three together. */
const marksHeight = 34;
const barsHeight = 120;
const barsRoom = barsHeight - 18; // the highest bar stays clear of its number
const maxTicks = 7;
/** Alerts closer than this (percent of the width) share a dot. */
const dotDistance = 3.4;
/** With more dots than this their lines to the axis would hide the bars. */
const maxStems = 12;

export interface Mark {
  readonly alert: Alert;
  /** Id of the alert's place in the page. */
  readonly anchor: string;
}

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly barMs: number;
  /** Most sign-ins in one bar. */
  readonly most: number;
}

export function timeline(buckets: readonly SummaryBucket[], marks: readonly Mark[]): Html {
  const bars = bundled(buckets);
  const [first] = bars.buckets;
  const last = bars.buckets.at(-1);
  if (first === undefined || last === undefined) return empty;
  const most = Math.max(1, ...bars.buckets.map((bar) => bar.signIns));
  const scale: Scale = { from: first.start, to: last.start + bars.widthMs, barMs: bars.widthMs, most };
  const failed = bars.buckets.reduce((sum, bar) => sum + bar.failures, 0);
  const total = bars.buckets.reduce((sum, bar) => sum + bar.signIns, 0);
  const said = `${counted(total, 'sign-in')}, ${number(failed)} failed; at most ${number(most)} in ${duration(scale.barMs)}.`;
  const base = marksHeight + barsHeight;
  return html`<section aria-labelledby="over-time"><div class="heading"><h2 id="over-time">Sign-ins over time</h2>
<p class="legend"><span class="key all"></span>signed in<span class="key failed"></span>failed<span class="key mark"></span>alert</p></div>
<div class="panel timeline"><svg role="group" aria-label="Sign-ins per ${each(scale.barMs)}: ${said}">
<line class="rule" x1="0" x2="100%" y1="${base}" y2="${base}"/><text class="axis" x="0" y="${marksHeight + 6}">${number(most)}</text>
<g aria-hidden="true">${bars.buckets.map((bar) => column(bar, scale, base))}${ticks(scale, base)}</g>${dots(marks, scale)}</svg>
<p class="note">Sign-ins per ${each(scale.barMs)}, times in UTC.</p></div></section>`;
}

/** At most `maxBars` buckets: neighbours are added together where there are more. */
function bundled(buckets: readonly SummaryBucket[]): { readonly buckets: readonly SummaryBucket[]; readonly widthMs: number } {
  const ordered = [...buckets].sort((a, b) => a.start - b.start);
  let widthMs = Math.min(dayMs, ...ordered.slice(1).map((bucket, i) => bucket.start - (ordered[i]?.start ?? 0)));
  if (ordered.length < 2) widthMs = hourMs;
  const origin = ordered[0]?.start ?? 0;
  const span = (ordered.at(-1)?.start ?? origin) + widthMs - origin;
  widthMs *= Math.ceil(span / widthMs / maxBars);
  const sums = new Map<number, SummaryBucket>();
  for (const bucket of ordered) {
    const start = origin + Math.floor((bucket.start - origin) / widthMs) * widthMs;
    const sum = sums.get(start) ?? { start, signIns: 0, failures: 0 };
    sums.set(start, { start, signIns: sum.signIns + bucket.signIns, failures: sum.failures + bucket.failures });
  }
  return { buckets: [...sums.values()], widthMs };
}

function column(bar: SummaryBucket, scale: Scale, base: number): Html {
  if (bar.signIns === 0) return empty;
  const height = Math.max(1, (bar.signIns / scale.most) * barsRoom);
  const failed = bar.failures === 0 ? 0 : Math.max(1, (bar.failures / scale.most) * barsRoom);
  const at = html`x="${x(bar.start, scale)}%" width="${x(scale.from + scale.barMs * 0.82, scale)}%"`;
  return html`<g><title>${day(bar.start)}, ${clock(bar.start, false)}: ${counted(bar.signIns, 'sign-in')}, ${number(bar.failures)} failed</title>
<rect class="all" ${at} y="${round(base - height)}" height="${round(height)}"/>${
    failed === 0 ? empty : html`<rect class="failed" ${at} y="${round(base - failed)}" height="${round(failed)}"/>`
  }</g>`;
}

function ticks(scale: Scale, base: number): readonly Html[] {
  const days = (scale.to - scale.from) / dayMs;
  const steps = [
    hourMs,
    3 * hourMs,
    6 * hourMs,
    12 * hourMs,
    dayMs,
    2 * dayMs,
    7 * dayMs,
    14 * dayMs,
    30 * dayMs,
    90 * dayMs,
    365 * dayMs,
  ];
  const step = steps.find((ms) => (days * dayMs) / ms <= maxTicks) ?? (days * dayMs) / maxTicks;
  const out: Html[] = [];
  for (let time = Math.ceil(scale.from / step) * step; time < scale.to; time += step) {
    const at = x(time, scale);
    if (at > 94) break;
    const text = step < dayMs ? clock(time, false) : day(time).replace(/ \d+$/, '');
    const every = out.length % 2 === 0 ? '' : ' odd';
    out.push(html`<g class="tick${every}"><line class="rule" x1="${at}%" x2="${at}%" y1="${base}" y2="${base + 5}"/>
<text class="axis" x="${at}%" y="${base + 19}">${text}</text></g>`);
  }
  return out;
}

/** One dot for alerts that stand close together, in the colour of the worst, larger where there are more. */
function dots(marks: readonly Mark[], scale: Scale): Html {
  const groups: { at: number; end: number; marks: Mark[] }[] = [];
  for (const mark of [...marks].sort((a, b) => a.alert.firstSeen - b.alert.firstSeen)) {
    const at = Math.min(99, Math.max(1, x(mark.alert.firstSeen, scale)));
    const group = groups.at(-1);
    if (group === undefined || at - group.at > dotDistance) groups.push({ at, end: at, marks: [mark] });
    else {
      group.end = at;
      group.marks.push(mark);
    }
  }
  const shown = groups.map((group) => dot((group.at + group.end) / 2, group.marks));
  return html`<g${groups.length > maxStems ? html` class="crowded"` : empty}>${shown}</g>`;
}

function dot(center: number, group: readonly Mark[]): Html {
  const [worst] = [...group].sort((a, b) => worstFirst(a.alert, b.alert));
  if (worst === undefined) return empty;
  const { alert, anchor } = worst;
  const more = group.length === 1 ? '' : ` and ${number(group.length - 1)} more`;
  const name = `${alert.severity}: ${alert.title}, ${alert.subject.key}${more}`;
  const radius = round(Math.min(11, 5.5 + Math.log2(group.length)));
  return html`<a href="#${anchor}" aria-label="${name}"><title>${name}</title><line class="stem ${alert.severity}" x1="${round(center)}%" x2="${round(center)}%" y1="14" y2="${marksHeight + barsHeight}"/>
<circle class="dot ${alert.severity}" cx="${round(center)}%" cy="14" r="${radius}"/>${
    group.length === 1 ? empty : html`<text class="many" x="${round(center)}%" y="17.5">${group.length}</text>`
  }</a>`;
}

function each(ms: number): string {
  return ms === hourMs ? 'hour' : ms === dayMs ? 'day' : duration(ms);
}

/** Percent of the width. */
function x(time: number, scale: Scale): number {
  return round((100 * (time - scale.from)) / (scale.to - scale.from));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
