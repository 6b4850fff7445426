import { expect, test } from 'vitest';
import type { NetworkClass } from './place.ts';
import { sameHousehold } from './same-household.ts';

test.each<[string, string, NetworkClass, boolean, string]>([
  ['192.0.2.1', '192.0.2.1', 'isp', true, 'one IPv4 address'],
  ['192.0.2.1', '192.0.2.2', 'isp', false, 'neighbours'],
  ['192.0.2.1', '2001:db8::1', 'isp', false, 'two families'],
  ['2001:db8:0:1::1', '2001:db8:0:1:a:b:c:d', 'mobile', true, 'one phone'],
  ['2001:db8:0:1::1', '2001:db8:0:2::1', 'mobile', false, 'two phones'],
  ['2001:db8:0:1::1', '2001:db8:0:ff::1', 'isp', true, 'two networks of one home'],
  ['2001:db8:0:1::1', '2001:db8:0:100::1', 'isp', false, 'two homes'],
  ['2001:db8:0:1::1', '2001:db8:0:100::1', 'corporate', true, 'two floors of one office'],
  ['2001:db8:0:1::1', '2001:db8:1:1::1', 'corporate', false, 'two offices'],
  ['2001:db8:0:1::1', '2001:db8:0:2::1', 'hosting', false, 'two customers'],
  ['2001:DB8::1', '2001:0db8:0:0:ffff::', 'vpn', true, 'one prefix in two spellings'],
])('%s and %s in %s: %s (%s)', (a, b, of, same) => {
  expect(sameHousehold(a, b, of)).toBe(same);
  expect(sameHousehold(b, a, of)).toBe(same);
});
