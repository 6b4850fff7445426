/** What kind of network an autonomous system is, by hand: each line with its reason. A test holds the numbers against the data we ship. */

import type { NetworkClass } from '@gatewatch/domain';

export interface NetworkLine {
  readonly asn: number;
  readonly class: NetworkClass;
  readonly reason: string;
  /** True where the shipped data has no range of it today (its addresses stand under another number, or none are announced). */
  readonly absent: boolean;
}

const lines: { asn: number; class: NetworkClass; reason: string; absent: boolean }[] = [];
const add = (networkClass: NetworkClass, asns: readonly number[], reason: string, absent = false) => {
  for (const asn of asns) lines.push({ asn, class: networkClass, reason, absent });
};

// Microsoft: its services refresh tokens for people and appear as their address (sources.md 1.10). Azure's rented machines share 8075.
add('microsoft', [8075], 'Microsoft: online services, Azure, and Edge Secure Network');
add('microsoft', [8068, 8069, 8070, 8071], 'Microsoft: online services');
add('microsoft', [3598, 35106, 12076], 'Microsoft: corporate and ExpressRoute');
add('microsoft', [200517], 'Microsoft Cloud Germany');
add('microsoft', [5761, 17144, 30520, 46182, 54396, 63314], 'Microsoft, by the name of their owner');
add('microsoft', [45139, 58862, 59067], 'Microsoft in Singapore and China; 59067 is no carrier, though its owner says Mobile');

add('google', [15169], 'Google: services and proxies of its own');
add('google', [19527, 36040, 36384, 36492, 43515, 41264], 'Google: services, edge and offices');
add('google', [36383, 36385, 36411, 395973], 'Google, by the name of their owner');
add('google', [45566, 139070, 139190], 'Google in Asia');
add('hosting', [396982], 'Google Cloud: rented machines');
add('isp', [16591, 32381], 'Google Fiber: lines into homes');

// Relays: the exit is the relay's choice, not the person's place.
add('relay', [36183], 'Akamai: egress of iCloud Private Relay (egress-ip-ranges.csv at mask-api.icloud.com)');
add(
  'relay',
  [20940],
  'Akamai: the other half of that egress, 172.224.0.0/12 and 2a02:26f7::/32 (Sattler et al., IMC 2022); nobody lives there',
);
add('relay', [13335], 'Cloudflare: WARP and egress of iCloud Private Relay');
add('relay', [209242, 132892, 202623], 'Cloudflare: WARP and customers of its edge');
add('relay', [14789, 395747, 139242, 203898], 'Cloudflare: parts of the same blocks (2a09:bac0::/32 among them)');
add('relay', [54113], 'Fastly: egress of iCloud Private Relay');
add('relay', [22616, 53444, 53813, 62044, 62907], 'Zscaler: one exit for the staff of many firms');
add('relay', [55256], 'Netskope: one exit for the staff of many firms');
add('relay', [13150, 138627], 'Cato Networks: one exit for the staff of many firms');
add('relay', [396253, 137922, 202276], 'iboss: one exit for the staff of many firms');
add('relay', [44444, 7598, 13448, 42465, 43251], 'Forcepoint: one exit for the staff of many firms');
add('relay', [36692, 25605], 'Cisco Umbrella: secure gateway of many firms');
add('relay', [54538, 396421], 'Palo Alto Networks (Prisma Access): one exit for the staff of many firms');
add(
  'relay',
  [394089],
  'Google Cloud with addresses of its customers: nearly all are Prisma Access (130.41, 134.238, 165.85, 208.127)',
);
add('relay', [62654], 'Menlo Security: browsers of many firms run there');

// Exits whose whole purpose is to hide where somebody is.
add('vpn', [136787, 272096, 207137, 147049, 141039], 'PacketHub: exits of NordVPN');
add('vpn', [198605, 202003], 'Avast (Gen): SecureLine and HMA VPN');
add('vpn', [39351], '31173 Services: Mullvad');
add('vpn', [216025], 'Mullvad');
add('vpn', [62371, 209103, 199218, 208172], 'Proton: Proton VPN exits');
add('vpn', [397540], 'Windscribe');
add('vpn', [203619], 'IVPN');
add('tor', [60729], 'Stiftung Erneuerbare Freiheit: Tor exits');
add('tor', [62744], 'Quintex Alliance: Tor exits');
add('tor', [396507], 'Emerald Onion: Tor exits');
add('vpn', [4224], 'The Calyx Institute: Tor exits and a VPN');
add('isp', [27683, 263097], 'provider whose name says VPN: private networks for firms, no hiding service');

