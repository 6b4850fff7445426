/** The tenant's trusted named locations as facts: ranges under one spelling, and the one that holds an address. */

import { isIP } from 'node:net';
import { factKey } from './facts.ts';

/** Said beside each range, so that a tenant without trusted ranges is asked once and not for every possible range. */
export const anyTrustedNetwork = 'any';

/** Shortest prefixes that are looked for: no organisation holds more (IANA allots /8 and /16 to registries at most). */
const shortest = { 4: 8, 6: 16 } as const;

/** `203.0.113.0/24`, `2001:db8:0:0:0:0:0:0/32`: host bits cleared, IPv6 in eight groups. A single address is its own range; null for no range. */
export function rangeText(cidr: string): string | null {
  const [address = '', length, more] = cidr.trim().toLowerCase().split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined || address.includes('%')) return null;
  const most = family === 4 ? 32 : 128;
  const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  return bits < 0 || bits > most ? null : written(numberOf(address), bits, most);
}

/** Name of the trusted location that holds the address, of the narrowest where several do; null where none does. */
export function trustedLocation(ip: string | null, fact: (name: string) => string | null): string | null {
  if (ip === null || fact(factKey('trusted-network', anyTrustedNetwork)) === null) return null;
  const family = isIP(ip);
  if (family !== 4 && family !== 6) return null;
  const value = numberOf(ip.split('%')[0] ?? ip);
  const most = family === 4 ? 32 : 128;
  for (let bits = most; bits >= shortest[family]; bits--) {
    const name = fact(factKey('trusted-network', written(value, bits, most)));
    if (name !== null) return name;
  }
  return null;
}

function written(value: bigint, bits: number, most: number): string {
  const host = BigInt(most - bits);
  const network = (value >> host) << host;
  const parts = most === 32 ? 4 : 8;
  const width = BigInt(most / parts);
  const mask = (1n << width) - 1n;
  const all = Array.from({ length: parts }, (_, i) => Number((network >> (width * BigInt(parts - 1 - i))) & mask));
  return `${most === 32 ? all.join('.') : all.map((group) => group.toString(16)).join(':')}/${bits}`;
}

/** A legal address as a whole number. */
function numberOf(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
  const four = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(address);
  const text = four === null ? address : `${four[1]}${groupsOf(four[2] ?? '')}`;
  const [head = '', tail] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...new Array<string>(Math.max(0, gap)).fill('0'), ...right];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** `192.0.2.1` as the two groups that it stands for at the end of an IPv6 address. */
function groupsOf(four: string): string {
  const value = Number(numberOf(four));
  return `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
}
