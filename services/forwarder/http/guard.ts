/**
 * Which addresses a destination may have (OWASP, "Server-Side Request Forgery Prevention"): none of this machine, this network, a
 * cloud's metadata service or any other range that is not of the public Internet (IANA special-purpose address registries), unless
 * the operator allows it by range.
 */

import { BlockList, isIP } from 'node:net';

const reserved4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
// All of IPv6 but global unicast (2000::/3), and what in it is no place of its own: tunnels and documentation.
const reserved6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const reserved = new BlockList();
for (const [net, bits] of reserved4) reserved.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of reserved6) reserved.addSubnet(net, bits, 'ipv6');

export type Guard = (address: string) => boolean;

/** `allowed`: ranges such as 10.1.0.0/16 that the operator vouches for. */
export function createGuard(allowed: readonly string[]): Guard {
  const list = new BlockList();
  for (const range of allowed) {
    const [net = '', bits] = range.split('/');
    const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(net, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
  }
  return (address) => {
    const family = isIP(address);
    if (family === 0) return false;
    const kind = family === 6 ? 'ipv6' : 'ipv4';
    return list.check(address, kind) || !reserved.check(address, kind);
  };
}