// Rented machines. Those of detections.md 2.4 are named by public rules on rogue device registrations.
add('hosting', [16509, 14618, 7224, 8987, 9059], 'Amazon Web Services; the last two are its Ireland');
add('hosting', [31898, 54253], 'Oracle Cloud');
add('hosting', [45102, 37963, 134963], 'Alibaba Cloud; 45102 is named by public rules');
add('hosting', [132203, 45090, 133478], 'Tencent Cloud; 132203 is named by public rules');
add('hosting', [55990, 136907], 'Huawei Cloud');
add('hosting', [16276, 35540], 'OVH');
add('hosting', [24940, 213230, 212317], 'Hetzner');
add('hosting', [14061, 393406], 'DigitalOcean; both named by public rules');
add('hosting', [63949, 48337], 'Linode (Akamai Connected Cloud)');
add('hosting', [20473], 'Vultr (The Constant Company, Choopa)');
add('hosting', [9009, 16247, 42973], 'M247: resold to many VPN services; 9009 is named by public rules');
add('hosting', [60068, 212238], 'Datacamp (CDN77): exits of several VPN services');
add('hosting', [60781, 28753, 205544, 59253], 'Leaseweb, Europe and Asia');
add('hosting', [30633, 7203, 395954, 396190, 396362, 27411, 19148, 393886, 394380], 'Leaseweb, USA');
add('hosting', [51167, 40021, 141995], 'Contabo');
add('hosting', [12876, 29447], 'Scaleway');
add('hosting', [8560], 'IONOS');
add('hosting', [62240], 'Clouvider; named by public rules');
add('hosting', [29802], 'HIVELOCITY; named by public rules');
add('hosting', [399629], 'BL Networks (BitLaunch); named by public rules');
add('hosting', [395092], 'Shock Hosting; named by public rules');
add('hosting', [204957], 'GREEN FLOID; named by public rules');
add('hosting', [215540], 'Global Connectivity Solutions; named by public rules');
add('hosting', [59711, 202015], 'HZ Hosting; 59711 is named by public rules');
add('hosting', [400940], 'Railway; named by public rules');
add('hosting', [36352, 54290], 'ColoCrossing (HostPapa)');
add('hosting', [47583], 'Hostinger');
add('hosting', [203020, 207990], 'HostRoyale: proxies and VPN exits');
add('hosting', [33070, 19994, 15395, 27357], 'Rackspace');
add('hosting', [21859, 62610], 'Zenlayer');
add('hosting', [26496, 398101], 'GoDaddy');
add('hosting', [49505, 50340], 'Selectel');
add('hosting', [9123, 210976], 'Timeweb');
add('hosting', [55286], 'B2 Net Solutions (ServerMania)');
add('hosting', [18779], 'EGIHosting: proxies and VPN exits');
add('hosting', [46261], 'QuickPacket');
add('hosting', [40676], 'Psychz Networks');
add('hosting', [46844], 'Sharktech');
add('hosting', [11878], 'tzulo: exits of several VPN services');
add('hosting', [46562], 'Performive');
add('hosting', [19318], 'Interserver');
add('hosting', [199524, 202422], 'G-Core Labs');
add('hosting', [8315, 49981], 'WorldStream');
add('hosting', [50673], 'Serverius');
add('hosting', [210644], 'Aeza');
add('hosting', [834], 'IPXO: leased address blocks');
add('hosting', [22612], 'Namecheap');
add('hosting', [202053, 25697], 'UpCloud');
add('hosting', [36007], 'Kamatera');
add('hosting', [53667], 'FranTech (BuyVM)');
add('hosting', [3223], 'Voxility');
add('hosting', [33387, 32097], 'Nocix and WholeSale Internet');
add('hosting', [3214, 3258], 'xTom');
add('hosting', [50304], 'Blix: exits of several VPN services');
add('hosting', [210558], '1337 Services: machines without names asked');

