/** Whether two addresses are one line: a household's, a phone's or an office's, whose devices change IPv6 addresses daily (RFC 8981). */

import type { NetworkClass } from './place.ts';

/**
 * `a` and `b` are legal addresses in normal form, `of` the class of the network that owns both. Equal IPv4 addresses; IPv6 of one
 * delegation: /64 a phone (RFC 6459, 3.1), /56 a home and /48 an organisation (RFC 6177; RIPE-690, 4.2). In networks of many
 * unrelated users behind one prefix (hosting, VPN, relay, Tor and the like) only the same /64.
 */
export function sameHousehold(a: string, b: string, of: NetworkClass): boolean {
  if (a === b) return true;
  if (!a.includes(':') || !b.includes(':')) return false;
  const bits = of === 'corporate' ? 48 : of === 'isp' || of === 'satellite' ? 56 : 64;
  const [x, y] = [upper64(a), upper64(b)];
  return x >> BigInt(64 - bits) === y >> BigInt(64 - bits);
}

function upper64(ip: string): bigint {
  const [head = '', tail] = (ip.split('%')[0] ?? '').split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const left = groups(head);
  // An IPv4 end (`::1.2.3.4`) stands for two groups.
  const right = groups(tail ?? '').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]));
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const all = [...left, ...new Array<string>(gap).fill('0'), ...right];
  return all.slice(0, 4).reduce((sum, group) => (sum << 16n) | BigInt(`0x${group || '0'}`), 0n);
}
