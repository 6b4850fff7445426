/** Addresses as numbers: IPv4 whole, IPv6 by its upper 64 bits. The text is a legal address in any usual form. */

export function readIp4(text: string): number {
  let value = 0;
  let part = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 46) {
      value = value * 256 + part;
      part = 0;
    } else part = part * 10 + (c - 48);
  }
  return value * 256 + part;
}

export function writeIp4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** The eight groups of an IPv6 address; a zone (`%eth0`) is ignored. */
export function ip6Groups(text: string): readonly number[] {
  const zone = text.indexOf('%');
  const address = zone < 0 ? text : text.slice(0, zone);
  const gap = address.indexOf('::');
  if (gap < 0) return groupsOf(address);
  const head = groupsOf(address.slice(0, gap));
  const tail = groupsOf(address.slice(gap + 2));
  while (head.length + tail.length < 8) head.push(0);
  return [...head, ...tail];
}

export function readIp6(text: string): bigint {
  const [a = 0, b = 0, c = 0, d = 0] = ip6Groups(text);
  return (BigInt(a * 0x10000 + b) << 32n) | BigInt(c * 0x10000 + d);
}

function groupsOf(part: string): number[] {
  const groups: number[] = [];
  if (part === '') return groups;
  for (const group of part.split(':')) {
    if (group.includes('.')) {
      const four = readIp4(group);
      groups.push(four >>> 16, four & 0xffff);
    } else groups.push(Number.parseInt(group, 16));
  }
  return groups;
}
