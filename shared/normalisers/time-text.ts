/**
 * Times as the vendors spell them (ISO 8601 with 0 to 9 fraction digits, one-digit hours, offsets or no zone; US month/day with
 * or without AM/PM; PowerShell's ticks) to Unix ms. Never asks the machine's zone: text without a zone is UTC. Fractions are cut, not rounded.
 */

import { dayMs, hourMs, minuteMs, secondMs } from '@gatewatch/domain';

const maxLength = 64;
const zero = 48;

/** Unix ms, or null for what is no time: unknown spelling, a date that does not exist, a year outside 1970 to 9999. */
export function parseTime(text: string): number | null {
  return strictIso(text) ?? otherSpelling(text);
}

/** Nearly every record: read without a regular expression. */
function strictIso(text: string): number | null {
  if (text.length > longestIso) return null;
  for (let i = 0; i < text.length; i++) scratch[i] = Math.min(text.charCodeAt(i), 255);
  return timeAt(scratch, 0, text.length);
}

const longestIso = 40;
const scratch = new Uint8Array(longestIso);

/** Unix ms of `2022-01-24T05:10:08.6816663Z` or `…+00:00`, a character a byte; null where `parseTime` decides. */
export function timeAt(bytes: Uint8Array, from: number, to: number): number | null {
  const length = to - from;
  if (length < 20 || length > longestIso) return null;
  if (bytes[from + 4] !== 45 || bytes[from + 7] !== 45 || bytes[from + 10] !== 84) return null;
  if (bytes[from + 13] !== 58 || bytes[from + 16] !== 58) return null;
  const century = pairAt(bytes, from);
  const year = pairAt(bytes, from + 2);
  const seconds = clockMs(pairAt(bytes, from + 11), pairAt(bytes, from + 14), pairAt(bytes, from + 17));
  const days = daysSince1970(century * 100 + year, pairAt(bytes, from + 5), pairAt(bytes, from + 8));
  if (century < 0 || year < 0 || seconds === null || days === null) return null;
  let at = from + 19;
  let fraction = 0;
  if (bytes[at] === 46) {
    let weight = 100;
    let digit = (bytes[++at] ?? 0) - zero;
    if (!(digit >= 0 && digit <= 9)) return null;
    while (digit >= 0 && digit <= 9) {
      fraction += digit * weight;
      weight = weight === 1 ? 0 : weight / 10;
      digit = (bytes[++at] ?? 0) - zero;
    }
  }
  const local = days * dayMs + seconds + fraction;
  const sign = bytes[at];
  if (sign === 90 && at + 1 === to) return local;
  if ((sign !== 43 && sign !== 45) || at + 6 !== to || bytes[at + 3] !== 58) return null;
  const offset = offsetMs(sign === 45, pairAt(bytes, at + 1), pairAt(bytes, at + 4));
  return offset === null ? null : local - offset;
}

const iso = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?\s?([Zz]|[+-]\d{2}:?\d{2})?$/;
const us =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?(?:\s?([AaPp])[Mm])?(?:\s?([Zz]|[+-]\d{2}:?\d{2}))?$/;

function otherSpelling(raw: string): number | null {
  if (raw.length > maxLength) return null;
  const text = raw.trim();
  const i = iso.exec(text);
  if (i !== null) return assemble(i[1], i[2], i[3], Number(i[4]), i[5], i[6], i[7], i[8]);
  const u = us.exec(text);
  if (u === null) return ticks(text);
  const hour = twentyFourHours(Number(u[4]), u[8]);
  return hour === null ? null : assemble(u[3], u[1], u[2], hour, u[5], u[6], u[7], u[9]);
}

/** `/Date(1772439330123)/`, as Windows PowerShell turns times to JSON. */
function ticks(text: string): number | null {
  const ms = /^\/Date\((\d{1,15})\)\/$/.exec(text)?.[1];
  return ms === undefined || Number(ms) > lastMs ? null : Number(ms);
}

const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

type Part = string | undefined;

function assemble(year: Part, month: Part, day: Part, hour: number, minute: Part, second: Part, digits: Part, zone: Part) {
  const days = daysSince1970(Number(year), Number(month), Number(day));
  const clock = clockMs(hour, Number(minute), second === undefined ? 0 : Number(second));
  const offset =
    zone === undefined || zone.length === 1 ? 0 : offsetMs(zone[0] === '-', pair(zone, 1), pair(zone, zone.length - 2));
  if (days === null || clock === null || offset === null) return null;
  const fraction = digits === undefined ? 0 : Number(digits.slice(0, 3).padEnd(3, '0'));
  return days * dayMs + clock + fraction - offset;
}

/** 12 AM is midnight, 12 PM noon; `14:00 PM` is no time. */
function twentyFourHours(hour: number, half: Part): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'P' || half === 'p' ? 12 : 0);
}

function clockMs(hour: number, minute: number, second: number): number | null {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  return hour * hourMs + minute * minuteMs + second * secondMs;
}

/** Offsets in use reach from -12:00 to +14:00. */
function offsetMs(negative: boolean, hours: number, minutes: number): number | null {
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return null;
  return (negative ? -1 : 1) * (hours * hourMs + minutes * minuteMs);
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms"). */
function daysSince1970(year: number, month: number, day: number): number | null {
  const length = monthDays[month - 1];
  if (length === undefined || year < 1970 || year > 9999 || day < 1) return null;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (month === 2 && leap ? 29 : length)) return null;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Two digits at `at` as a number, negative where they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1000;
}

function pairAt(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - zero;
  const ones = (bytes[at + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1000;
}
