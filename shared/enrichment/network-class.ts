/** What kind of network an autonomous system is: a curated table first, then words in its owner's name, else an ordinary provider. */

import type { NetworkClass } from '@gatewatch/domain';

type Line = readonly [asn: number, networkClass: NetworkClass, reason: string];

/** Each line with its reason. Numbers are those of the routing registries; a test holds them against the data we ship. */
export const networkTable: readonly Line[] = [
  [8075, 'microsoft', 'Microsoft: services that refresh tokens for people, Azure, and Edge Secure Network'],
  [8068, 'microsoft', 'Microsoft: corporate and online services'],
  [8069, 'microsoft', 'Microsoft: online services'],
  [3598, 'microsoft', 'Microsoft: corporate'],
  [15169, 'google', 'Google: services and proxies of its own'],
  [36040, 'google', 'Google: YouTube and edge'],
  [19527, 'google', 'Google: services'],
  [396982, 'hosting', 'Google Cloud: rented machines'],
  [16509, 'hosting', 'Amazon Web Services'],
  [14618, 'hosting', 'Amazon Web Services, us-east'],
  [31898, 'hosting', 'Oracle Cloud'],
  [45102, 'hosting', 'Alibaba Cloud; named by public rules on rogue device registrations'],
  [132203, 'hosting', 'Tencent Cloud; named by public rules on rogue device registrations'],
  [16276, 'hosting', 'OVH'],
  [24940, 'hosting', 'Hetzner'],
  [213230, 'hosting', 'Hetzner Cloud'],
  [14061, 'hosting', 'DigitalOcean'],
  [63949, 'hosting', 'Linode (Akamai Connected Cloud)'],
  [20473, 'hosting', 'Vultr (The Constant Company)'],
  [9009, 'hosting', 'M247: resold to many VPN services'],
  [60068, 'hosting', 'Datacamp (CDN77): VPN exits among them'],
  [212238, 'hosting', 'Datacamp: VPN exits among them'],
  [60781, 'hosting', 'Leaseweb Netherlands'],
  [28753, 'hosting', 'Leaseweb Germany'],
  [30633, 'hosting', 'Leaseweb USA'],
  [51167, 'hosting', 'Contabo'],
  [12876, 'hosting', 'Scaleway'],
  [62240, 'hosting', 'Clouvider; named by public rules on rogue device registrations'],
  [29802, 'hosting', 'HIVELOCITY; named by public rules on rogue device registrations'],
  [399629, 'hosting', 'BL Networks; named by public rules on rogue device registrations'],
  [395092, 'hosting', 'Shock Hosting; named by public rules on rogue device registrations'],
  [393406, 'hosting', 'DigitalOcean; named by public rules on rogue device registrations'],
  [136787, 'vpn', 'PacketHub: exits of NordVPN'],
  [204957, 'hosting', 'GREEN FLOID; named by public rules on rogue device registrations'],
  [215540, 'hosting', 'Global Connectivity Solutions; named by public rules on rogue device registrations'],
  [59711, 'hosting', 'HZ Hosting; named by public rules on rogue device registrations'],
  [60729, 'vpn', 'operator of Tor exits'],
  [198605, 'vpn', 'AVAST / Gen: SecureLine VPN'],
  [39351, 'vpn', '31173 Services: Mullvad'],
  [209103, 'vpn', 'Proton VPN'],
  [62371, 'vpn', 'Proton'],
  [36183, 'relay', 'Akamai: egress of iCloud Private Relay'],
  [13335, 'relay', 'Cloudflare: WARP and egress of iCloud Private Relay'],
  [54113, 'relay', 'Fastly: egress of iCloud Private Relay'],
  [21928, 'mobile', 'T-Mobile US: exits far from the phone'],
  [22394, 'mobile', 'Verizon Wireless'],
  [6167, 'mobile', 'Verizon Wireless'],
  [20057, 'mobile', 'AT&T Mobility'],
  [55836, 'mobile', 'Reliance Jio'],
  [45609, 'mobile', 'Bharti Airtel mobile'],
  [29465, 'mobile', 'MTN Nigeria'],
  [12430, 'mobile', 'Vodafone Spain'],
  [206067, 'mobile', 'Three UK'],
  [12576, 'mobile', 'EE'],
  [15480, 'mobile', 'Vodafone Netherlands mobile'],
  [31615, 'mobile', 'T-Mobile Netherlands'],
  [16232, 'mobile', 'TIM Italy mobile'],
  [20978, 'mobile', 'Turkcell'],
  [17676, 'mobile', 'SoftBank: mobile and fixed exits shared'],
  [9605, 'mobile', 'NTT Docomo'],
  [14593, 'satellite', 'Starlink: exits in other cities and countries'],
  [7155, 'satellite', 'Viasat'],
  [22351, 'satellite', 'Intelsat / Panasonic Avionics: aircraft'],
  [64294, 'satellite', 'Gogo: aircraft'],
];

const byAsn = new Map<number, NetworkClass>(networkTable.map(([asn, networkClass]) => [asn, networkClass]));

// Words that owners of such networks give themselves. Checked in this order; no word is a part of a common provider's name.
const words: readonly (readonly [RegExp, NetworkClass])[] = [
  [/\bvpn\b|\bnordvpn\b|\bexpressvpn\b|\bsurfshark\b/i, 'vpn'],
  [/hosting|datacenter|data center|\bvps\b|\bcloud\b|\bservers?\b|dedicated|colocation/i, 'hosting'],
  [/\bmobile\b|wireless|cellular|\bgsm\b|\blte\b/i, 'mobile'],
  [/satellite|inflight|avionics/i, 'satellite'],
];

export function networkClassOf(asn: number | null, owner: string | null): NetworkClass {
  if (asn === null) return 'unknown';
  const known = byAsn.get(asn);
  if (known !== undefined) return known;
  if (owner !== null) for (const [word, networkClass] of words) if (word.test(owner)) return networkClass;
  return 'isp';
}
