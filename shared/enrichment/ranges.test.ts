import { expect, test } from 'vitest';
import { rangesOf } from './ranges.ts';
import { reservedRanges } from './reserved-ranges.ts';

test('hold their first and last address and no neighbour', () => {
  const ranges = rangesOf(['192.0.2.0/25', '2001:db8::/33', ' 198.51.100.7 '], 'here');
  expect(['192.0.2.0', '192.0.2.127', '2001:db8:7fff:ffff:ffff:ffff:ffff:ffff', '198.51.100.7'].map(ranges.has)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['192.0.1.255', '192.0.2.128', '2001:db8:8000::', '198.51.100.8'].map(ranges.has)).toEqual([false, false, false, false]);
});

test.each(['192.0.2.0/33', '2001:db8::/129', '192.0.2/24', 'x', '', '192.0.2.0/24/1', '192.0.2.0/-1', '192.0.2.0/1e1'])(
  '"%s" is refused in one sentence',
  (line) => {
    expect(() => rangesOf([line], 'corporate egress')).toThrow(/^corporate egress: ".*" is no address range: write it as/);
  },
);

test('reserved ranges are legal and hold no public address', () => {
  const reserved = rangesOf(reservedRanges, 'reserved');
  expect(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1', '2a00::1'].filter(reserved.has)).toEqual([]);
});
