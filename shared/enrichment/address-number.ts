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

export function readIp6(text: string): bigint {
  const gap = text.indexOf('::');
  const head = (gap < 0 ? text : text.slice(0, gap)).split(':').filter((group) => group !== '');
  const tail =
    gap < 0
      ? []
      : text
          .slice(gap + 2)
          .split(':')
          .filter((group) => group !== '');
  const embedded = tail[tail.length - 1]?.includes('.') === true ? 1 : 0;
  const zeros = gap < 0 ? 0 : Math.max(0, 8 - head.length - tail.length - embedded);
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail];
  let value = 0n;
  for (let i = 0; i < 4; i++) value = (value << 16n) | BigInt(Number.parseInt(groups[i] ?? '0', 16) || 0);
  return value;
}
