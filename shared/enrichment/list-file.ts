/**
 * An operator's list of addresses: CIDR or address one a line with `#` or `;` comments, CSV whose first column is the range (iCloud
 * Private Relay's egress-ip-ranges.csv, Cloudflare's and other geofeeds of RFC 8805), Tor's `ExitAddress` lines, or JSON (cloud
 * makers' published ranges: strings, at any depth). A broken line is a problem of its own; the others hold.
 */

import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';

export interface ListFile {
  readonly cidrs: readonly string[];
  /** One sentence each, with file and line. */
  readonly problems: readonly string[];
  /** Unix ms of the last change; null where the file cannot be read. */
  readonly changed: number | null;
}

export function readList(path: string): ListFile {
  let text: string;
  let changed: number;
  try {
    changed = statSync(path).mtimeMs;
    text = readFileSync(path, 'utf8');
  } catch {
    return {
      cidrs: [],
      problems: [`${path} cannot be read: name a list file that exists and that this user may read`],
      changed: null,
    };
  }
  return { ...(/^\s*[[{]/.test(text) ? jsonList(text, path) : plainList(text, path)), changed };
}

type Read = Pick<ListFile, 'cidrs' | 'problems'>;

function plainList(text: string, path: string): Read {
  const cidrs: string[] = [];
  const problems: string[] = [];
  for (const [index, whole] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = whole.replace(/[#;].*$/, '').trim();
    if (line === '' || /^(ExitNode|Published|LastStatus) /.test(line)) continue;
    const range = (/^ExitAddress (\S+)/.exec(line)?.[1] ?? line.split(',')[0] ?? '').trim().replace(/^"(.*)"$/, '$1');
    if (isRange(range)) cidrs.push(range);
    else problems.push(problem(path, index + 1, range));
  }
  return { cidrs, problems };
}

function jsonList(text: string, path: string): Read {
  const cidrs: string[] = [];
  const problems: string[] = [];
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = at === undefined ? text.split('\n').length : lineAt(text, Number(at));
    return { cidrs, problems: [`${path}:${line}: this is no valid JSON: mend it, nothing of the file holds`] };
  }
  const lineOf = (value: string) => lineAt(text, Math.max(0, text.indexOf(JSON.stringify(value))));
  const walk = (value: unknown, key: string | null): void => {
    if (typeof value === 'string') {
      if (isRange(value)) cidrs.push(value);
      else if (key === null || rangeKey.test(key)) problems.push(problem(path, lineOf(value), value));
    } else if (Array.isArray(value)) for (const one of value) walk(one, key);
    else if (typeof value === 'object' && value !== null) for (const [name, one] of Object.entries(value)) walk(one, name);
  };
  walk(told, null);
  return { cidrs, problems };
}

/** Keys of ranges as AWS (`ip_prefix`), Google (`ipv4Prefix`), Azure (`addressPrefixes`) and operators (`cidr`) write them. */
const rangeKey = /prefix(es)?$|^cidrs?$|^ranges?$/i;

function problem(path: string, line: number, found: string): string {
  const shown = found.length > 40 ? `${found.slice(0, 40)}…` : found;
  return `${path}:${line}: ${JSON.stringify(shown)} is no address range: write it as 192.0.2.0/24 or 2001:db8::/32`;
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

function isRange(text: string): boolean {
  const [ip = '', bits, more] = text.split('/');
  const family = ip.includes('%') ? 0 : isIP(ip);
  if (family === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
