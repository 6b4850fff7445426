/** Networks for synthetic people: real AS numbers where a class needs one, AS64500 (RFC 5398) for the made-up company. */

import type { Network, NetworkClass } from '@gatewatch/domain';

const network = (asn: number, owner: string, of: NetworkClass): Network => ({ asn, owner, class: of });

export const networks = {
  telenor: network(2119, 'Telenor Norge', 'isp'),
  altibox: network(29695, 'Altibox', 'isp'),
  telia: network(3301, 'Telia Sverige', 'isp'),
  telenorMobile: network(8210, 'Telenor Norge Mobile', 'mobile'),
  bt: network(2856, 'British Telecommunications', 'isp'),
  deutscheTelekom: network(3320, 'Deutsche Telekom', 'isp'),
  orange: network(3215, 'Orange', 'isp'),
  verizon: network(701, 'Verizon', 'isp'),
  mtn: network(29465, 'MTN Nigeria', 'mobile'),
  spectranet: network(37340, 'Spectranet', 'isp'),
  telstra: network(1221, 'Telstra', 'isp'),
  digitalOcean: network(14061, 'DigitalOcean', 'hosting'),
  m247: network(9009, 'M247', 'hosting'),
  mullvad: network(39351, '31173 Services', 'vpn'),
  torExits: network(60729, 'Stiftung Erneuerbare Freiheit', 'tor'),
  appleRelay: network(36183, 'Akamai (iCloud Private Relay)', 'relay'),
  microsoft: network(8075, 'Microsoft', 'microsoft'),
  google: network(15169, 'Google', 'google'),
  starlink: network(14593, 'Starlink', 'satellite'),
  company: network(64500, 'Example Company', 'corporate'),
} as const satisfies Record<string, Network>;

export type NetworkName = keyof typeof networks;
