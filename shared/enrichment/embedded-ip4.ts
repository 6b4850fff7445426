/** The IPv4 address that an IPv6 address stands for, where it does: its place and owner are those of the inner one. */

import { ip6Groups, writeIp4 } from './address-number.ts';

/**
 * IPv4-mapped `::ffff:0:0/96` (RFC 4291), NAT64 `64:ff9b::/96` (RFC 6052), 6to4 `2002::/16` (RFC 3056). null for any other address.
 * `ip` is a legal IPv6 address.
 */
export function embeddedIp4(ip: string): string | null {
  if (!ip.startsWith('::') && !ip.startsWith('64:') && !ip.startsWith('2002:') && !ip.startsWith('0')) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = ip6Groups(ip);
  if (a === 0x2002) return writeIp4(b * 0x10000 + c);
  if (c !== 0 || d !== 0 || e !== 0) return null;
  const mapped = a === 0 && b === 0 && f === 0xffff;
  const translated = a === 0x64 && b === 0xff9b && f === 0;
  return mapped || translated ? writeIp4(g * 0x10000 + h) : null;
}
