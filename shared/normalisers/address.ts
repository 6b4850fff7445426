/** Network addresses as the vendors write them, to one legal normal form: IPv4 dotted, IPv6 as RFC 5952. */

export interface ParsedAddress {
  /** Without port, brackets and zone id, IPv4-mapped IPv6 folded to IPv4; null where absent, unspecified, hidden or illegal. */
  readonly ip: string | null;
  readonly gap: 'address-hidden' | 'address-illegal' | null;
}

const absent: ParsedAddress = { ip: null, gap: null };
const hidden: ParsedAddress = { ip: null, gap: 'address-hidden' };
const illegal: ParsedAddress = { ip: null, gap: 'address-illegal' };

// [ + 45 (longest IPv6 text) + %zone + ] + :port, with room.
const maxLength = 96;

/** Total: every text gives an address, or null with the reason why. */
export function parseAddress(text: string): ParsedAddress {
  const end = ipv4End(text, 0);
  if (end === text.length) return folded(text);
  if (text.length > maxLength) return illegal;
  const trimmed = text.trim();
  if (isAbsent(trimmed)) return absent;
  if (isHidden(trimmed)) return hidden;
  const host = withoutPort(trimmed);
  if (host === null) return illegal;
  if (ipv4End(host, 0) === host.length) return folded(host);
  const groups = ipv6Groups(host);
  if (groups === null) return illegal;
  return folded(mappedIpv4(groups) ?? formatIpv6(groups));
}

function folded(ip: string): ParsedAddress {
  return ip === '0.0.0.0' || ip === '::' ? absent : { ip, gap: null };
}

function isAbsent(text: string): boolean {
  return text === '' || text === '-' || text === '<null>' || text === 'null';
}

/** `203.0.113.XXX`: the vendor hid the last part (sources.md 1.10). */
function isHidden(text: string): boolean {
  return /^[0-9a-f.:]*(?:x{1,4}|\*)(?:[.:](?:x{1,4}|\*))*$/i.test(text);
}

/** Host of `host`, `[v6]`, `[v6]:port`, `v4:port`; zone id cut; null where brackets or port make no sense. */
function withoutPort(text: string): string | null {
  let host = text;
  if (text.startsWith('[')) {
    const close = text.indexOf(']');
    if (close < 0) return null;
    const rest = text.slice(close + 1);
    if (rest !== '' && !isPort(rest)) return null;
    host = text.slice(1, close);
  } else {
    const end = ipv4End(text, 0);
    if (end > 0 && end < text.length) return isPort(text.slice(end)) ? text.slice(0, end) : null;
  }
  const zone = host.indexOf('%');
  return zone < 0 ? host : host.slice(0, zone);
}

function isPort(text: string): boolean {
  return /^:\d{1,5}$/.test(text) && Number(text.slice(1)) <= 65535;
}

/** Index after a dotted IPv4 address that starts at `from`, -1 where there is none. Leading zeros are not decimal everywhere: illegal. */
function ipv4End(text: string, from: number): number {
  let at = from;
  for (let part = 0; part < 4; part++) {
    if (part > 0 && text.charCodeAt(at++) !== 46) return -1;
    const start = at;
    let value = 0;
    for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48) {
      value = value * 10 + digit;
      if (value > 255) return -1;
    }
    if (at === start || (at - start > 1 && text.charCodeAt(start) === 48)) return -1;
  }
  return at;
}

/** The eight groups of an IPv6 address, null where the text is none; `::` stands for at least one group (RFC 4291 2.2). */
function ipv6Groups(text: string): readonly number[] | null {
  const groups: number[] = [];
  let gapAt = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gapAt = 0;
    at = 2;
  }
  while (at < text.length) {
    if (groups.length === 8) return null;
    const start = at;
    let value = 0;
    for (let digit = hexDigit(text.charCodeAt(at)); digit >= 0; digit = hexDigit(text.charCodeAt(++at)))
      value = value * 16 + digit;
    if (at === start || (at - start > 4 && text.charCodeAt(at) !== 46)) return null;
    const next = text.charCodeAt(at);
    if (next === 46) {
      if (ipv4End(text, start) !== text.length) return null;
      const [a = 0, b = 0, c = 0, d = 0] = text.slice(start).split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
      break;
    }
    groups.push(value);
    if (at === text.length) break;
    if (next !== 58) return null;
    at++;
    if (text.charCodeAt(at) === 58) {
      if (gapAt >= 0) return null;
      gapAt = groups.length;
      at++;
    } else if (at === text.length) return null;
  }
  if (gapAt < 0) return groups.length === 8 ? groups : null;
  if (groups.length > 7) return null;
  return [...groups.slice(0, gapAt), ...new Array<number>(8 - groups.length).fill(0), ...groups.slice(gapAt)];
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/** `::ffff:0:0/96` (RFC 4291 2.5.5.2) as dotted IPv4. */
function mappedIpv4(groups: readonly number[]): string | null {
  const [a, b, c, d, e, f, high = 0, low = 0] = groups;
  if (f !== 0xffff || (a ?? 1) + (b ?? 1) + (c ?? 1) + (d ?? 1) + (e ?? 1) !== 0) return null;
  return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
function formatIpv6(groups: readonly number[]): string {
  let bestAt = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (groups[i + run] === 0) run++;
    if (run > bestLength) {
      bestAt = i;
      bestLength = run;
    }
    i += run;
  }
  const hex = groups.map((group) => group.toString(16));
  if (bestAt < 0) return hex.join(':');
  return `${hex.slice(0, bestAt).join(':')}::${hex.slice(bestAt + bestLength).join(':')}`;
}
