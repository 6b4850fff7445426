/** Numbers, times, places and codes as a person says them. English, UTC, the same on every machine. */

import type { Alert, Evidence } from '@gatewatch/domain';
import { dayMs, hourMs, minuteMs, secondMs } from '@gatewatch/domain';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function number(value: number): string {
  return Math.abs(value) >= 100 ? whole.format(value) : fine.format(value);
}

/** `1 alert`, `3 alerts`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `4 Mar 2026`. */
export function day(time: number): string {
  const date = new Date(time);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `10:43:07`, or `10:43` where seconds do not matter. */
export function clock(time: number, seconds = true): string {
  return new Date(time).toISOString().slice(11, seconds ? 19 : 16);
}

export function dayAndClock(time: number, seconds = false): string {
  return `${day(time)}, ${clock(time, seconds)}`;
}

/** Both ends, the day said once where it is the same. */
export function period(from: number, to: number): string {
  if (day(from) !== day(to)) return `${dayAndClock(from)} – ${dayAndClock(to)}`;
  return clock(from, false) === clock(to, false) ? dayAndClock(from) : `${dayAndClock(from)} – ${clock(to, false)}`;
}

/** `41 min`, `2 h 5 min`, `3 days`. */
export function duration(ms: number): string {
  if (ms < minuteMs) return `${number(Math.round(ms / secondMs))} s`;
  if (ms < hourMs) return `${number(Math.round(ms / minuteMs))} min`;
  if (ms < 2 * dayMs) {
    const minutes = Math.round((ms % hourMs) / minuteMs);
    return `${number(Math.floor(ms / hourMs))} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  return `${number(Math.round(ms / dayMs))} days`;
}

export function country(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code;
}

/** `Lagos, Nigeria`. */
export function placeName(place: NonNullable<Evidence['place']>): string {
  return place.city === null ? country(place.country) : `${place.city}, ${country(place.country)}`;
}

export function networkName(network: NonNullable<Evidence['network']>): string {
  const owner = network.owner ?? (network.asn === null ? '' : `AS${network.asn}`);
  if (network.class === 'unknown') return owner;
  return owner === '' ? network.class : `${owner} (${network.class})`;
}

/** The decisive events that have a place, one for each stay, in time order: the way that the alert is about. */
export function stays(alert: Alert): readonly (Evidence & { readonly place: NonNullable<Evidence['place']> })[] {
  const decisive = new Set(alert.evidence.decisive);
  const way: (Evidence & { readonly place: NonNullable<Evidence['place']> })[] = [];
  for (const event of alert.evidence.events) {
    const { place } = event;
    if (place === null || !decisive.has(event.id)) continue;
    if (way.at(-1)?.place.latitude === place.latitude && way.at(-1)?.place.longitude === place.longitude) continue;
    way.push({ ...event, place });
  }
  return way;
}

/** `Lagos, Nigeria → Oslo, Norway`, '' where no place is known. Untrusted text: label or escape it. */
export function route(alert: Alert): string {
  const names = stays(alert).map((event) => placeName(event.place));
  const shown = names.length > 4 ? [...names.slice(0, 2), '…', ...names.slice(-1)] : names;
  return shown.filter((name, i) => name !== shown[i - 1]).join(' → ');
}

const acronyms = /\b(mfa|ip|asn|vpn|id|os|url|oauth|ropc|2sv)\b/gi;

/** `impliedSpeed` or `implied-speed` → `Implied speed`, `mfa-fatigue` → `MFA fatigue`. */
export function phrase(code: string): string {
  if (code.includes(' ')) return capital(code); // already a phrase
  const words = code
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .replace(acronyms, (word) => (word.toLowerCase() === 'oauth' ? 'OAuth' : word.toUpperCase()))
    .trim();
  return capital(words);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
