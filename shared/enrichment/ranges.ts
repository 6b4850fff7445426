/** Address ranges by name: the reserved ones, the operator's egress, lists. */

import { BlockList, isIP } from 'node:net';

// IANA special-purpose registries for IPv4 and IPv6; 100.64/10 is carrier-grade NAT (RFC 6598).
export const reservedRanges: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/127',
  '64:ff9b:1::/48',
  '100::/64',
  '2001:db8::/32',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
];

export interface Ranges {
  has(ip: string): boolean;
  readonly empty: boolean;
}

/** Throws one sentence for a line that is no range. */
export function rangesOf(lines: readonly string[], where: string): Ranges {
  const list = new BlockList();
  for (const line of lines) {
    const [address = '', prefix] = line.trim().split('/');
    const family = isIP(address);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (family === 0 || !Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) {
      throw new Error(`${where}: "${line}" is no address range: write it as 192.0.2.0/24 or 2001:db8::/32.`);
    }
    list.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return { empty: lines.length === 0, has: (ip) => lines.length > 0 && list.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4') };
}