// Mobile carriers: the exit may stand far from the phone. Where one number serves fixed lines too, the mobile part decides.
add('mobile', [21928, 6614], 'T-Mobile US');
add('mobile', [6167, 22394], 'Verizon Wireless');
add('mobile', [20057], 'AT&T Mobility');
add('mobile', [12576], 'EE', true);
add('mobile', [206067], 'Three UK');
add('mobile', [35228], 'O2 UK');
add('mobile', [25310], 'Vodafone UK mobile');
add('mobile', [13280], 'Three Ireland');
add('mobile', [51207], 'Free Mobile');
add('mobile', [44034], 'Hi3G: Tre in Sweden and Denmark');
add('mobile', [8412], 'Magenta (T-Mobile Austria), fixed too');
add('mobile', [25255], 'Drei Austria');
add('mobile', [12912], 'T-Mobile Poland');
add('mobile', [13036], 'T-Mobile Czech Republic');
add('mobile', [31615], 'Odido (T-Mobile Netherlands)');
add('mobile', [15480], 'Vodafone Netherlands mobile', true);
add('mobile', [12430], 'Vodafone Spain, fixed too');
add('mobile', [16232], 'TIM Italy mobile');
add('mobile', [24608], 'Wind Tre mobile');
add('mobile', [16135], 'Turkcell');
add('mobile', [20978], 'TT Mobil (Türk Telekom)');
add('mobile', [15897], 'Vodafone Turkey');
add('mobile', [34058], 'lifecell Ukraine');
add('mobile', [12714, 31133, 20632], 'MegaFon');
add('mobile', [197207], 'Mobile Communication Company of Iran');
add('mobile', [35819], 'Mobily, fixed too');
add('mobile', [43766, 42961], 'Zain');
add('mobile', [36992], 'Etisalat Misr');
add('mobile', [37069], 'Orange Egypt (Mobinil)');
add('mobile', [24835, 36935], 'Vodafone Egypt');
add('mobile', [29465], 'MTN Nigeria');
add('mobile', [36873], 'Airtel Nigeria');
add('mobile', [33771], 'Safaricom, fixed too');
add('mobile', [36926], 'Airtel Kenya');
add('mobile', [37075, 37133, 37140], 'Airtel in Uganda, Tanzania and Ghana');
add('mobile', [16637], 'MTN South Africa');
add('mobile', [37168], 'Cell C');
add('mobile', [29975, 36994], 'Vodacom');
add('mobile', [55836], 'Reliance Jio, fixed too');
add('mobile', [45609], 'Bharti Airtel mobile');
add('mobile', [45271, 38266, 55410], 'Vodafone Idea');
add('mobile', [133481, 131445, 45458], 'AIS Thailand');
add('mobile', [4818], 'Digi Malaysia');
add('mobile', [9534], 'Maxis');
add('mobile', [45143], 'Singtel Mobile');
add('mobile', [132199, 4775], 'Globe Philippines, fixed too');
add('mobile', [17924], 'SmarTone Hong Kong');
add('mobile', [24158], 'Taiwan Mobile');
add('mobile', [9808, 56040, 56041, 56042, 56044, 56045, 56046, 56047, 56048], 'China Mobile');
add('mobile', [9644], 'SK Telecom');
add('mobile', [9605], 'NTT Docomo');
add('mobile', [17676], 'SoftBank: phones and fixed lines behind one number');
add('mobile', [138384], 'Rakuten Mobile');
add('mobile', [133612], 'Vodafone Australia (TPG) mobile');
add('mobile', [9790], '2degrees, fixed too');
add('mobile', [26599], 'Vivo (Telefonica Brasil) mobile');
add('mobile', [26615], 'TIM Brasil');
add('mobile', [22085], 'Claro Brasil mobile');
add('mobile', [27925], 'Entel PCS Chile');

// Satellites: the ground station may stand in another country; aircraft and ships are anywhere.
add('satellite', [14593], 'Starlink');
add('satellite', [7155, 40306], 'Viasat');
add('satellite', [6621, 1358, 63062, 12440, 17648], 'Hughes');
add('satellite', [22351], 'Intelsat: aircraft, Gogo and Panasonic Avionics among them');
add('satellite', [64294], 'Panasonic Avionics: aircraft');
add('satellite', [400110], 'Anuvu: aircraft and ships');
add('satellite', [394771], 'Thales Avionics: aircraft');
add('satellite', [31515, 25222], 'Inmarsat: ships and aircraft');
add('satellite', [12684], 'SES');
add('satellite', [29286], 'Skylogic (Eutelsat)');
add('satellite', [5377, 8264], 'Marlink: ships');
add('satellite', [4913], 'Speedcast: ships');
add('satellite', [39356], 'Avanti');
add('isp', [17465], 'Asianet Satellite: cable television and fixed lines in Kerala, for all its name');
add('isp', [47394], 'Albanian Satellite Communications: fixed lines, for all its name');

export const networkTable: readonly NetworkLine[] = lines;
